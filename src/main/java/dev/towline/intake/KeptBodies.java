package dev.towline.intake;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sealed calls in PostgreSQL: those too large for the queue until they are handled, and those nobody could read until they expire. */
final class KeptBodies {

    /** Why a body is kept, and how long: a queue holds messages 14 days at the most; an administrator gets 30 to look at the unreadable. */
    enum Why {
        OVERSIZE(Duration.ofDays(14)),
        QUARANTINE(Duration.ofDays(30));

        final Duration life;

        Why(Duration life) {
            this.life = life;
        }
    }

    private KeptBodies() {}

    static void keep(Connection connection, TenantId tenant, DeliveryId id, byte[] sealed, Why why, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into kept_body (tenant_id, body_id, sealed, why, expires_at) values (?, ?, ?, ?, ?)
                on conflict (tenant_id, body_id) do update set why = excluded.why, expires_at = excluded.expires_at""")) {
            insert.setObject(1, tenant.value());
            insert.setObject(2, id.value());
            insert.setBytes(3, sealed);
            insert.setString(4, why.name().toLowerCase(java.util.Locale.ROOT));
            insert.setTimestamp(5, Timestamp.from(now.plus(why.life)));
            insert.executeUpdate();
        }
    }

    static Optional<byte[]> find(Connection connection, TenantId tenant, DeliveryId id) throws SQLException {
        try (var select = connection.prepareStatement("select sealed from kept_body where tenant_id = ? and body_id = ?")) {
            select.setObject(1, tenant.value());
            select.setObject(2, id.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    /** Drops an oversize body once its delivery is handled; one in quarantine stays until it expires. */
    static void handled(Connection connection, TenantId tenant, DeliveryId id) throws SQLException {
        try (var delete = connection.prepareStatement("delete from kept_body where tenant_id = ? and body_id = ? and why = 'oversize'")) {
            delete.setObject(1, tenant.value());
            delete.setObject(2, id.value());
            delete.executeUpdate();
        }
    }

    /** Drops a body out of quarantine: a replay could read it. */
    static void released(Connection connection, TenantId tenant, DeliveryId id) throws SQLException {
        try (var delete = connection.prepareStatement("delete from kept_body where tenant_id = ? and body_id = ? and why = 'quarantine'")) {
            delete.setObject(1, tenant.value());
            delete.setObject(2, id.value());
            delete.executeUpdate();
        }
    }

    static int dropExpired(Connection connection, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement("delete from kept_body where expires_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(now));
            return delete.executeUpdate();
        }
    }
}
