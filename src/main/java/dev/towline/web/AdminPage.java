package dev.towline.web;

import dev.towline.jira.FromAdministrator;
import dev.towline.index.ChangeLog;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Mode;
import dev.towline.jira.Permissions;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import dev.towline.provider.Provider;
import dev.towline.selfhosted.Cookies;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** The admin page: a site's integrations, for its Jira administrators, or for the local one of a self-hosted deployment. */
@Path("/admin")
@FromAdministrator
public class AdminPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance admin(String hostScript, Local local, List<ProviderChoice> providers, List<IntegrationView> integrations, String trouble,
                List<RefusedView> refused, ComparisonView comparison, Live live);

        /** The part that is fetched again when something happened. */
        static native TemplateInstance integrations(List<IntegrationView> integrations, String trouble, List<RefusedView> refused);

        static native TemplateInstance created(IntegrationsApi.Created created, CheckList list, List<SetupApi.GuideView> guides);

        static native TemplateInstance environments(EnvironmentRules.View view);

        static native TemplateInstance people(People.View view);

        static native TemplateInstance rotated(IntegrationView integration, IntegrationsApi.Rotated rotated);
    }

    public record ProviderChoice(String code, String label, AbilitiesView abilities) {}

    private final Caller caller;
    private final Permissions permissions;
    private final Overview overview;
    private final Tenants tenants;
    private final DataSource database;
    private final Mode mode;
    private final String hostScript;

    AdminPage(
            Caller caller, Permissions permissions, Overview overview, Tenants tenants, DataSource database, Mode mode,
            @ConfigProperty(name = "towline.host-script") String hostScript) {
        this.caller = caller;
        this.permissions = permissions;
        this.overview = overview;
        this.tenants = tenants;
        this.database = database;
        this.mode = mode;
        // Only Jira has one.
        this.hostScript = mode == Mode.CONNECT ? hostScript : "";
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    public RestResponse<TemplateInstance> admin(@Context HttpHeaders headers) {
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
        return RestResponse.ok(Templates.admin(
                hostScript, local(viewer, headers), providers(), overview.all(tenant), overview.trouble(tenant), overview.refused(tenant), overview.comparison(tenant), live));
    }

    private Local local(Viewer viewer, HttpHeaders headers) {
        return switch (mode) {
            case CONNECT -> Local.NONE;
            case SELF_HOSTED -> new Local(Cookies.session(headers).orElseThrow().proof(), viewer.tenant().displayUrl().toString());
        };
    }

    static List<ProviderChoice> providers() {
        return List.of(Provider.values()).stream().map(provider -> new ProviderChoice(provider.code(), provider.label(), AbilitiesView.of(provider))).toList();
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
