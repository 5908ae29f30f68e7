package dev.towline.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraHosts;
import dev.towline.jira.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;

/**
 * What Jira tells us of our installation in a site. It waits only seconds for the answer, so nothing happens here but the
 * check and one transaction. An answer other than 2xx to {@code installed} makes the installation fail, as it should.
 */
@Path("/connect")
@RunOnVirtualThread
public class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final Tenants tenants;
    private final JiraHosts hosts;
    private final App app;
    private final ObjectMapper json;
    private final Announced announced;
    private final Caller caller;

    Lifecycle(Tenants tenants, JiraHosts hosts, App app, ObjectMapper json, Announced announced, Caller caller) {
        this.tenants = tenants;
        this.hosts = hosts;
        this.app = app;
        this.json = json;
        this.announced = announced;
        this.caller = caller;
    }

    /** Installed, reinstalled, or moved to a new secret. */
    @POST
    @Path("/installed")
    @FromAtlassian
    public Response installed(InputStream body) throws IOException {
        return answer(() -> {
            var tenant = tenants.install(event(body, announced.clientKey(), "installed").installation(hosts));
            LOG.infof("installed: tenant=%s site=%s", tenant.id(), tenant.baseUrl());
        });
    }

    /** Jira does not repeat it, and does not mind when we never knew the site. */
    @POST
    @Path("/uninstalled")
    @FromAtlassian
    public Response uninstalled(InputStream body) throws IOException {
        return answer(() -> {
            event(body, announced.clientKey(), "uninstalled");
            LOG.infof("uninstalled: known=%s", tenants.uninstall(announced.clientKey()));
        });
    }

    @POST
    @Path("/enabled")
    @FromJira
    public Response enabled(InputStream body) throws IOException {
        return answer(() -> enable(body, "enabled", true));
    }

    @POST
    @Path("/disabled")
    @FromJira
    public Response disabled(InputStream body) throws IOException {
        return answer(() -> enable(body, "disabled", false));
    }

    private void enable(InputStream body, String eventType, boolean enabled) throws IOException, NotProven {
        var tenant = caller.viewer().tenant();
        event(body, tenant.clientKey(), eventType);
        tenants.enable(tenant.id(), enabled);
        LOG.infof("%s: tenant=%s", eventType, tenant.id());
    }

    private LifecycleEvent event(InputStream body, String clientKey, String eventType) throws IOException, NotProven {
        return LifecycleEvent.read(body, json, app, clientKey, eventType);
    }

    /** What to do with a callback whose sender is proven. */
    private interface Deed {
        void run() throws IOException, NotProven;
    }

    private static Response answer(Deed deed) throws IOException {
        try {
            deed.run();
            return Response.noContent().build();
        } catch (NotProven reason) {
            LOG.infof("turned away: lifecycle callback: %s", reason.getMessage());
            return Refusal.problem(401, reason.getMessage()).header(HttpHeaders.WWW_AUTHENTICATE, "JWT").build();
        }
    }
}
