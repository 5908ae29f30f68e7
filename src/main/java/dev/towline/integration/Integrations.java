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
import java.time.Duration;
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

    /** @param sealed as it is stored: names the secret without telling it */
    public record SigningSecret(String text, byte[] sealed) {

        /** Never the secret itself: it would end up in a log. */
        @Override
        public String toString() {
            return "SigningSecret";
        }
    }

    /** What to change; what is empty stays. */
    public record Change(
            Optional<String> name, Optional<Boolean> paused, Optional<Boolean> descriptionKeys, Optional<List<String>> projects,
            Optional<List<String>> repositories, Optional<List<String>> branches, Optional<Boolean> fileNames, Optional<Boolean> emails, Optional<Integer> keptDays) {

        private boolean differsFrom(Integration now) {
            return name.filter(value -> !value.equals(now.name)).isPresent()
                    || descriptionKeys.filter(value -> value != now.descriptionKeys).isPresent()
                    || projects.filter(value -> !value.equals(now.projects())).isPresent()
                    || repositories.filter(value -> !value.equals(now.admission().repositories())).isPresent()
                    || branches.filter(value -> !value.equals(now.admission().branches())).isPresent()
                    || fileNames.filter(value -> value != now.fileNames).isPresent()
                    || emails.filter(value -> value != now.emails).isPresent() || keptDays.filter(value -> value != now.keptDays).isPresent();
        }
    }

    /** A working day and its night: nobody has to enter a new value at the minute, and one that leaked is not good for long. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    // As long as the HMAC's own output: more adds nothing.
    private static final int SECRET_BYTES = 32;
    private static final String PATH = "/hooks/";
    private static final SecureRandom RANDOMNESS = new SecureRandom();

    private final SecretKeys keys;
    private final RetiredTokens retired;
    private final DataSource database;
    private final Clock clock;
    private final String hooksUrl;
    private final String baseUrl;

    Integrations(
            SecretKeys keys, RetiredTokens retired, DataSource database, Clock clock,
            @ConfigProperty(name = "towline.hooks-url") String hooksUrl, @ConfigProperty(name = "towline.base-url") String baseUrl) {
        this.keys = keys;
        this.retired = retired;
        this.database = database;
        this.clock = clock;
        this.hooksUrl = hooksUrl.replaceFirst("/$", "");
        this.baseUrl = baseUrl.replaceFirst("/$", "");
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
        integration.repositories = new String[0];
        integration.branches = new String[0];
        integration.fileNames = true;
        integration.emails = true;
        integration.keptDays = Integration.MOST_DAYS;
        integration.createdAt = clock.instant();
        integration.createdBy = by;
        integration.persist();
        return new Created(integration, hookUrlOf(token.text()), secret);
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
            change.paused().ifPresent(paused -> integration.paused = paused);
            if (!change.differsFrom(integration)) {
                return;
            }
            integration.edition++;
            change.name().ifPresent(name -> integration.name = name);
            change.descriptionKeys().ifPresent(rule -> integration.descriptionKeys = rule);
            change.projects().ifPresent(rule -> limit(integration, rule));
            change.repositories().ifPresent(rule -> integration.repositories = rule.toArray(String[]::new));
            change.branches().ifPresent(rule -> integration.branches = rule.toArray(String[]::new));
            change.fileNames().ifPresent(rule -> integration.fileNames = rule);
            change.emails().ifPresent(rule -> integration.emails = rule);
            change.keptDays().ifPresent(rule -> integration.keptDays = rule);
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

    /**
     * Makes a new hook URL and returns it.
     *
     * @param overlap for how long the old one goes on working; one that it replaced itself stops now
     */
    @Transactional
    public Optional<String> rotateUrl(TenantId tenant, IntegrationId id, Duration overlap) {
        return find(tenant, id).map(integration -> {
            var now = clock.instant();
            retirePrevious(integration, now);
            var token = HookToken.issue(tenant, id, keys);
            integration.previousToken = integration.tokenHash;
            integration.previousTokenUntil = now.plus(overlap);
            integration.previousTokenUsedAt = integration.tokenUsedAt;
            integration.tokenHash = token.hash();
            integration.tokenUsedAt = null;
            if (overlap.isZero()) {
                retirePrevious(integration, now);
            }
            return hookUrlOf(token.text());
        });
    }

    /** Makes a new signing secret and returns it. @param overlap as in {@link #rotateUrl} */
    @Transactional
    public Optional<String> rotateSecret(TenantId tenant, IntegrationId id, Duration overlap) {
        return find(tenant, id).map(integration -> {
            var secret = newSecret();
            integration.previousSecret = integration.signingSecret;
            integration.previousSecretUntil = clock.instant().plus(overlap);
            integration.previousSecretUsedAt = integration.secretUsedAt;
            integration.signingSecret = seal(tenant, id, secret);
            integration.secretUsedAt = null;
            return secret;
        });
    }

    /** Ends the overlap of a replaced hook URL; empty when there is none. */
    @Transactional
    public Optional<Integration> stopOldUrl(TenantId tenant, IntegrationId id) {
        var now = clock.instant();
        var found = find(tenant, id).filter(integration -> integration.oldUrl(now).isPresent());
        found.ifPresent(integration -> {
            integration.previousTokenUntil = now;
            retirePrevious(integration, now);
        });
        return found;
    }

    /** Ends the overlap of a replaced signing secret; empty when there is none. */
    @Transactional
    public Optional<Integration> stopOldSecret(TenantId tenant, IntegrationId id) {
        var now = clock.instant();
        var found = find(tenant, id).filter(integration -> integration.oldSecret(now).isPresent());
        found.ifPresent(integration -> integration.previousSecretUntil = now);
        return found;
    }

    private void retirePrevious(Integration integration, Instant now) {
        if (integration.previousToken != null) {
            retired.add(integration, integration.previousToken, now);
        }
    }

    /** Takes the integration away and retires its URL, within the caller's transaction. What was indexed from it is the caller's to erase. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean remove(TenantId tenant, IntegrationId id) {
        var found = find(tenant, id);
        found.ifPresent(integration -> {
            retirePrevious(integration, clock.instant());
            retired.add(integration, integration.tokenHash, clock.instant());
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

    /** The secrets with which a delivery that arrived at that time may be signed: the present one, and the one before it where it was good then. */
    public List<SigningSecret> signingSecrets(Integration integration, Instant arrivedAt) {
        var until = integration.previousSecretUntil;
        return until != null && arrivedAt.isBefore(until)
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
        return MessageDigest.isEqual(open(integration, integration.signingSecret).text().getBytes(StandardCharsets.US_ASCII), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The shape of a hook URL, for one whose token is not ours to show. */
    public String hookUrlOf(String placeholder) {
        return hooksUrl + PATH + placeholder;
    }

    /** Where our scripts are fetched: never where hook URLs lead, which may be an address that only takes webhooks. */
    public String scriptsUrl() {
        return baseUrl + "/agent";
    }

    private SigningSecret open(Integration integration, byte[] sealed) {
        return new SigningSecret(new String(keys.open(sealed, purpose(integration.tenant(), integration.id())), StandardCharsets.US_ASCII), sealed);
    }

    private byte[] seal(TenantId tenant, IntegrationId id, String secret) {
        return keys.seal(secret.getBytes(StandardCharsets.US_ASCII), purpose(tenant, id));
    }

    /** What a signing secret is sealed for. */
    public static String purpose(TenantId tenant, IntegrationId id) {
        return "signing-secret/" + tenant + "/" + id;
    }

    // Hexadecimal survives every form field, shell and configuration file that an administrator pastes it into.
    private static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOMNESS.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
