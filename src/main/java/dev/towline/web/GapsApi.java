package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.jira.FromBrowser;
import dev.towline.index.Gaps;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** {@code GET /api/gaps}: what is known to be missing, of one integration or of all, for Jira administrators. */
@Path("/api/gaps")
@FromBrowser
@RunOnVirtualThread
public class GapsApi {

    public record Items(List<Item> items) {}

    /**
     * @param kind    {@code missing}, {@code truncated} or {@code rewrite}
     * @param from    zeros for the beginning of history
     * @param missing commits; absent when their number is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(String repository, String ref, String kind, String from, String to, Integer missing, Moment since) {

        static Item of(Gaps.Gap gap) {
            return new Item(
                    gap.repositoryName(), gap.ref(), gap.kind().code(), gap.from(), gap.to(),
                    gap.missing().isPresent() ? gap.missing().getAsInt() : null, new Moment(gap.since()));
        }
    }

    private final Gate gate;
    private final Integrations integrations;
    private final Overview overview;
    private final Texts texts;

    GapsApi(Gate gate, Integrations integrations, Overview overview, @Spoken Texts texts) {
        this.gate = gate;
        this.integrations = integrations;
        this.overview = overview;
        this.texts = texts;
    }

    @GET
    public Items gaps(@QueryParam("integration") String integration) {
        var tenant = gate.administrator().tenant().id();
        return new Items(asked(tenant, integration).stream().flatMap(id -> overview.gaps(tenant, id).stream()).map(Item::of).toList());
    }

    private List<IntegrationId> asked(TenantId tenant, String integration) {
        if (integration == null || integration.isBlank()) {
            return integrations.list(tenant).stream().map(Integration::id).toList();
        }
        try {
            return List.of(new IntegrationId(UUID.fromString(integration)));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, texts.invalid(), List.of(new Problem.FieldError("integration", texts.not_an_id())));
        }
    }
}
