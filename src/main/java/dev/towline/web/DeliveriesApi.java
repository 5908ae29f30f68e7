package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.jira.FromBrowser;
import dev.towline.intake.Deliveries;
import dev.towline.intake.DeliveryId;
import dev.towline.intake.Replays;
import dev.towline.integration.IntegrationId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/deliveries}: what became of each webhook call, and one more try, for Jira administrators. */
@Path("/api/deliveries")
@FromBrowser
@RunOnVirtualThread
public class DeliveriesApi {

    /** One delivery as the API tells it. */
    public record Item(
            UUID id, Instant receivedAt, UUID integration, String event, String repository, String outcome, String reason,
            List<String> issueKeys, int entities) {

        static Item of(Deliveries.Entry entry) {
            return new Item(
                    entry.id().value(), entry.receivedAt(), entry.integration().value(), entry.event(), entry.repository(),
                    entry.outcome(), entry.reason(), entry.issueKeys(), entry.entities());
        }
    }

    /** @param next what to pass as {@code before} for the following page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Item> items, UUID next) {}

    private final Deliveries deliveries;
    private final Replays replays;
    private final Gate gate;
    private final Texts texts;

    DeliveriesApi(Deliveries deliveries, Replays replays, Gate gate, Texts texts) {
        this.deliveries = deliveries;
        this.replays = replays;
        this.gate = gate;
        this.texts = texts;
    }

    @GET
    public Page page(
            @QueryParam("integration") String integration, @QueryParam("outcome") String outcome,
            @QueryParam("q") String text, @QueryParam("before") String before) {
        var tenant = gate.administrator().tenant().id();
        var filter = new Deliveries.Filter(given(integration).map(id -> new IntegrationId(uuid("integration", id))), given(outcome), given(text));
        var page = deliveries.page(tenant, filter, given(before).map(id -> new DeliveryId(uuid("before", id))));
        return new Page(page.items().stream().map(Item::of).toList(), page.next().map(DeliveryId::value).orElse(null));
    }

    /** Tries a delivery in quarantine again: 202, and its outcome is {@code waiting} until the worker has handled it. */
    @POST
    @Path("/{id}/replay")
    public RestResponse<Void> replay(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        return switch (replays.replay(tenant, new DeliveryId(known(id)))) {
            case QUEUED -> RestResponse.accepted();
            case UNKNOWN -> throw new Problem(404, texts.delivery_unknown());
            case NOT_KEPT -> throw new Problem(409, texts.delivery_not_kept());
            case UNAVAILABLE -> throw new Problem(503, texts.failed());
        };
    }

    private UUID known(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new Problem(404, texts.delivery_unknown());
        }
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
