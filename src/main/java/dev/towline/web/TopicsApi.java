package dev.towline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.jira.FromBrowser;
import dev.towline.intake.AwsUnavailable;
import dev.towline.intake.SnsConfirmation;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.jira.TenantId;
import dev.towline.jira.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code POST /api/integrations/{id}/topics/confirm}: an administrator says that an Amazon SNS topic may send to this integration.
 * AWS hears it first; only what it took is kept, and other open pages follow.
 */
@Path("/api/integrations/{id}/topics")
@FromBrowser
@RunOnVirtualThread
public class TopicsApi {

    private final Gate gate;
    private final SnsConfirmation confirmation;
    private final SnsSubscriptions subscriptions;
    private final Announcements announcements;
    private final Audit audit;
    private final Overview overview;
    private final Clock clock;
    private final ObjectMapper json;
    private final Texts texts;

    TopicsApi(
            Gate gate, SnsConfirmation confirmation, SnsSubscriptions subscriptions, Announcements announcements, Audit audit, Overview overview,
            Clock clock, ObjectMapper json, @Spoken Texts texts) {
        this.gate = gate;
        this.confirmation = confirmation;
        this.subscriptions = subscriptions;
        this.announcements = announcements;
        this.audit = audit;
        this.overview = overview;
        this.clock = clock;
        this.json = json;
        this.texts = texts;
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public IntegrationView confirm(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var topic = Wish.read(request, json, texts).topic();
        var integration = known(id);
        switch (answer(tenant, integration, topic)) {
            case NO_QUESTION -> throw new Problem(404, texts.topic_unknown());
            case TURNED_AWAY -> throw new Problem(409, texts.topic_turned_away());
            case TAKEN -> { }
        }
        return announcements.announce(tenant, integration, () -> subscriptions.confirm(tenant, integration, topic, administrator.accountId(), clock.instant())
                        ? overview.one(tenant, integration).map(confirmed -> audited(administrator, confirmed)) : Optional.empty())
                .orElseThrow(() -> new Problem(404, texts.topic_unknown()));
    }

    private IntegrationView audited(Viewer administrator, IntegrationView integration) {
        audit.note(administrator, Deed.TOPIC_CONFIRMED, integration.id(), integration.name());
        return integration;
    }

    private SnsConfirmation.Result answer(TenantId tenant, IntegrationId integration, String topic) {
        try {
            return confirmation.answer(tenant, integration, topic);
        } catch (AwsUnavailable e) {
            throw new Problem(503, texts.aws_unavailable());
        }
    }

    private IntegrationId known(String id) {
        try {
            return new IntegrationId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new Problem(404, texts.integration_unknown());
        }
    }
}
