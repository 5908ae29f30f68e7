package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.TenantId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /api/find?q=}: where a commit, branch, tag, pull request or issue key is, for Jira administrators. */
@Path("/api/find")
@FromBrowser
@RunOnVirtualThread
public class FindApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance found(Answer answer);
    }

    /** @param reasons when nothing was found: what may be the matter, in words */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Answer(@JsonInclude(JsonInclude.Include.ALWAYS) List<Trail> found, List<String> reasons) {}

    private final Gate gate;
    private final Trails trails;
    private final Overview overview;
    private final Asked asked;
    private final TraceTexts trace;

    FindApi(Gate gate, Trails trails, Overview overview, Asked asked, @Spoken TraceTexts trace) {
        this.gate = gate;
        this.trails = trails;
        this.overview = overview;
        this.asked = asked;
        this.trace = trace;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Answer find(@QueryParam("q") String text) {
        var tenant = gate.administrator().tenant().id();
        var found = trails.of(tenant, asked.lookup(text));
        return new Answer(found, found.isEmpty() ? reasons(tenant) : List.of());
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance findFragment(@QueryParam("q") String text) {
        return Templates.found(find(text));
    }

    private List<String> reasons(TenantId tenant) {
        var reasons = overview.all(tenant).stream().flatMap(this::reasons).toList();
        return reasons.isEmpty() ? List.of(trace.absent_no_trouble()) : reasons;
    }

    private Stream<String> reasons(IntegrationView integration) {
        var name = integration.name();
        var reasons = Stream.<String>builder();
        switch (integration.state()) {
            case "waiting" -> reasons.add(trace.absent_waiting(name));
            case "paused" -> reasons.add(trace.absent_paused(name));
            case "silent" -> reasons.add(trace.absent_silent(name));
            default -> { }
        }
        integration.lastRefusal().ifPresent(refusal -> reasons.add(trace.absent_refused(name, Reasons.said(refusal.reason(), trace.lang()))));
        if (!integration.unread().isEmpty()) {
            reasons.add(trace.absent_unread(name, integration.unread().size()));
        }
        if (integration.gaps().open() > 0) {
            reasons.add(trace.absent_gaps(name, integration.gaps().open()));
        }
        return reasons.build();
    }
}
