package dev.towline.alert;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table {@code alert_target}. */
@ApplicationScoped
class Targets {

    /** Between two looks at a site's integrations. */
    static final Duration REST = Duration.ofMinutes(1);

    /**
     * @param attempts failures in a row
     * @param language of messages, as {@code en}
     */
    record Target(String url, String host, int attempts, String language, Optional<Posted> answer, Optional<Instant> saidAt) {}

    private final SecretKeys keys;

    Targets(SecretKeys keys) {
        this.keys = keys;
    }

    /** Takes one that is due: for one node, which has it until it is due again. */
    Optional<TenantId> take(Connection connection, Instant now) throws SQLException {
        try (var update = connection.prepareStatement("""
                with due as (select tenant_id from alert_target where next_at <= ? order by next_at limit 1 for update skip locked)
                update alert_target target set next_at = ? from due where target.tenant_id = due.tenant_id returning target.tenant_id""")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setTimestamp(2, Timestamp.from(now.plus(REST)));
            try (var rows = update.executeQuery()) {
                return rows.next() ? Optional.of(new TenantId(rows.getObject(1, UUID.class))) : Optional.empty();
            }
        }
    }

    Optional<Target> find(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement("select url, host, attempts, answer, status, said_at, language from alert_target where tenant_id = ?")) {
            select.setObject(1, tenant.value());
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var answer = rows.getString(4);
                return Optional.of(new Target(
                        new String(keys.open(rows.getBytes(1), purpose(tenant)), StandardCharsets.UTF_8), rows.getString(2), rows.getInt(3), rows.getString(7),
                        answer.isEmpty() ? Optional.empty() : Optional.of(new Posted(Posted.Answer.of(answer), rows.getInt(5))),
                        Optional.ofNullable(rows.getTimestamp(6)).map(Timestamp::toInstant)));
            }
        }
    }

    void set(Connection connection, TenantId tenant, AlertUrl url, String language, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into alert_target (tenant_id, url, host, next_at, language) values (?, ?, ?, ?, ?)
                on conflict (tenant_id) do update set url = excluded.url, host = excluded.host, language = excluded.language, next_at = excluded.next_at, attempts = 0, answer = '', status = 0, said_at = null""")) {
            insert.setObject(1, tenant.value());
            insert.setBytes(2, keys.seal(url.uri().toString().getBytes(StandardCharsets.UTF_8), purpose(tenant)));
            insert.setString(3, url.host());
            insert.setTimestamp(4, Timestamp.from(now));
            insert.setString(5, language);
            insert.executeUpdate();
        }
    }

    boolean remove(Connection connection, TenantId tenant) throws SQLException {
        try (var alerts = connection.prepareStatement("delete from alert where tenant_id = ?");
                var target = connection.prepareStatement("delete from alert_target where tenant_id = ?")) {
            alerts.setObject(1, tenant.value());
            alerts.executeUpdate();
            target.setObject(1, tenant.value());
            return target.executeUpdate() > 0;
        }
    }

    /** @param attempts failures in a row from now on */
    void said(Connection connection, TenantId tenant, Posted posted, int attempts, Instant now, Instant next) throws SQLException {
        try (var update = connection.prepareStatement("update alert_target set answer = ?, status = ?, attempts = ?, said_at = ?, next_at = ? where tenant_id = ?")) {
            update.setString(1, posted.answer().word());
            update.setInt(2, posted.status());
            update.setInt(3, attempts);
            update.setTimestamp(4, Timestamp.from(now));
            update.setTimestamp(5, Timestamp.from(next));
            update.setObject(6, tenant.value());
            update.executeUpdate();
        }
    }

    private static String purpose(TenantId tenant) {
        return "alert-url/" + tenant;
    }
}
