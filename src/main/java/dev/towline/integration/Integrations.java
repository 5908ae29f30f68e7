package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.SiteProjects;
import dev.towline.jira.TenantId;
import dev.towline.provider.Provider;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What an administrator does with integrations. Secrets leave this class once, at the moment they are made. */
@ApplicationScoped
public class Integrations {

    /** A new integration, with the two secrets that are shown only now. */
    public record Created(Integration integration, String hookUrl, String secret) {}

    /** What to change; what is empty stays. */
    public record Change(Optional<String> name, Optional<Boolean> paused, Optional<Boolean> descriptionKeys, Optional<List<String>> projects) {}

    // As long as the HMAC's own output: more adds nothing.
    private static final int SECRET_BYTES = 32;
    private static final String PATH = "/hooks/";
    private static final SecureRandom RANDOMNESS = new SecureRandom();

    private final SecretKeys keys;
    private final RetiredTokens retired;
    private final DataSource database;
    private final Clock clock;
    private final String hooksUrl;

    Integrations(
            SecretKeys keys, RetiredTokens retired, DataSource database, Clock clock,
            @ConfigProperty(name = "towline.hooks-url") String hooksUrl) {
        this.keys = keys;
        this.retired = retired;
        this.database = database;
        this.clock = clock;
        this.hooksUrl = hooksUrl.endsWith("/") ? hooksUrl.substring(0, hooksUrl.length() - 1) : hooksUrl;
    }

    /** @param by account id of the administrator */
    @Transactional
    public Created create(TenantId tenant, String by, String name, Provider provider) {
        var id = new IntegrationId(UUID.randomUUID());
        var token = HookToken.issue(tenant, id, keys);
        var secret = newSecret();
        var integration = new Integration();
        integration.tenantId = tenant.value();
        integration.integrationId = id.value();
        integration.name = name;
        integration.provider = provider.code();
        integration.tokenHash = token.hash();
        integration.signingSecret = seal(tenant, id, secret);
        integration.descriptionKeys = true;
        integration.projects = new String[0];
        integration.createdAt = clock.instant();
        integration.createdBy = by;
        integration.persist();
        return new Created(integration, url(token), secret);
    }

    /** By name. */
    @Transactional
    public List<Integration> list(TenantId tenant) {
        return Integration.list("tenantId", Sort.by("name").and("integrationId"), tenant.value());
    }

    @Transactional
    public Optional<Integration> find(TenantId tenant, IntegrationId id) {
        return Integration.findByIdOptional(new Integration.Key(tenant, id));
    }

    @Transactional
    public Optional<Integration> change(TenantId tenant, IntegrationId id, Change change) {
        var found = find(tenant, id);
        found.ifPresent(integration -> {
            change.name().ifPresent(name -> integration.name = name);
            change.paused().ifPresent(paused -> integration.paused = paused);
            change.descriptionKeys().ifPresent(rule -> integration.descriptionKeys = rule);
            change.projects().ifPresent(rule -> limit(integration, rule));
        });
        return found;
    }

    /** What was indexed before is brought in line with it: by the index, soon after the commit. */
    private void limit(Integration integration, List<String> projects) {
        if (projects.equals(integration.projects())) {
            return;
        }
        integration.projects = projects.toArray(String[]::new);
        try (var connection = database.getConnection()) {
            // The connection is the transaction's own.
            SiteProjects.wantRelinking(connection, integration.tenant());
        } catch (SQLException e) {
            throw new IllegalStateException("the projects could not be limited", e);
        }
    }

    /** Makes a new hook URL and returns it; the old one is turned away from now on. */
    @Transactional
    public Optional<String> rotateUrl(TenantId tenant, IntegrationId id) {
        return find(tenant, id).map(integration -> {
            retired.add(integration, clock.instant());
            var token = HookToken.issue(tenant, id, keys);
            integration.previousToken = integration.tokenHash;
            integration.tokenRotatedAt = clock.instant();
            integration.tokenHash = token.hash();
            return url(token);
        });
    }

    /** Makes a new signing secret and returns it; what arrives from now on signed with the old one is refused. */
    @Transactional
    public Optional<String> rotateSecret(TenantId tenant, IntegrationId id) {
        return find(tenant, id).map(integration -> {
            var secret = newSecret();
            integration.previousSecret = integration.signingSecret;
            integration.secretRotatedAt = clock.instant();
            integration.signingSecret = seal(tenant, id, secret);
            return secret;
        });
    }

    /** Takes the integration away and retires its URL, within the caller's transaction. What was indexed from it is the caller's to erase. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean remove(TenantId tenant, IntegrationId id) {
        var found = find(tenant, id);
        found.ifPresent(integration -> {
            retired.add(integration, clock.instant());
            forgetRules(integration);
            integration.delete();
        });
        return found.isPresent();
    }

    private void forgetRules(Integration integration) {
        try (var connection = database.getConnection()) {
            // The connection is the transaction's own.
            Environments.forget(connection, integration.tenant(), integration.id());
            Identities.forget(connection, integration.tenant(), integration.id());
            Guides.forget(connection, integration.tenant(), integration.id());
        } catch (SQLException e) {
            throw new IllegalStateException("the integration's rules could not be erased", e);
        }
    }

    /** Takes all integrations of a tenant away and retires their URLs, within the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(TenantId tenant) {
        list(tenant).forEach(integration -> remove(tenant, integration.id()));
    }

    /** The secrets with which a delivery that arrived at that time may be signed: the present one, and the one before it where it arrived earlier. */
    public List<String> signingSecrets(Integration integration, Instant arrivedAt) {
        var rotated = integration.secretRotatedAt;
        return rotated != null && arrivedAt.isBefore(rotated)
                ? List.of(open(integration, integration.signingSecret), open(integration, integration.previousSecret))
                : List.of(open(integration, integration.signingSecret));
    }

    /** Whether this is the integration's present hook URL. */
    public boolean isHookUrl(Integration integration, String url) {
        return url.startsWith(hooksUrl + PATH) && HookToken.authentic(url.substring((hooksUrl + PATH).length()), keys)
                .filter(token -> MessageDigest.isEqual(integration.tokenHash, token.hash())).isPresent();
    }

    /** Whether this is the integration's present signing secret. */
    public boolean isSecret(Integration integration, String secret) {
        return MessageDigest.isEqual(open(integration, integration.signingSecret).getBytes(StandardCharsets.US_ASCII), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The shape of a hook URL, for one whose token is not ours to show. */
    public String hookUrlOf(String placeholder) {
        return hooksUrl + PATH + placeholder;
    }

    private String open(Integration integration, byte[] sealed) {
        return new String(keys.open(sealed, purpose(integration.tenant(), integration.id())), StandardCharsets.US_ASCII);
    }

    private byte[] seal(TenantId tenant, IntegrationId id, String secret) {
        return keys.seal(secret.getBytes(StandardCharsets.US_ASCII), purpose(tenant, id));
    }

    private static String purpose(TenantId tenant, IntegrationId id) {
        return "signing-secret/" + tenant + "/" + id;
    }

    // Hexadecimal survives every form field, shell and configuration file that an administrator pastes it into.
    private static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOMNESS.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String url(HookToken token) {
        return hookUrlOf(token.text());
    }
}
