package dev.towline.jira;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tenants, and the changes of their installation. To Connect a tenant is what Jira calls one client key: another client key for the same
 * site (an imported or copied site) is another tenant, and inherits nothing. A self-hosted deployment has one, whatever its settings.
 */
@ApplicationScoped
public class Tenants {

    /**
     * What a site told us of itself when it installed us, already proven.
     *
     * @param baseUrl as {@link JiraHosts#site} spells it
     * @param cloudId {@code ""} when not told
     */
    public record Installation(String clientKey, URI baseUrl, URI displayUrl, String cloudId, String sharedSecret) {

        /** Never the secret: it would end up in a log. */
        @Override
        public String toString() {
            return "Installation[" + baseUrl + "]";
        }
    }

    // Pages that were open at a reinstall hold tokens under the old secret; Jira's own code renews them within minutes.
    private static final Duration PREVIOUS_SECRET = Duration.ofMinutes(5);

    // No client key of Jira's; a token that named it would find no secret to be signed with.
    private static final String SELF_HOSTED = "self-hosted";

    private final SecretKeys keys;
    private final JiraHosts hosts;
    private final JiraHttp http;
    private final EntityManager entities;
    private final Clock clock;

    Tenants(SecretKeys keys, JiraHosts hosts, JiraHttp http, EntityManager entities, Clock clock) {
        this.keys = keys;
        this.hosts = hosts;
        this.http = http;
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional
    public Optional<Tenant> find(TenantId id) {
        return Tenant.findByIdOptional(id.value());
    }

    @Transactional
    public Optional<Tenant> ofClientKey(String clientKey) {
        return Tenant.find("clientKey", clientKey).firstResultOptional();
    }

    /** Installs or reinstalls. Older tenants of the same base URL are gone from Jira and are marked so. */
    @Transactional
    public Tenant install(Installation installation) {
        var now = clock.instant();
        var baseUrl = installation.baseUrl().toString();
        // Callbacks of one site come one after another, so that the newest client key is the one that stays.
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:site, 0)) as text)").setParameter("site", baseUrl).getSingleResult();
        Tenant.<Tenant>list("kind = 'connect' and baseUrl = ?1 and clientKey <> ?2 and state <> ?3", baseUrl, installation.clientKey(), Tenant.UNINSTALLED)
                .forEach(this::remove);
        var tenant = ofClientKey(installation.clientKey()).orElseGet(() -> {
            var created = new Tenant();
            created.tenantId = UUID.randomUUID();
            created.clientKey = installation.clientKey();
            created.state = Tenant.UNINSTALLED;
            return created;
        });
        if (tenant.sharedSecret != null) {
            tenant.previousSecret = tenant.sharedSecret;
            tenant.previousUntil = now.plus(PREVIOUS_SECRET);
        }
        tenant.sharedSecret = keys.seal(installation.sharedSecret().getBytes(StandardCharsets.UTF_8), purpose(tenant.id()));
        tenant.baseUrl = baseUrl;
        tenant.displayUrl = installation.displayUrl().toString();
        tenant.cloudId = installation.cloudId().isEmpty() ? tenant.cloudId : installation.cloudId();
        if (!tenant.isInstalled()) {
            tenant.installedAt = now;
        }
        tenant.state = Tenant.INSTALLED;
        tenant.changedAt = now;
        tenant.persist();
        return tenant;
    }

    /**
     * The one tenant of a self-hosted deployment, as its settings are now. Another site or another OAuth client has been told nothing
     * yet, so everything goes there from the beginning; and a restart is a reason to try again what was refused before.
     *
     * @param site as {@link JiraHosts#site} spells it
     */
    @Transactional
    public Tenant serve(URI site, String oauthClient) {
        var now = clock.instant();
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)").setParameter("key", SELF_HOSTED).getSingleResult();
        var tenant = ofClientKey(SELF_HOSTED).orElseGet(() -> {
            var created = new Tenant();
            created.tenantId = UUID.randomUUID();
            created.clientKey = SELF_HOSTED;
            created.kind = Tenant.Kind.SELF_HOSTED.word();
            return created;
        });
        if (!site.toString().equals(tenant.baseUrl)) {
            tenant.baseUrl = site.toString();
            tenant.displayUrl = site.toString();
            tenant.cloudId = null;
            tenant.installedAt = now;
        }
        if (!oauthClient.equals(tenant.oauthClient)) {
            tenant.oauthClient = oauthClient;
            tenant.installedAt = now;
        }
        tenant.state = Tenant.INSTALLED;
        tenant.changedAt = now;
        tenant.persist();
        return tenant;
    }

    /** The tenant of a self-hosted deployment, once there is one. */
    @Transactional
    public Optional<Tenant> selfHosted() {
        return ofClientKey(SELF_HOSTED);
    }

    /** Marks the tenant uninstalled and forgets its secrets; its data is erased soon after. Whether there was such a tenant. */
    @Transactional
    public boolean uninstall(String clientKey) {
        var tenant = ofClientKey(clientKey);
        tenant.ifPresent(this::remove);
        return tenant.isPresent();
    }

    /** Notes that Jira enabled or disabled us in this site. */
    @Transactional
    public void enable(TenantId id, boolean enabled) {
        find(id).filter(Tenant::isInstalled).ifPresent(tenant -> {
            tenant.state = enabled ? Tenant.INSTALLED : Tenant.DISABLED;
            tenant.changedAt = clock.instant();
        });
    }

    /** The secret that signs our requests to the site. @throws JiraUnavailable when the site no longer has us */
    public byte[] sharedSecret(Tenant tenant) {
        if (tenant.sharedSecret == null) {
            throw new JiraUnavailable("Towline is no longer installed in this site", null, null);
        }
        return keys.open(tenant.sharedSecret, purpose(tenant.id()));
    }

    /** The secrets under which the site's own requests are accepted now: none once uninstalled, two for minutes after a reinstall. */
    public List<byte[]> acceptedSecrets(Tenant tenant) {
        var accepted = new ArrayList<byte[]>();
        if (tenant.isInstalled() && tenant.sharedSecret != null) {
            accepted.add(sharedSecret(tenant));
            if (tenant.previousSecret != null && clock.instant().isBefore(tenant.previousUntil)) {
                accepted.add(keys.open(tenant.previousSecret, purpose(tenant.id())));
            }
        }
        return accepted;
    }

    /** The site's cloud id, asked of the site itself once when the installation did not tell it. @throws JiraUnavailable */
    public String cloudId(Tenant tenant) {
        if (tenant.cloudId == null) {
            var cloudId = askCloudId(tenant);
            QuarkusTransaction.requiringNew().run(() -> Tenant.update("cloudId = ?1 where tenantId = ?2", cloudId, tenant.tenantId));
            tenant.cloudId = cloudId;
        }
        return tenant.cloudId;
    }

    /** https://developer.atlassian.com/platform/forge (2026-11): the one address of a site that tells its cloud id, to anybody. */
    private String askCloudId(Tenant tenant) {
        var answer = http.exchange(HttpRequest.newBuilder(URI.create(hosts.of(tenant) + "/_edge/tenant_info")));
        var cloudId = answer.body().path("cloudId").asText("");
        if (!answer.isSuccess() || !isCloudId(cloudId)) {
            throw new JiraUnavailable("the site did not tell its cloud id (status " + answer.status() + ")", answer.retryAfter().orElse(null), null);
        }
        return cloudId;
    }

    /** It becomes part of resource names, so nothing that separates their parts may stand in it. */
    public static boolean isCloudId(String text) {
        return text.matches("[A-Za-z0-9-]{1,64}");
    }

    private void remove(Tenant tenant) {
        tenant.state = Tenant.UNINSTALLED;
        // A later installation is a new tenant, and begins with nothing: it must not find this one, which is being erased.
        tenant.clientKey = "uninstalled " + tenant.tenantId;
        tenant.sharedSecret = null;
        tenant.previousSecret = null;
        tenant.previousUntil = null;
        tenant.changedAt = clock.instant();
    }

    /** What a site's shared secret is sealed for. */
    public static String purpose(TenantId tenant) {
        return "shared-secret/" + tenant;
    }
}
