package dev.towline.web;

import dev.towline.jira.FromBrowser;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** What an issue has, for the viewer: as JSON, or as the very part of the panel that shows it. */
@Path("/api/issues/{keyOrId}/development")
@FromBrowser
public class DevelopmentApi {

    private final Caller caller;
    private final IssueDevelopment issues;
    private final Texts texts;

    DevelopmentApi(Caller caller, IssueDevelopment issues, @Spoken Texts texts) {
        this.caller = caller;
        this.issues = issues;
        this.texts = texts;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Problem.TYPE})
    @RunOnVirtualThread
    public DevelopmentView development(@RestPath String keyOrId) {
        return seen(keyOrId).development();
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    public TemplateInstance fragment(@RestPath String keyOrId) {
        var seen = seen(keyOrId);
        return PanelPage.Templates.development(seen.issue().key(), seen.development());
    }

    private IssueDevelopment.Seen seen(String keyOrId) {
        try {
            return issues.seenBy(caller.viewer(), keyOrId).orElseThrow(() -> new Problem(404, texts.issue_unknown()));
        } catch (JiraUnavailable e) {
            throw new Problem(503, texts.unavailable_title());
        }
    }
}
