package dev.towline.intake;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Deliveries that wait in PostgreSQL, each under its envelope's own name. A tenant's are taken in the order of their arrival here; one that failed comes later.
 * Whoever takes a row has it for {@link #LEASE}; no two nodes take one at the same time.
 */
final class WaitingRows {

    /** Why a delivery waits here and not in the queue. */
    enum Why {
        /** The queue refused it or did not answer in time. */
        OVERFLOW,
        /** Its tenant had its full share of the worker. */
        SHARE,
        /** The bucket that has its body did not answer. */
        BUCKET
    }

    /** A node that died with a row in its hands delays it by this much. Taken twice is harmless: the second handling finds it recorded. */
    static final Duration LEASE = Duration.ofSeconds(60);
    /** As long as SQS keeps a message at most. */
    static final Duration LIFE = Duration.ofDays(14);

    /** A row that was taken; {@code attempts} counts this time. */
    record Taken(String message, int attempts) {}

    private WaitingRows() {}

    /** Nobody tried them this time, so that does not count. One that is here already stays as it is: the queue may deliver a message twice. */
    static void put(Connection connection, Collection<Held> deliveries, Why why) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into waiting_delivery (tenant_id, delivery_id, message, why, attempts, arrived_at, due_at, expires_at)
                select tenant, delivery, message, ?, attempts, now(), now(), now() + make_interval(secs => ?)
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::int[]) as waiting (tenant, delivery, message, attempts)
                on conflict (tenant_id, delivery_id) do nothing""")) {
            insert.setString(1, why.name().toLowerCase(Locale.ROOT));
            insert.setLong(2, LIFE.toSeconds());
            insert.setArray(3, connection.createArrayOf("uuid", deliveries.stream().map(held -> held.envelope().tenant()).toArray()));
            insert.setArray(4, connection.createArrayOf("uuid", deliveries.stream().map(held -> held.envelope().own()).toArray()));
            insert.setArray(5, connection.createArrayOf("text", deliveries.stream().map(held -> held.envelope().toMessage()).toArray()));
            insert.setArray(6, connection.createArrayOf("int4", deliveries.stream().map(held -> Math.max(0, held.attempt() - 1)).toArray()));
            insert.executeUpdate();
        }
    }

    /** Up to {@code limit} tenants that have something due, in the order of their ids, after the given one. One look per tenant, however long its line. */
    static List<TenantId> tenantsDue(Connection connection, UUID after, int limit) throws SQLException {
        try (var select = connection.prepareStatement("""
                with recursive line (tenant) as (
                  (select tenant_id from waiting_delivery where tenant_id > ? order by tenant_id limit 1)
                  union all
                  select (select tenant_id from waiting_delivery where tenant_id > tenant order by tenant_id limit 1) from line where tenant is not null)
                select tenant from line
                where tenant is not null and exists (select 1 from waiting_delivery where tenant_id = tenant and due_at <= now()) limit ?""")) {
            select.setObject(1, after);
            select.setInt(2, limit);
            var due = new ArrayList<TenantId>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new TenantId(rows.getObject(1, UUID.class)));
                }
            }
            return due;
        }
    }

    /** Takes up to {@code limit} of a tenant's deliveries that are due and that nobody else has. */
    static List<Taken> take(Connection connection, TenantId tenant, int limit) throws SQLException {
        try (var update = connection.prepareStatement("""
                with next as (
                  select delivery_id from waiting_delivery where tenant_id = ? and due_at <= now() order by due_at limit ? for update skip locked
                ), taken as (
                  update waiting_delivery as waiting set due_at = now() + make_interval(secs => ?), attempts = attempts + 1
                  from next where waiting.tenant_id = ? and waiting.delivery_id = next.delivery_id
                  returning message, attempts, arrived_at)
                select message, attempts from taken order by arrived_at""")) {
            update.setObject(1, tenant.value());
            update.setInt(2, limit);
            update.setLong(3, LEASE.toSeconds());
            update.setObject(4, tenant.value());
            var taken = new ArrayList<Taken>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    taken.add(new Taken(rows.getString(1), rows.getInt(2)));
                }
            }
            return taken;
        }
    }

    /** They are handled. */
    static void delete(Connection connection, Collection<Held> deliveries) throws SQLException {
        change(connection, deliveries, """
                delete from waiting_delivery using unnest(?::uuid[], ?::uuid[]) as handled (tenant, delivery)
                where tenant_id = tenant and delivery_id = delivery""");
    }

    /** Whoever took them needs longer. */
    static void extend(Connection connection, Collection<Held> deliveries) throws SQLException {
        later(connection, deliveries, LEASE);
    }

    /** They failed, and are to be taken again after {@code pause}. */
    static void later(Connection connection, Collection<Held> deliveries, Duration pause) throws SQLException {
        change(connection, deliveries, """
                update waiting_delivery set due_at = now() + interval '%d seconds'
                from unnest(?::uuid[], ?::uuid[]) as taken (tenant, delivery) where tenant_id = tenant and delivery_id = delivery""".formatted(pause.toSeconds()));
    }

    /** Nobody tried them: they are to be taken again at once. */
    static void giveBack(Connection connection, Collection<Held> deliveries) throws SQLException {
        change(connection, deliveries, """
                update waiting_delivery set due_at = now(), attempts = attempts - 1
                from unnest(?::uuid[], ?::uuid[]) as given (tenant, delivery) where tenant_id = tenant and delivery_id = delivery""");
    }

    static int dropExpired(Connection connection) throws SQLException {
        try (var delete = connection.prepareStatement("delete from waiting_delivery where expires_at < now()")) {
            return delete.executeUpdate();
        }
    }

    /** How many wait, counted up to {@code limit}: beyond it the exact number helps nobody. */
    static int count(Connection connection, int limit) throws SQLException {
        try (var select = connection.prepareStatement("select count(*) from (select 1 from waiting_delivery limit ?) as beginning")) {
            select.setInt(1, limit);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void change(Connection connection, Collection<Held> deliveries, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", deliveries.stream().map(held -> held.envelope().tenant()).toArray()));
            statement.setArray(2, connection.createArrayOf("uuid", deliveries.stream().map(held -> held.envelope().own()).toArray()));
            statement.executeUpdate();
        }
    }
}
