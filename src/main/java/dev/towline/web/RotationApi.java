package dev.towline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.Viewer;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code /api/integrations/{id}/rotate}: a new hook URL or secret, answered once. The old one goes on working for
 * {@link Integrations#OVERLAP}, unless {@code stopOld} says otherwise; {@code /rotate/stop} ends that earlier.
 */
@Path("/api/integrations/{id}/rotate")
@FromBrowser
@RunOnVirtualThread
public class RotationApi {

    private final Gate gate;
    private final Integrations integrations;
    private final Overview overview;
    private final Announcements announcements;
    private final Audit audit;
    private final ObjectMapper json;
    private final Texts texts;
    private final ManageTexts words;

    RotationApi(
            Gate gate, Integrations integrations, Overview overview, Announcements announcements, Audit audit, ObjectMapper json, @Spoken Texts texts,
            @Spoken ManageTexts words) {
        this.gate = gate;
        this.integrations = integrations;
        this.overview = overview;
        this.announcements = announcements;
        this.audit = audit;
        this.json = json;
        this.texts = texts;
        this.words = words;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public IntegrationsApi.Rotated rotate(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var wish = Wish.read(request, json, texts).rotation();
        var overlap = wish.stopOld() ? Duration.ZERO : Integrations.OVERLAP;
        var integration = known(id);
        return announcements.announce(tenant, integration, () -> integrations.find(tenant, integration).flatMap(found -> switch (wish.what()) {
            case URL -> {
                note(administrator, Deed.NEW_URL, found.id(), found.name());
                yield integrations.rotateUrl(tenant, integration, overlap).map(url -> new IntegrationsApi.Rotated(url, ""));
            }
            case SECRET -> {
                note(administrator, Deed.NEW_SECRET, found.id(), found.name());
                yield integrations.rotateSecret(tenant, integration, overlap).map(secret -> new IntegrationsApi.Rotated("", secret));
            }
        })).orElseThrow(this::unknown);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance rotateFragment(@RestPath String id, InputStream request) {
        var rotated = rotate(id, request);
        return AdminPage.Templates.rotated(overview.one(gate.administrator().tenant().id(), known(id)).orElseThrow(this::unknown), rotated);
    }

    /** Ends the overlap: from now on the old one is turned away. 404 when there is none. */
    @POST
    @Path("/stop")
    @Consumes(MediaType.APPLICATION_JSON)
    public void stop(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var what = Wish.read(request, json, texts).rotation().what();
        var integration = known(id);
        announcements.announce(tenant, integration, () -> switch (what) {
            case URL -> integrations.stopOldUrl(tenant, integration).map(found -> note(administrator, Deed.OLD_URL_STOPPED, found.id(), found.name()));
            case SECRET -> integrations.stopOldSecret(tenant, integration).map(found -> note(administrator, Deed.OLD_SECRET_STOPPED, found.id(), found.name()));
        }).orElseThrow(() -> new Problem(404, words.overlap_none()));
    }

    private IntegrationId note(Viewer administrator, Deed deed, IntegrationId integration, String name) {
        audit.note(administrator, deed, integration.toString(), name);
        return integration;
    }

    private IntegrationId known(String id) {
        try {
            return Optional.of(id).map(UUID::fromString).map(IntegrationId::new).orElseThrow();
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private Problem unknown() {
        return new Problem(404, texts.integration_unknown());
    }
}
