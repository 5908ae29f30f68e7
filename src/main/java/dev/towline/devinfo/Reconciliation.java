package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code reconciliation}: how far the comparison of a tenant's Jira with the index is, what it found, and when it goes on. */
public final class Reconciliation {

    /** Seldom: what is told is answered entity by entity, so a difference is Jira's loss or our defect. */
    static final Duration EVERY = Duration.ofDays(30);

    /** More than one request takes: it is renewed before each. */
    static final Duration TERM = Duration.ofSeconds(60);

    private static final int DUE = 20;

    /**
     * How the comparison stands, or how the last one ended.
     *
     * @param compared repositories
     * @param told     entities that Jira lacked or had otherwise, and is told again
     * @param removed  entities that Jira should not have had, and are taken out
     * @param failed   repositories of which Jira did not say what it holds
     * @param waitsFor when it goes on; empty unless Jira made it wait
     * @param endedAt  of the last one; empty before the first
     * @param trouble  why Jira did not let us ask, in words for the administrator; {@code ""} when it did. A comparison that ended with it is incomplete
     */
    public record State(
            boolean running, int compared, int told, int removed, int failed, Optional<Instant> waitsFor, Optional<Instant> endedAt, String trouble) {}

    /** The right of one node to do the next step. {@code until} is the proof, as in {@link Lease}. */
    record Turn(TenantId tenant, RepositoryId last, int failures, Instant until) {}

    private Reconciliation() {}

    /** How it stands; before the first one all is 0. */
    public static State state(Connection connection, TenantId tenant, Instant now) throws SQLException {
        try (var query = connection.prepareStatement("select running, compared, told, removed, failed, next_at, ended_at, trouble from reconciliation where tenant_id = ?")) {
            query.setObject(1, tenant.value());
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return new State(false, 0, 0, 0, 0, Optional.empty(), Optional.empty(), "");
                }
                var running = rows.getBoolean(1);
                var next = rows.getObject(6, OffsetDateTime.class).toInstant();
                var ended = Optional.ofNullable(rows.getObject(7, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
                return new State(
                        running, rows.getInt(2), rows.getInt(3), rows.getInt(4), rows.getInt(5),
                        Optional.of(next).filter(at -> running && at.isAfter(now)), ended, rows.getString(8));
            }
        }
    }

    /** Begins a comparison now. False when one runs already. */
    public static boolean begin(Connection connection, TenantId tenant, Instant now) throws SQLException {
        var sql = """
                insert into reconciliation as r (tenant_id, next_at, running) values (?, ?, true)
                on conflict (tenant_id) do update set next_at = excluded.next_at, running = true,
                  last_integration = default, last_repository = default, failures = 0, compared = 0, told = 0, removed = 0, failed = 0, trouble = ''
                where not r.running
                """;
        try (var insert = connection.prepareStatement(sql)) {
            insert.setObject(1, tenant.value());
            insert.setTimestamp(2, Timestamp.from(now));
            return insert.executeUpdate() == 1;
        }
    }

