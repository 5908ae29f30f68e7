package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.jira.FromBrowser;
import dev.towline.intake.Deliveries;
import dev.towline.intake.DeliveryId;
import dev.towline.intake.Replays;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/deliveries}: what became of each webhook call, for Jira administrators. One of them: {@link DeliveryApi}. */
@Path("/api/deliveries")
@FromBrowser
@RunOnVirtualThread
public class DeliveriesApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance deliveries(Page page, Map<UUID, String> names);
    }

    /** One delivery as the API tells it. */
    public record Item(
            UUID id, Instant receivedAt, UUID integration, String event, String repository, String outcome, String reason,
            List<String> issueKeys, int entities) {

        static Item of(Deliveries.Entry entry) {
            return new Item(
                    entry.id().value(), entry.receivedAt(), entry.integration().value(), entry.event(), entry.repository(),
                    entry.outcome(), entry.reason(), entry.issueKeys(), entry.entities());
        }

        @JsonIgnore
        public Moment moment() {
            return new Moment(receivedAt);
        }
    }

    /** @param next what to pass as {@code before} for the following page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Item> items, UUID next) {}

    /** @param queued how many are tried again; those whose content is no longer kept are not among them */
    public record Replayed(int queued) {}

    private final Deliveries deliveries;
    private final Integrations integrations;
    private final Replays replays;
    private final Audit audit;
    private final Gate gate;
    private final Texts texts;

    DeliveriesApi(Deliveries deliveries, Integrations integrations, Replays replays, Audit audit, Gate gate, @Spoken Texts texts) {
        this.deliveries = deliveries;
        this.integrations = integrations;
        this.replays = replays;
        this.audit = audit;
        this.gate = gate;
        this.texts = texts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page page(
            @QueryParam("integration") String integration, @QueryParam("outcome") String outcome,
            @QueryParam("q") String text, @QueryParam("before") String before) {
        return page(gate.administrator().tenant().id(), filter(integration, outcome, text), before);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance pageFragment(
            @QueryParam("integration") String integration, @QueryParam("outcome") String outcome,
            @QueryParam("q") String text, @QueryParam("before") String before) {
        var tenant = gate.administrator().tenant().id();
        return Templates.deliveries(page(tenant, filter(integration, outcome, text), before), names(tenant));
    }

    /** Tries again what is in quarantine among the newest {@link Deliveries#PAGE} that the filter lets through. */
    @POST
    @Path("/replay")
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Replayed> replay(@QueryParam("integration") String integration, @QueryParam("q") String text) {
        var viewer = gate.administrator();
        var tenant = viewer.tenant().id();
        var queued = 0;
        for (var entry : deliveries.page(tenant, filter(integration, "quarantined", text), Optional.empty()).items()) {
            if (entry.kept() && replays.replay(tenant, entry.id()) == Replays.Answer.QUEUED) {
                audit.note(viewer, Deed.REPLAYED, entry.id().toString(), entry.repository());
                queued++;
            }
        }
        return RestResponse.accepted(new Replayed(queued));
    }

    private Page page(TenantId tenant, Deliveries.Filter filter, String before) {
        var page = deliveries.page(tenant, filter, given(before).map(id -> new DeliveryId(uuid("before", id))));
        return new Page(page.items().stream().map(Item::of).toList(), page.next().map(DeliveryId::value).orElse(null));
    }

    private Deliveries.Filter filter(String integration, String outcome, String text) {
        return new Deliveries.Filter(given(integration).map(id -> new IntegrationId(uuid("integration", id))), given(outcome), given(text));
    }

    private Map<UUID, String> names(TenantId tenant) {
        return integrations.list(tenant).stream().collect(Collectors.toMap(integration -> integration.id().value(), Integration::name));
    }

    private static Optional<String> given(String parameter) {
        return Optional.ofNullable(parameter).filter(value -> !value.isBlank());
    }

    private UUID uuid(String name, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new Problem(400, texts.invalid(), List.of(new Problem.FieldError(name, texts.not_an_id())));
        }
    }
}
