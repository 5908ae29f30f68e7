package dev.towline.web;

import dev.towline.connect.FromJira;
import dev.towline.index.ChangeLog;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The live board: of a project, or of one of its boards. The page itself holds nothing of Jira's: its scripts read that as the person who looks,
 * and what git servers told from {@link BoardApi}.
 */
@Path("/board")
@FromJira
public class BoardPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        /** @param boardId {@code ""} when the viewer chooses among the project's */
        static native TemplateInstance board(String hostScript, String projectId, String boardId, String accountId, String cloudId, long position);

        static native TemplateInstance unseen(String hostScript);
    }

    // 18 digits always fit a long.
    private static final String NUMBER = "[1-9][0-9]{0,17}";

    private final Caller caller;
    private final Permissions permissions;
    private final Tenants tenants;
    private final DataSource database;
    private final String hostScript;

    BoardPage(Caller caller, Permissions permissions, Tenants tenants, DataSource database, @ConfigProperty(name = "towline.host-script") String hostScript) {
        this.caller = caller;
        this.permissions = permissions;
        this.tenants = tenants;
        this.database = database;
        this.hostScript = hostScript;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    public RestResponse<TemplateInstance> board(@RestQuery @DefaultValue("") String projectId, @RestQuery @DefaultValue("") String boardId) {
        var viewer = caller.viewer();
        try {
            if (!sees(viewer, projectId, boardId)) {
                return RestResponse.status(RestResponse.Status.NOT_FOUND, Templates.unseen(hostScript));
            }
            return RestResponse.ok(Templates.board(hostScript, projectId, boardId, viewer.accountId(), tenants.cloudId(viewer.tenant()), head(viewer)));
        } catch (JiraUnavailable e) {
            return RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, Notice.Templates.unavailable(hostScript));
        }
    }

    private boolean sees(Viewer viewer, String projectId, String boardId) {
        if (boardId.matches(NUMBER)) {
            return permissions.projectOfVisibleBoard(viewer, Long.parseLong(boardId)).isPresent();
        }
        return boardId.isEmpty() && projectId.matches(NUMBER) && permissions.browses(viewer, Long.parseLong(projectId));
    }

    private long head(Viewer viewer) {
        try (var connection = database.getConnection()) {
            return ChangeLog.head(connection, viewer.tenant().id());
        } catch (SQLException e) {
            throw new IllegalStateException("the index could not be read", e);
        }
    }
}
