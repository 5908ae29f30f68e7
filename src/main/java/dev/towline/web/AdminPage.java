package dev.towline.web;

import dev.towline.connect.FromJira;
import dev.towline.index.ChangeLog;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import dev.towline.provider.Provider;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** The admin page: a site's integrations, for its Jira administrators. */
@Path("/admin")
@FromJira
public class AdminPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance admin(String hostScript, List<ProviderChoice> providers, List<IntegrationView> integrations, String trouble, Live live);

        /** The part that is fetched again when something happened. */
        static native TemplateInstance integrations(List<IntegrationView> integrations, String trouble);

        static native TemplateInstance created(IntegrationsApi.Created created);

        static native TemplateInstance environments(EnvironmentRules.View view);

        static native TemplateInstance people(People.View view);

        static native TemplateInstance rotated(IntegrationView integration, IntegrationsApi.Rotated rotated);
    }

    public record ProviderChoice(String code, String label) {}

    private final Caller caller;
    private final Permissions permissions;
    private final Overview overview;
    private final Tenants tenants;
    private final DataSource database;
    private final String hostScript;

    AdminPage(
            Caller caller, Permissions permissions, Overview overview, Tenants tenants, DataSource database,
            @ConfigProperty(name = "towline.host-script") String hostScript) {
        this.caller = caller;
        this.permissions = permissions;
        this.overview = overview;
        this.tenants = tenants;
        this.database = database;
        this.hostScript = hostScript;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    public RestResponse<TemplateInstance> admin() {
        var viewer = caller.viewer();
        try {
            if (!permissions.administers(viewer)) {
                return RestResponse.status(RestResponse.Status.FORBIDDEN, Notice.Templates.forbidden(hostScript));
            }
        } catch (JiraUnavailable e) {
            return RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, Notice.Templates.unavailable(hostScript));
        }
        var live = live(viewer);
        var tenant = viewer.tenant().id();
        return RestResponse.ok(Templates.admin(hostScript, providers(), overview.all(tenant), overview.trouble(tenant), live));
    }

    static List<ProviderChoice> providers() {
        return List.of(Provider.values()).stream().map(provider -> new ProviderChoice(provider.code(), provider.label())).toList();
    }

    private Live live(Viewer viewer) {
        try (var connection = database.getConnection()) {
            return new Live("ari:cloud:towline:" + tenants.cloudId(viewer.tenant()) + ":integrations", ChangeLog.head(connection, viewer.tenant().id()));
        } catch (JiraUnavailable e) {
            // The page is worth showing all the same.
            return Live.OFF;
        } catch (SQLException e) {
            throw new IllegalStateException("the log could not be read", e);
        }
    }
}
