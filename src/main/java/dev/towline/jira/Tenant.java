package dev.towline.jira;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** One installation of Towline in a Jira site. After it ends, the row stays until all that belongs to it is erased; its secrets go at once. */
@Entity(name = "tenant")
public class Tenant extends PanacheEntityBase {

    /** How a site belongs to us. */
    public enum Kind {

        /** It installed the app: it answers questions about projects, issues and permissions, and shows our pages. */
        CONNECT,

        /** It made an OAuth client for us, which may write and read development information, builds and deployments, and nothing else. */
        SELF_HOSTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static final String INSTALLED = "installed";
    static final String DISABLED = "disabled";
    static final String UNINSTALLED = "uninstalled";

    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "client_key")
    String clientKey;

    @Column(name = "base_url")
    String baseUrl;

    @Column(name = "display_url")
    String displayUrl;

    @Column(name = "cloud_id")
    String cloudId;

    @Column(name = "shared_secret")
    byte[] sharedSecret;

    @Column(name = "previous_secret")
    byte[] previousSecret;

    @Column(name = "previous_until")
    Instant previousUntil;

    /** The word of a {@link Kind}. */
    String kind = Kind.CONNECT.word();

    /** Client id of the OAuth client that uploads; null where there is none. */
    @Column(name = "oauth_client")
    String oauthClient;

    String state;

    @Column(name = "installed_at")
    Instant installedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    public TenantId id() {
        return new TenantId(tenantId);
    }

    /** How the site belongs to us, and with it what we can ask of it. */
    public Kind kind() {
        return Kind.of(kind);
    }

    /** Connect's name of this installation. */
    public String clientKey() {
        return clientKey;
    }

    /** The site's address for our calls, without a trailing slash. */
    public URI baseUrl() {
        return URI.create(baseUrl);
    }

    /** The site's address for people. */
    public URI displayUrl() {
        return URI.create(displayUrl);
    }

    /** Whether the site has us, enabled or not. */
    public boolean isInstalled() {
        return !UNINSTALLED.equals(state);
    }
}
