package dev.towline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.intake.Arrivals;
import dev.towline.integration.Guides;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code /api/integrations/{id}/setup}: the steps of an integration, how far they have come, and the links by which others read them. Hook URL and
 * secret come from the page that was shown them, because nobody else has them.
 */
@Path("/api/integrations/{id}/setup")
@FromBrowser
@RunOnVirtualThread
public class SetupApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance setup(IntegrationsApi.Created created, CheckList list, List<GuideView> guides);

        static native TemplateInstance checks(CheckList list);

        static native TemplateInstance guides(String integration, String link, List<GuideView> guides);
    }

    /** A link in force. */
    public record GuideView(String id, Moment createdAt, Moment expiresAt, boolean withSecret) {

        static GuideView of(Guides.Guide guide) {
            return new GuideView(guide.id().toString(), new Moment(guide.createdAt()), new Moment(guide.expiresAt()), guide.withSecret());
        }
    }

    /** A new link. */
    public record Link(String id, String url, Moment expiresAt) {}

    private final Gate gate;
    private final Integrations integrations;
    private final Arrivals arrivals;
    private final Guides guides;
    private final Audit audit;
    private final ObjectMapper json;
    private final Texts texts;
    private final CheckTexts words;
    private final String guideUrl;

    SetupApi(
            Gate gate, Integrations integrations, Arrivals arrivals, Guides guides, Audit audit, ObjectMapper json, @Spoken Texts texts, @Spoken CheckTexts words,
            @ConfigProperty(name = "towline.base-url") String baseUrl) {
        this.gate = gate;
        this.integrations = integrations;
        this.arrivals = arrivals;
        this.guides = guides;
        this.audit = audit;
        this.json = json;
        this.texts = texts;
        this.words = words;
        this.guideUrl = baseUrl.replaceFirst("/$", "") + "/guide/";
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance setup(@RestPath String id) {
        var integration = known(gate.administrator().tenant().id(), id);
        return Templates.setup(IntegrationsApi.Created.withoutSecrets(integration, integrations), list(integration), views(integration));
    }

    @GET
    @Path("/checks")
    @Produces(MediaType.APPLICATION_JSON)
    public CheckList checks(@RestPath String id) {
        return list(known(gate.administrator().tenant().id(), id));
    }

    @GET
    @Path("/checks")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance checksFragment(@RestPath String id) {
        return Templates.checks(checks(id));
    }

    @POST
    @Path("/guides")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Link> share(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        var integration = known(administrator.tenant().id(), id);
        var wish = Wish.read(request, json, texts).guide(
                url -> integrations.isHookUrl(integration, url) ? "" : words.share_url_wrong(),
                secret -> integrations.isSecret(integration, secret) ? "" : words.share_secret_wrong());
        var made = QuarkusTransaction.requiringNew().call(() -> {
            var link = guides.make(integration, wish.hookUrl(), wish.secret());
            link.ifPresent(done -> audit.note(
                    administrator, done.guide().withSecret() ? Deed.GUIDE_WITH_SECRET : Deed.GUIDE_MADE, integration.id().toString(), integration.name()));
            return link;
        }).orElseThrow(() -> new Problem(409, words.share_many(Guides.MOST)));
        return RestResponse.status(RestResponse.Status.CREATED, new Link(made.guide().id().toString(), guideUrl + made.token(), new Moment(made.guide().expiresAt())));
    }

    @POST
    @Path("/guides")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<TemplateInstance> shareFragment(@RestPath String id, InputStream request) {
        var link = share(id, request).getEntity();
        return RestResponse.status(RestResponse.Status.CREATED, Templates.guides(id, link.url(), views(known(gate.administrator().tenant().id(), id))));
    }

    @GET
    @Path("/guides")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance guides(@RestPath String id) {
        return Templates.guides(id, "", views(known(gate.administrator().tenant().id(), id)));
    }

    @DELETE
    @Path("/guides/{guide}")
    public void revoke(@RestPath String id, @RestPath String guide) {
        var administrator = gate.administrator();
        var integration = known(administrator.tenant().id(), id);
        var link = parse(guide).orElseThrow(() -> new Problem(404, words.share_unknown()));
        var revoked = QuarkusTransaction.requiringNew().call(() -> {
            var was = guides.revoke(integration.tenant(), integration.id(), link);
            if (was) {
                audit.note(administrator, Deed.GUIDE_REVOKED, integration.id().toString(), integration.name());
            }
            return was;
        });
        if (!revoked) {
            throw new Problem(404, words.share_unknown());
        }
    }

    private CheckList list(Integration integration) {
        return CheckList.of(integration, arrivals.of(integration), words);
    }

    private List<GuideView> views(Integration integration) {
        return guides.of(integration.tenant(), integration.id()).stream().map(GuideView::of).toList();
    }

    private Integration known(TenantId tenant, String id) {
        return parse(id).flatMap(uuid -> integrations.find(tenant, new IntegrationId(uuid))).orElseThrow(() -> new Problem(404, texts.integration_unknown()));
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
