package dev.towline.web;

import dev.towline.connect.FromJira;
import dev.towline.index.ProjectSources;
import dev.towline.integration.Integration;
import dev.towline.integration.Integrations;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Projects;
import dev.towline.jira.TenantId;
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
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * In a project's settings: which integrations and repositories link to its issues, for those who administer it. They see names and numbers,
 * as they see them on the issues; to change anything is for Jira administrators.
 */
@Path("/project-settings")
@FromJira
public class ProjectSettingsPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance settings(String hostScript, ProjectSettingsView view);

        static native TemplateInstance unseen(String hostScript);
    }

    // 18 digits always fit a long.
    private static final String NUMBER = "[1-9][0-9]{0,17}";

    private final Caller caller;
    private final Permissions permissions;
    private final Integrations integrations;
    private final Overview overview;
    private final DataSource database;
    private final String hostScript;
    private final String appKey;

    ProjectSettingsPage(
            Caller caller, Permissions permissions, Integrations integrations, Overview overview, DataSource database,
            @ConfigProperty(name = "towline.host-script") String hostScript, @ConfigProperty(name = "towline.app-key") String appKey) {
        this.caller = caller;
        this.permissions = permissions;
        this.integrations = integrations;
        this.overview = overview;
        this.database = database;
        this.hostScript = hostScript;
        this.appKey = appKey;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    public RestResponse<TemplateInstance> settings(@RestQuery @DefaultValue("") String projectId) {
        var viewer = caller.viewer();
        try {
            if (!projectId.matches(NUMBER) || !permissions.administersProject(viewer, Long.parseLong(projectId))) {
                return RestResponse.status(RestResponse.Status.FORBIDDEN, Templates.unseen(hostScript));
            }
            return RestResponse.ok(Templates.settings(hostScript, view(viewer, Long.parseLong(projectId))));
        } catch (JiraUnavailable e) {
            return RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, Notice.Templates.unavailable(hostScript));
        }
    }

    private ProjectSettingsView view(Viewer viewer, long projectId) {
        var tenant = viewer.tenant().id();
        try (var connection = database.getConnection()) {
            var keys = Projects.keysOf(connection, tenant, projectId);
            var all = integrations.list(tenant);
            var names = all.stream().collect(Collectors.toMap(Integration::id, Integration::name));
            var sources = ProjectSources.of(connection, tenant, keys);
            return new ProjectSettingsView(
                    !keys.isEmpty(), all.stream().filter(integration -> mayLink(integration, keys)).map(integration -> shown(tenant, integration)).toList(),
                    sources.stream().map(source -> ProjectSettingsView.Source.of(source, names.getOrDefault(source.integration(), ""))).toList(),
                    sources.size() == ProjectSources.LIMIT, permissions.administers(viewer),
                    viewer.tenant().displayUrl() + "/plugins/servlet/ac/" + appKey + "/towline-admin");
        } catch (SQLException e) {
            throw new IllegalStateException("the project's repositories could not be read", e);
        }
    }

    private static boolean mayLink(Integration integration, List<String> keys) {
        return integration.projects().isEmpty() || integration.projects().stream().anyMatch(keys::contains);
    }

    private ProjectSettingsView.Integration shown(TenantId tenant, Integration integration) {
        return new ProjectSettingsView.Integration(
                integration.name(), integration.provider().label(), overview.of(tenant, integration).state(), integration.lastDeliveryAt().map(Moment::new));
    }
}
