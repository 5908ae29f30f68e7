package dev.towline.intake;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** What an integration sent on each day, counted as it is handled. Days are those of UTC. */
public final class DeliveryDays {

    /** Two weeks, so that each day of the week is there to be compared with. */
    public static final int SHOWN = 14;

    /** As long as deliveries are on record. */
    static final int KEPT_DAYS = 30;

    /**
     * One day.
     *
     * @param taken   deliveries that were indexed or held nothing for us
     * @param failed  those that were refused or could not be read
     * @param usual   how long one took from the door to the index, on average
     * @param slowest of all
     */
    public record Day(LocalDate day, int taken, int failed, Duration usual, Duration slowest) {

        static Day quiet(LocalDate day) {
            return new Day(day, 0, 0, Duration.ZERO, Duration.ZERO);
        }

        public int all() {
            return taken + failed;
        }
    }

    private DeliveryDays() {}

    /** Counts a delivery within the worker's transaction. A replay counts where its first try did; it waited for a person, which is no delay. */
    static void note(Connection connection, Envelope envelope, Outcome outcome, Instant now) throws SQLException {
        var failed = outcome.kind() == Outcome.Kind.REFUSED || outcome.kind() == Outcome.Kind.QUARANTINED;
        if (envelope.isReplay()) {
            if (!failed) {
                repaired(connection, envelope);
            }
            return;
        }
        var delay = Math.max(0, Duration.between(envelope.received(), now).toMillis());
        try (var insert = connection.prepareStatement("""
                insert into delivery_day as known (tenant_id, integration_id, day, taken, failed, delay_ms, slowest_ms) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, integration_id, day) do update set
                    taken = known.taken + excluded.taken, failed = known.failed + excluded.failed,
                    delay_ms = known.delay_ms + excluded.delay_ms, slowest_ms = greatest(known.slowest_ms, excluded.slowest_ms)""")) {
            insert.setObject(1, envelope.tenantId().value());
            insert.setObject(2, envelope.integrationId().value());
            insert.setObject(3, day(envelope.received()));
            insert.setInt(4, failed ? 0 : 1);
            insert.setInt(5, failed ? 1 : 0);
            insert.setLong(6, delay);
            insert.setLong(7, delay);
            insert.executeUpdate();
        }
    }

    private static void repaired(Connection connection, Envelope envelope) throws SQLException {
        try (var update = connection.prepareStatement(
                "update delivery_day set failed = failed - 1, taken = taken + 1 where tenant_id = ? and integration_id = ? and day = ? and failed > 0")) {
            update.setObject(1, envelope.tenantId().value());
            update.setObject(2, envelope.integrationId().value());
            update.setObject(3, day(envelope.received()));
            update.executeUpdate();
        }
    }

    /** The last {@link #SHOWN} days, the oldest first, today included; days without a delivery are there with none. */
    public static List<Day> lately(Connection connection, TenantId tenant, IntegrationId integration, Instant now) throws SQLException {
        var first = day(now).minusDays(SHOWN - 1L);
        var days = new HashMap<LocalDate, Day>();
        try (var select = connection.prepareStatement(
                "select day, taken, failed, delay_ms, slowest_ms from delivery_day where tenant_id = ? and integration_id = ? and day >= ?")) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            select.setObject(3, first);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var day = day(rows);
                    days.put(day.day(), day);
                }
            }
        }
        var lately = new ArrayList<Day>();
        for (var day = first; !day.isAfter(day(now)); day = day.plusDays(1)) {
            lately.add(days.getOrDefault(day, Day.quiet(day)));
        }
        return lately;
    }

    /** What all integrations of a tenant sent on the newest day on which any did; empty without any. */
    public static Optional<Day> newest(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement("""
                select day, sum(taken)::int, sum(failed)::int, sum(delay_ms)::bigint, max(slowest_ms) from delivery_day
                where tenant_id = ? and day = (select max(day) from delivery_day where tenant_id = ?) group by day""")) {
            select.setObject(1, tenant.value());
            select.setObject(2, tenant.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(day(rows)) : Optional.empty();
            }
        }
    }

    private static Day day(ResultSet row) throws SQLException {
        var all = Math.max(1, row.getInt(2) + row.getInt(3));
        return new Day(row.getObject(1, LocalDate.class), row.getInt(2), row.getInt(3), Duration.ofMillis(row.getLong(4) / all), Duration.ofMillis(row.getLong(5)));
    }

    static void dropOld(Connection connection, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement("delete from delivery_day where day < ?")) {
            delete.setDate(1, Date.valueOf(day(now).minusDays(KEPT_DAYS)));
            delete.executeUpdate();
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
