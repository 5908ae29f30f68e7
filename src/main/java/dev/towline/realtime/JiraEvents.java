package dev.towline.realtime;

import dev.towline.connect.FromJira;
import dev.towline.jira.Caller;
import dev.towline.jira.SiteProjects;
import dev.towline.jira.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * {@code POST /jira/events}: what a Jira site tells of itself. The event's name stands in the address, as our descriptor
 * asks for: Jira signs the address and never the body, so the body of these events is not even sent. Answers 204 once
 * the database has it, and 503 when it has not: Jira tries again five times, five to fifteen minutes apart
 * (https://developer.atlassian.com/cloud/jira/platform/webhooks/, 2026-11).
 */
@Path("/jira/events")
@FromJira
@RunOnVirtualThread
public class JiraEvents {

    private static final Logger LOG = Logger.getLogger(JiraEvents.class);

    private static final Set<String> OF_PROJECTS = Set.of(
            "project_created", "project_updated", "project_deleted", "project_soft_deleted", "project_restored_deleted",
            "project_archived", "project_restored_archived");

    private final Caller caller;
    private final Database database;

    JiraEvents(Caller caller, DataSource source) {
        this.caller = caller;
        this.database = new Database(source);
    }

    @POST
    public Response told(@QueryParam("event") String event) {
        var tenant = caller.viewer().tenant().id();
        if (event == null || !OF_PROJECTS.contains(event)) {
            return Response.noContent().build();
        }
        return projectsChanged(tenant, event);
    }

    private Response projectsChanged(TenantId tenant, String event) {
        try {
            database.with(connection -> {
                SiteProjects.told(connection, tenant);
                return null;
            });
            LOG.infof("jira event: tenant=%s event=%s", tenant, event);
            return Response.noContent().build();
        } catch (Database.Unavailable trouble) {
            LOG.warnf(trouble, "jira event not kept: tenant=%s event=%s, Jira will repeat it", tenant, event);
            return Response.status(503).header(HttpHeaders.RETRY_AFTER, 30).build();
        }
    }
}
