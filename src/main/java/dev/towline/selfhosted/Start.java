package dev.towline.selfhosted;

import dev.towline.jira.CredentialRefused;
import dev.towline.jira.JiraHosts;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Mode;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.annotation.Priority;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What a self-hosted deployment does first: makes its tenant, sees to the administrator's password, and tries the OAuth client, so that a
 * wrong one is seen before the first push. It starts all the same when Atlassian does not answer.
 */
@ApplicationScoped
class Start {

    // A person may choose it, and its login is open to the network.
    private static final int SHORTEST_PASSWORD = 12;

    private static final Logger LOG = Logger.getLogger(Start.class);

    private final Mode mode;
    private final Tenants tenants;
    private final JiraHosts hosts;
    private final Administrator administrator;
    private final AccessToken token;
    private final Optional<String> site;
    private final Optional<String> clientId;
    private final Optional<String> password;

    Start(
            Mode mode, Tenants tenants, JiraHosts hosts, Administrator administrator, AccessToken token,
            @ConfigProperty(name = "towline.jira-site") Optional<String> site,
            @ConfigProperty(name = "towline.jira-client-id") Optional<String> clientId,
            @ConfigProperty(name = "towline.admin-password") Optional<String> password) {
        this.mode = mode;
        this.tenants = tenants;
        this.hosts = hosts;
        this.administrator = administrator;
        this.token = token;
        this.site = site;
        this.clientId = clientId;
        this.password = password;
    }

    // Before the worker and the followers look for their tenants.
    void start(@Observes @Priority(500) StartupEvent start) {
        if (mode != Mode.SELF_HOSTED) {
            return;
        }
        var address = hosts.site(site.orElseThrow())
                .orElseThrow(() -> new IllegalStateException("TOWLINE_JIRA_SITE must be the address of a Jira Cloud site, such as https://acme.atlassian.net"));
        if (password.filter(given -> given.length() < SHORTEST_PASSWORD).isPresent()) {
            throw new IllegalStateException("TOWLINE_ADMIN_PASSWORD needs at least " + SHORTEST_PASSWORD + " characters");
        }
        var tenant = tenants.serve(address, clientId.orElseThrow());
        LOG.infof("self-hosted: tenant=%s site=%s", tenant.id(), address);
        administrator.settle(tenant, password).ifPresent(Start::show);
        Thread.ofVirtual().name("try-jira").start(() -> tryJira(tenant));
    }

    private void tryJira(Tenant tenant) {
        try {
            tenants.cloudId(tenant);
            token.value();
            LOG.info("self-hosted: Atlassian accepts the OAuth client");
        } catch (CredentialRefused refused) {
            LOG.errorf("self-hosted: %s", refused.getMessage());
        } catch (JiraUnavailable silent) {
            LOG.warnf("self-hosted: %s; uploads go on trying", silent.getMessage());
        }
    }

    // Not through the log, whose lines are kept and copied.
    private static void show(String generated) {
        System.out.printf("%nTowline's administrator password, shown this once: %s%nTo have another one, set TOWLINE_ADMIN_PASSWORD and restart.%n%n", generated);
    }
}
