package dev.towline.devinfo;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code devinfo_progress}: how far each tenant's log was brought to Jira, who is at it, and when to try again.
 * A tenant is parked exactly when its {@code trouble} is not empty; an installation after that ends the parking.
 */
final class Progress {

    /** More would not be begun before the next look anyway. */
    private static final int DUE = 500;

    // A parked tenant's retry_at lies one PARKED after the trouble; a tenant row changed since then was installed (or enabled) again.
    private static final String MAY_TRY = """
            (p.retry_at <= ? or p.installed_at is distinct from t.installed_at
              or p.trouble <> '' and t.changed_at > p.retry_at - make_interval(secs => %d))
            """.formatted(Patience.PARKED.toSeconds());

    private Progress() {}

    /** Tenants whose log, or whose refused entities, wait for somebody to take them up. */
    static List<TenantId> due(Connection connection, Instant now, Instant refusedBefore) throws SQLException {
        var sql = """
                select t.tenant_id from tenant t left join change_head h using (tenant_id) left join devinfo_progress p using (tenant_id)
                where t.state <> 'uninstalled'
                  and (p.tenant_id is null and h.position > 0
                    or p.leased_until <= ? and %s and (h.position > p.position or p.installed_at is distinct from t.installed_at or exists (
                      select 1 from devinfo_sent s where s.tenant_id = t.tenant_id and s.outcome in ('failed', 'unknown_keys') and s.at < ?) or exists (
                      select 1 from devinfo_sent s where s.tenant_id = t.tenant_id and s.outcome = 'partly_known' and s.at < ?)))
                limit ?
                """.formatted(MAY_TRY);
        try (var query = connection.prepareStatement(sql)) {
            query.setTimestamp(1, Timestamp.from(now));
            query.setTimestamp(2, Timestamp.from(now));
            query.setTimestamp(3, Timestamp.from(refusedBefore));
            query.setTimestamp(4, Timestamp.from(refusedBefore));
            query.setInt(5, DUE);
            var due = new ArrayList<TenantId>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    due.add(new TenantId(rows.getObject(1, java.util.UUID.class)));
                }
            }
            return due;
        }
    }

    /** Takes the lease, unless somebody holds it, the tenant must wait, or it is not installed. */
    static Optional<Lease> take(Connection connection, TenantId tenant, Instant now) throws SQLException {
        begin(connection, tenant);
        var sql = """
                update devinfo_progress p set leased_until = ? from tenant t
                where p.tenant_id = ? and t.tenant_id = p.tenant_id and t.state <> 'uninstalled' and p.leased_until <= ? and %s
                returning p.position, p.failures, p.installed_at is distinct from t.installed_at, p.attempted > p.position
                """.formatted(MAY_TRY);
        var until = end(now);
        try (var update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(until));
            update.setObject(2, tenant.value());
            update.setTimestamp(3, Timestamp.from(now));
            update.setTimestamp(4, Timestamp.from(now));
            try (var rows = update.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                if (rows.getBoolean(3)) {
                    startOver(connection, tenant);
                    return Optional.of(new Lease(tenant, 0, 0, false, until));
                }
                return Optional.of(new Lease(tenant, rows.getLong(1), rows.getInt(2), rows.getBoolean(4), until));
            }
        }
    }

    private static void begin(Connection connection, TenantId tenant) throws SQLException {
        var sql = """
                insert into devinfo_progress (tenant_id, position, leased_until, retry_at, failures, trouble)
                select tenant_id, 0, 'epoch', 'epoch', 0, '' from tenant where tenant_id = ? on conflict do nothing
                """;
        try (var insert = connection.prepareStatement(sql)) {
            insert.setObject(1, tenant.value());
            insert.executeUpdate();
        }
    }

    // Jira erases an app's development information when the app is uninstalled, so a new installation has been told nothing yet.
    private static void startOver(Connection connection, TenantId tenant) throws SQLException {
        var sql = """
                update devinfo_progress p set position = 0, attempted = 0, failures = 0, trouble = '', installed_at = t.installed_at
                from tenant t where p.tenant_id = ? and t.tenant_id = p.tenant_id
                """;
        try (var update = connection.prepareStatement(sql); var delete = connection.prepareStatement("delete from devinfo_sent where tenant_id = ?")) {
            update.setObject(1, tenant.value());
            update.executeUpdate();
            delete.setObject(1, tenant.value());
            delete.executeUpdate();
        }
    }

    /** @throws Lease.Lost when it ended in the meantime and another took it */
    static Lease renew(Connection connection, Lease lease, Instant now) throws SQLException {
        var until = end(now);
        try (var update = connection.prepareStatement("update devinfo_progress set leased_until = ? where tenant_id = ? and leased_until = ?")) {
            update.setTimestamp(1, Timestamp.from(until));
            prove(lease, update, 2);
        }
        return lease.renewed(until);
    }

    /** Jira is about to be told of what the log has up to {@code position}. @throws Lease.Lost as {@link #renew} */
    static void begun(Connection connection, Lease lease, long position) throws SQLException {
        try (var update = connection.prepareStatement("update devinfo_progress set attempted = greatest(attempted, ?) where tenant_id = ? and leased_until = ?")) {
            update.setLong(1, position);
            prove(lease, update, 2);
        }
    }

    /** The log was brought to Jira up to {@code position}; the lease ends, and with it every trouble. */
    static void reached(Connection connection, Lease lease, long position, Instant now) throws SQLException {
        var sql = """
                update devinfo_progress set position = ?, leased_until = ?, retry_at = ?, failures = 0, trouble = ''
                where tenant_id = ? and leased_until = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, position);
            update.setTimestamp(2, Timestamp.from(now));
            update.setTimestamp(3, Timestamp.from(now));
            prove(lease, update, 4);
        }
    }

    /** Jira did not take it: the position stays, the lease ends, and nobody tries before {@code wait} is over. */
    static void setBack(Connection connection, Lease lease, Duration wait, String trouble, Instant now) throws SQLException {
        var sql = """
                update devinfo_progress set leased_until = ?, retry_at = ?, failures = failures + 1, trouble = ?
                where tenant_id = ? and leased_until = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setTimestamp(2, Timestamp.from(now.plus(wait)));
            update.setString(3, trouble);
            prove(lease, update, 4);
        }
    }

    // The database keeps microseconds, and the proof must come back as it went in.
    private static Instant end(Instant now) {
        return now.plus(Lease.TERM).truncatedTo(ChronoUnit.MICROS);
    }

    private static void prove(Lease lease, java.sql.PreparedStatement update, int at) throws SQLException {
        update.setObject(at, lease.tenant().value());
        update.setTimestamp(at + 1, Timestamp.from(lease.until()));
        if (update.executeUpdate() == 0) {
            throw new Lease.Lost(lease.tenant());
        }
    }
}