    /** Gives each new tenant a day of its own within the next {@link #EVERY}. */
    static void spread(Connection connection, Instant now) throws SQLException {
        var sql = """
                insert into reconciliation (tenant_id, next_at)
                select tenant_id, ?::timestamptz + make_interval(secs => abs(hashtext(tenant_id::text)::bigint) %% %d)
                from tenant where state <> 'uninstalled' on conflict do nothing
                """.formatted(EVERY.toSeconds());
        try (var insert = connection.prepareStatement(sql)) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    static List<TenantId> due(Connection connection, Instant now) throws SQLException {
        var sql = """
                select tenant_id from reconciliation join tenant using (tenant_id)
                where state <> 'uninstalled' and next_at <= ? and leased_until <= ? order by next_at limit ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setTimestamp(1, Timestamp.from(now));
            query.setTimestamp(2, Timestamp.from(now));
            query.setInt(3, DUE);
            var due = new ArrayList<TenantId>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    due.add(new TenantId(rows.getObject(1, UUID.class)));
                }
            }
            return due;
        }
    }

    /** Takes the next step, unless somebody is at it or it is not time; begins the comparison that is due. */
    static Optional<Turn> take(Connection connection, TenantId tenant, Instant now) throws SQLException {
        var sql = """
                update reconciliation set leased_until = ? where tenant_id = ? and next_at <= ? and leased_until <= ? and running
                returning last_integration, last_repository, failures
                """;
        try (var due = connection.prepareStatement("select 1 from reconciliation where tenant_id = ? and next_at <= ?"); var update = connection.prepareStatement(sql)) {
            due.setObject(1, tenant.value());
            due.setTimestamp(2, Timestamp.from(now));
            try (var rows = due.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
            }
            begin(connection, tenant, now);
            var until = end(now);
            update.setTimestamp(1, Timestamp.from(until));
            update.setObject(2, tenant.value());
            update.setTimestamp(3, Timestamp.from(now));
            update.setTimestamp(4, Timestamp.from(now));
            try (var rows = update.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Turn(tenant, new RepositoryId(new IntegrationId(rows.getObject(1, UUID.class)), rows.getString(2)), rows.getInt(3), until))
                        : Optional.empty();
            }
        }
    }

    /** The repository after the last one, of those that we or Jira may know. */
    static Optional<RepositoryId> next(Connection connection, Turn turn) throws SQLException {
        var sql = """
                (select integration_id, repository from repository
                  where tenant_id = ? and (integration_id, repository) > (?, ?) order by integration_id, repository limit 1)
                union
                (select integration_id, repository from devinfo_sent
                  where tenant_id = ? and (integration_id, repository) > (?, ?) order by integration_id, repository limit 1)
                order by integration_id, repository limit 1
                """;
        try (var query = connection.prepareStatement(sql)) {
            for (var at = 1; at <= 4; at += 3) {
                query.setObject(at, turn.tenant().value());
                query.setObject(at + 1, turn.last().integration().value());
                query.setString(at + 2, turn.last().repository());
            }
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(new RepositoryId(new IntegrationId(rows.getObject(1, UUID.class)), rows.getString(2))) : Optional.empty();
            }
        }
    }

    /** @throws Lease.Lost when it ended in the meantime and another took it */
    static Turn renew(Connection connection, Turn turn, Instant now) throws SQLException {
        var until = end(now);
        try (var update = connection.prepareStatement("update reconciliation set leased_until = ? where tenant_id = ? and leased_until = ?")) {
            update.setTimestamp(1, Timestamp.from(until));
            prove(turn, update, 2);
        }
        return new Turn(turn.tenant(), turn.last(), turn.failures(), until);
    }

    /** This repository is done, compared or not; the next one at {@code next}. @throws Lease.Lost as {@link #renew} */
    static void passed(Connection connection, Turn turn, RepositoryId repository, int told, int removed, boolean compared, Instant next) throws SQLException {
        var sql = """
                update reconciliation set leased_until = 'epoch', next_at = ?, last_integration = ?, last_repository = ?, failures = 0, trouble = '',
                  told = told + ?, removed = removed + ?, compared = compared + ?, failed = failed + ?
                where tenant_id = ? and leased_until = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(next));
            update.setObject(2, repository.integration().value());
            update.setString(3, repository.repository());
            update.setInt(4, told);
            update.setInt(5, removed);
            update.setInt(6, compared ? 1 : 0);
            update.setInt(7, compared ? 0 : 1);
            prove(turn, update, 8);
        }
    }

    /** The same repository again at {@code next}. @param trouble as in {@link State} @throws Lease.Lost as {@link #renew} */
    static void setBack(Connection connection, Turn turn, int failures, Instant next, String trouble) throws SQLException {
        var sql = "update reconciliation set leased_until = 'epoch', next_at = ?, failures = ?, trouble = ? where tenant_id = ? and leased_until = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(next));
            update.setInt(2, failures);
            update.setString(3, trouble);
            prove(turn, update, 4);
        }
    }

    /** All is compared, or with {@code trouble} no more can be. @throws Lease.Lost as {@link #renew} */
    static void ended(Connection connection, Turn turn, String trouble, Instant now) throws SQLException {
        var sql = "update reconciliation set leased_until = 'epoch', running = false, next_at = ?, ended_at = ?, trouble = ? where tenant_id = ? and leased_until = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(now.plus(EVERY)));
            update.setTimestamp(2, Timestamp.from(now));
            update.setString(3, trouble);
            prove(turn, update, 4);
        }
    }

    // The database keeps microseconds, and the proof must come back as it went in.
    private static Instant end(Instant now) {
        return now.plus(TERM).truncatedTo(ChronoUnit.MICROS);
    }

    private static void prove(Turn turn, PreparedStatement update, int at) throws SQLException {
        update.setObject(at, turn.tenant().value());
        update.setTimestamp(at + 1, Timestamp.from(turn.until()));
        if (update.executeUpdate() == 0) {
            throw new Lease.Lost(turn.tenant());
        }
    }
}
