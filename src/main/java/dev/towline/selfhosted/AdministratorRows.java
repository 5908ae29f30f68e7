package dev.towline.selfhosted;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The tables {@code local_administrator} and {@code local_session}. Safe to use from several nodes at once. */
final class AdministratorRows {

    /** Without a call for so long, nobody sits there any more. An open page that follows its integrations calls now and then. */
    static final Duration IDLE = Duration.ofHours(1);
    /** A working day; then the password is asked for again. */
    static final Duration LONGEST = Duration.ofHours(12);
    // How exactly we know when somebody was last seen: a row is not written for every call.
    private static final Duration COARSE = Duration.ofMinutes(1);

    private AdministratorRows() {}

    static Optional<String> password(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement("select password from local_administrator where tenant_id = ?")) {
            select.setObject(1, tenant.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** The first one. False when another node was first. */
    static boolean begin(Connection connection, TenantId tenant, String password, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("insert into local_administrator (tenant_id, password, set_at) values (?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, tenant.value());
            insert.setString(2, password);
            insert.setTimestamp(3, Timestamp.from(now));
            return insert.executeUpdate() == 1;
        }
    }

    /** A new one: whoever logged in with the old one is logged out. */
    static void change(Connection connection, TenantId tenant, String password, Instant now) throws SQLException {
        try (var update = connection.prepareStatement("update local_administrator set password = ?, set_at = ? where tenant_id = ?");
                var delete = connection.prepareStatement("delete from local_session where tenant_id = ?")) {
            update.setString(1, password);
            update.setTimestamp(2, Timestamp.from(now));
            update.setObject(3, tenant.value());
            update.executeUpdate();
            delete.setObject(1, tenant.value());
            delete.executeUpdate();
        }
    }

    /** Begins a session, and forgets those that are over. */
    static void open(Connection connection, TenantId tenant, Session session, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement("delete from local_session where tenant_id = ? and (seen_at < ? or began_at < ?)");
                var insert = connection.prepareStatement("insert into local_session (tenant_id, token_hash, began_at, seen_at) values (?, ?, ?, ?)")) {
            delete.setObject(1, tenant.value());
            delete.setTimestamp(2, Timestamp.from(now.minus(IDLE)));
            delete.setTimestamp(3, Timestamp.from(now.minus(LONGEST)));
            delete.executeUpdate();
            insert.setObject(1, tenant.value());
            insert.setBytes(2, session.hash());
            insert.setTimestamp(3, Timestamp.from(now));
            insert.setTimestamp(4, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    /** Whether it goes on; that it was seen is noted. */
    static boolean isOpen(Connection connection, TenantId tenant, Session session, Instant now) throws SQLException {
        Instant seen;
        try (var select = connection.prepareStatement("select seen_at from local_session where tenant_id = ? and token_hash = ? and seen_at >= ? and began_at >= ?")) {
            select.setObject(1, tenant.value());
            select.setBytes(2, session.hash());
            select.setTimestamp(3, Timestamp.from(now.minus(IDLE)));
            select.setTimestamp(4, Timestamp.from(now.minus(LONGEST)));
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return false;
                }
                seen = rows.getTimestamp(1).toInstant();
            }
        }
        if (seen.isBefore(now.minus(COARSE))) {
            try (var update = connection.prepareStatement("update local_session set seen_at = ? where tenant_id = ? and token_hash = ?")) {
                update.setTimestamp(1, Timestamp.from(now));
                update.setObject(2, tenant.value());
                update.setBytes(3, session.hash());
                update.executeUpdate();
            }
        }
        return true;
    }

    static void close(Connection connection, TenantId tenant, Session session) throws SQLException {
        try (var delete = connection.prepareStatement("delete from local_session where tenant_id = ? and token_hash = ?")) {
            delete.setObject(1, tenant.value());
            delete.setBytes(2, session.hash());
            delete.executeUpdate();
        }
    }
}
