package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Links that show how an integration is set up to somebody who has no access to Jira. A link ends after {@link #LIFE}, or when it is revoked.
 * Of its token we keep the hash, and what it may show is sealed under the token: our tables and keys together do not open it without the link.
 */
@ApplicationScoped
public class Guides {

    private static final Logger LOG = Logger.getLogger(Guides.class);

    /** A ticket with the git server's people takes days, not weeks. */
    public static final Duration LIFE = Duration.ofDays(7);

    /** Of one integration at a time: one for each person who is asked, and still a list that one can look through. */
    public static final int MOST = 20;

    private static final String PURPOSE = "setup-guide";
    private static final String APART = "\n";

    public record Guide(UUID id, Instant createdAt, Instant expiresAt, boolean withSecret) {}

    /** @param token the last part of the link, shown only now */
    public record Made(Guide guide, String token) {}

    /**
     * What a link opens.
     *
     * @param hookUrl empty when it was not to be shown, or was replaced since
     * @param secret  the same of the signing secret
     */
    public record Opened(Integration integration, Optional<String> hookUrl, Optional<String> secret, Instant expiresAt) {}

    private final Integrations integrations;
    private final SecretKeys keys;
    private final DataSource database;
    private final Clock clock;

    Guides(Integrations integrations, SecretKeys keys, DataSource database, Clock clock) {
        this.integrations = integrations;
        this.keys = keys;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes a link, within the caller's transaction. Empty when there are {@link #MOST} already.
     *
     * @param hookUrl what it shows; the caller has asked {@link Integrations#isHookUrl}
     * @param secret  the same with {@link Integrations#isSecret}
     */
    public Optional<Made> make(Integration integration, Optional<String> hookUrl, Optional<String> secret) {
        var now = clock.instant();
        var guide = new Guide(UUID.randomUUID(), now, now.plus(LIFE), secret.isPresent());
        var token = NamedToken.issue(integration.tenant(), guide.id(), keys, PURPOSE);
        var shown = hookUrl.orElse("") + APART + secret.orElse("");
        var sql = """
                insert into setup_guide (tenant_id, guide_id, integration_id, token_hash, sealed, with_secret, created_at, expires_at)
                select ?, ?, ?, ?, ?, ?, ?, ? where (select count(*) from setup_guide where tenant_id = ? and integration_id = ? and expires_at > ?) < ?""";
        try (var connection = database.getConnection(); var insert = connection.prepareStatement(sql)) {
            insert.setObject(1, integration.tenant().value());
            insert.setObject(2, guide.id());
            insert.setObject(3, integration.id().value());
            insert.setBytes(4, token.hash());
            insert.setBytes(5, keys.seal(shown.getBytes(StandardCharsets.US_ASCII), purpose(token)));
            insert.setBoolean(6, guide.withSecret());
            insert.setTimestamp(7, Timestamp.from(now));
            insert.setTimestamp(8, Timestamp.from(guide.expiresAt()));
            insert.setObject(9, integration.tenant().value());
            insert.setObject(10, integration.id().value());
            insert.setTimestamp(11, Timestamp.from(now));
            insert.setInt(12, MOST);
            return insert.executeUpdate() == 1 ? Optional.of(new Made(guide, token.text())) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("the link could not be made", e);
        }
    }

    /** Those in force, newest first. */
    public List<Guide> of(TenantId tenant, IntegrationId integration) {
        try (var connection = database.getConnection(); var select = own(connection,
                "select guide_id, created_at, expires_at, with_secret from setup_guide where tenant_id = ? and integration_id = ? and expires_at > ? order by created_at desc, guide_id",
                tenant, integration)) {
            select.setTimestamp(3, Timestamp.from(clock.instant()));
            var guides = new ArrayList<Guide>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    guides.add(new Guide(rows.getObject(1, UUID.class), rows.getTimestamp(2).toInstant(), rows.getTimestamp(3).toInstant(), rows.getBoolean(4)));
                }
            }
            return guides;
        } catch (SQLException e) {
            throw new IllegalStateException("the links could not be read", e);
        }
    }

    /** Ends a link, within the caller's transaction; says whether there was one. */
    public boolean revoke(TenantId tenant, IntegrationId integration, UUID guide) {
        try (var connection = database.getConnection();
                var delete = own(connection, "delete from setup_guide where tenant_id = ? and integration_id = ? and guide_id = ?", tenant, integration)) {
            delete.setObject(3, guide);
            return delete.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("the link could not be revoked", e);
        }
    }

    /** What the link with this token shows; empty when it is none of ours, has ended, or its integration is gone. */
    public Optional<Opened> open(String text) {
        return NamedToken.authentic(text, keys, PURPOSE).flatMap(this::opened);
    }

    private Optional<Opened> opened(NamedToken token) {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(
                "select integration_id, token_hash, sealed, expires_at from setup_guide where tenant_id = ? and guide_id = ? and expires_at > ?")) {
            select.setObject(1, token.tenant().value());
            select.setObject(2, token.opens());
            select.setTimestamp(3, Timestamp.from(clock.instant()));
            try (var rows = select.executeQuery()) {
                if (!rows.next() || !MessageDigest.isEqual(rows.getBytes(2), token.hash())) {
                    return Optional.empty();
                }
                var shown = new String(keys.open(rows.getBytes(3), purpose(token)), StandardCharsets.US_ASCII).split(APART, -1);
                var expiresAt = rows.getTimestamp(4).toInstant();
                return integrations.find(token.tenant(), new IntegrationId(rows.getObject(1, UUID.class))).map(integration -> new Opened(
                        integration, Optional.of(shown[0]).filter(url -> integrations.isHookUrl(integration, url)),
                        Optional.of(shown[1]).filter(secret -> integrations.isSecret(integration, secret)), expiresAt));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the link could not be opened", e);
        }
    }

    /** The integration is gone, and what led to it with it. */
    static void forget(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var delete = own(connection, "delete from setup_guide where tenant_id = ? and integration_id = ?", tenant, integration)) {
            delete.executeUpdate();
        }
    }

    @Scheduled(every = "24h", delayed = "12m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        try (var connection = database.getConnection(); var delete = connection.prepareStatement("delete from setup_guide where expires_at <= ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant()));
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("ended links were not dropped; the next day will do it, and nobody can open them", e);
        }
    }

    private static String purpose(NamedToken token) {
        return PURPOSE + "/" + token.text();
    }

    private static PreparedStatement own(Connection connection, String sql, TenantId tenant, IntegrationId integration) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setObject(1, tenant.value());
        statement.setObject(2, integration.value());
        return statement;
    }
}
