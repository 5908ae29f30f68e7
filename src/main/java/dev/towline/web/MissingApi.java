package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.Caller;
import dev.towline.jira.Issue;
import dev.towline.jira.JiraUnavailable;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code GET /api/issues/{keyOrId}/missing?q=}: where something is that the viewer misses on this issue. It tells of what is linked
 * to the issue, and nothing of what is not: that might belong to issues and repositories of which the viewer must not know.
 */
@Path("/api/issues/{keyOrId}/missing")
@FromBrowser
@RunOnVirtualThread
public class MissingApi {

    @CheckedTemplate(basePath = "PanelPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance missing(Answer answer);
    }

    /** @param elsewhere whether the commit is known without being linked to the issue; told only to who knows its whole SHA, and so has it */
    public record Answer(@JsonIgnore String issueKey, List<Trail> found, boolean elsewhere) {}

    private final Caller caller;
    private final IssueDevelopment issues;
    private final Trails trails;
    private final Asked asked;
    private final Texts texts;

    MissingApi(Caller caller, IssueDevelopment issues, Trails trails, Asked asked, @Spoken Texts texts) {
        this.caller = caller;
        this.issues = issues;
        this.trails = trails;
        this.asked = asked;
        this.texts = texts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Answer missing(@RestPath String keyOrId, @QueryParam("q") String text) {
        var issue = seen(keyOrId);
        var lookup = asked.lookup(text);
        var found = trails.of(caller.viewer().tenant().id(), lookup);
        var linked = found.stream().filter(trail -> trail.entity().issueKeys().contains(issue.key())).map(Trail::withoutDelivery).toList();
        return new Answer(issue.key(), linked, linked.isEmpty() && !found.isEmpty() && lookup.isWholeSha());
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance missingFragment(@RestPath String keyOrId, @QueryParam("q") String text) {
        return Templates.missing(missing(keyOrId, text));
    }

    private Issue seen(String keyOrId) {
        try {
            return issues.visible(caller.viewer(), keyOrId).orElseThrow(() -> new Problem(404, texts.issue_unknown()));
        } catch (JiraUnavailable e) {
            throw new Problem(503, texts.unavailable_title());
        }
    }
}
