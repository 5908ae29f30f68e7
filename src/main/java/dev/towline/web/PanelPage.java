package dev.towline.web;

import dev.towline.connect.FromJira;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The issue panel: what git servers told of the issue that a person looks at in Jira. */
@Path("/panel/issue")
@FromJira
public class PanelPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance panel(String hostScript, String issueKey, String issueId, DevelopmentView development, Live live);

        /** The part that is fetched again when something happened. */
        static native TemplateInstance development(String issueKey, DevelopmentView development);
    }

    private final Caller caller;
    private final IssueDevelopment issues;
    private final String hostScript;

    PanelPage(Caller caller, IssueDevelopment issues, @ConfigProperty(name = "towline.host-script") String hostScript) {
        this.caller = caller;
        this.issues = issues;
        this.hostScript = hostScript;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    public RestResponse<TemplateInstance> panel(@RestQuery @DefaultValue("") String issueId, @RestQuery @DefaultValue("") String issueKey) {
        try {
            return issues.seenBy(caller.viewer(), issueId.isEmpty() ? issueKey : issueId)
                    .map(seen -> RestResponse.ok(Templates.panel(hostScript, seen.issue().key(), String.valueOf(seen.issue().id()), seen.development(), seen.live())))
                    .orElseGet(() -> RestResponse.status(RestResponse.Status.NOT_FOUND, Notice.Templates.unseen(hostScript)));
        } catch (JiraUnavailable e) {
            return RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, Notice.Templates.unavailable(hostScript));
        }
    }
}
