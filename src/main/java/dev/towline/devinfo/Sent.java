package dev.towline.devinfo;

import dev.towline.activity.IssueKey;
import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The table {@code devinfo_sent}: what Jira was last told of each entity, and what it answered. A refused entity stays here,
 * with Jira's words, until it is accepted or gone (law 11).
 */
final class Sent {

    /**
     * How many entities of each kind are told again when their repository has a new name. Jira has no call for a repository alone, and
     * one commit would do for its name; but builds and deployments carry it themselves, and so do the addresses of what has none of its own.
     */
    static final int CARRIERS = 100;

    /** How many refused entities are asked about again in one round, so that they never crowd out what is new. */
    static final int AGAIN = 100;

    private Sent() {}

    /** What was told of these entities; the untold are missing. */
    static Map<Entity, Known.Told> of(Connection connection, TenantId tenant, Set<Entity> entities) throws SQLException {
        var sql = """
                select s.kind, s.integration_id, s.repository, s.entity, s.position, s.outcome, s.found
                from unnest(?::text[], ?::uuid[], ?::text[], ?::text[]) as w (kind, integration_id, repository, entity)
                cross join lateral (
                  select * from devinfo_sent
                  where tenant_id = ? and integration_id = w.integration_id and repository = w.repository and kind = w.kind and entity = w.entity
                  offset 0) as s
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", entities.stream().map(entity -> entity.kind().word()).toArray()));
            query.setArray(2, connection.createArrayOf("uuid", entities.stream().map(entity -> entity.integration().value()).toArray()));
            query.setArray(3, connection.createArrayOf("text", entities.stream().map(Entity::repository).toArray()));
            query.setArray(4, connection.createArrayOf("text", entities.stream().map(Entity::name).toArray()));
            query.setObject(5, tenant.value());
            var told = new HashMap<Entity, Known.Told>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    told.put(entity(rows), told(rows.getLong(5), rows.getString(6), rows.getBoolean(7)));
                }
            }
            return told;
        }
    }

    private static Known.Told told(long position, String outcome, boolean found) {
        var erased = outcome.equals(Outcome.Kind.DELETED.word());
        return new Known.Told(position, erased, !erased && !outcome.equals(Outcome.Kind.UNKNOWN_KEYS.word()), found);
    }

    /** Where Jira has something of this repository. */
    static Set<Api> where(Connection connection, TenantId tenant, RepositoryId repository) throws SQLException {
        var sql = "select distinct kind from devinfo_sent where tenant_id = ? and integration_id = ? and repository = ? and outcome <> 'deleted'";
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setObject(2, repository.integration().value());
            query.setString(3, repository.repository());
            return apis(query);
        }
    }

    /** Where Jira may have something of this integration: commits and the like anywhere, other things where we know of any. */
    static Set<Api> where(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        var sql = "select distinct kind from devinfo_sent where tenant_id = ? and integration_id = ?";
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setObject(2, integration.value());
            var apis = apis(query);
            apis.add(Api.DEVINFO);
            return apis;
        }
    }

    /** The newest entities of a repository that Jira has, of each kind. */
    static List<Entity> carriers(Connection connection, TenantId tenant, RepositoryId repository) throws SQLException {
        var sql = """
                select kind, integration_id, repository, entity from (
                  select kind, integration_id, repository, entity, row_number() over (partition by kind order by position desc, entity) as nth from devinfo_sent
                  where tenant_id = ? and integration_id = ? and repository = ? and outcome <> 'deleted') sent
                where nth <= ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setObject(2, repository.integration().value());
            query.setString(3, repository.repository());
            query.setInt(4, CARRIERS);
            return entities(query);
        }
    }

    /** Entities linked to this key that Jira did not know when it was last told. What is beyond the limit is asked about with the other refused ones. */
    static List<Entity> unknownBefore(Connection connection, TenantId tenant, IssueKey key) throws SQLException {
        var sql = """
                select s.kind, s.integration_id, s.repository, s.entity from issue_link l
                join devinfo_sent s using (tenant_id, integration_id, repository, kind, entity)
                where l.tenant_id = ? and l.issue_key = ? and s.outcome in ('unknown_keys', 'partly_known') limit ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setString(2, key.value());
            query.setInt(3, AGAIN);
            return entities(query);
        }
    }

    /** Entities that Jira refused, and last said so before {@code before}; the longest waiting first. */
    static Map<Entity, Long> refusedBefore(Connection connection, TenantId tenant, Instant before) throws SQLException {
        var sql = """
                select kind, integration_id, repository, entity, position from devinfo_sent
                where tenant_id = ? and outcome in ('failed', 'unknown_keys') and at < ? order by at, integration_id, repository, kind, entity limit ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setTimestamp(2, Timestamp.from(before));
            query.setInt(3, AGAIN);
            var refused = new LinkedHashMap<Entity, Long>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    refused.put(entity(rows), rows.getLong(5));
                }
            }
            return refused;
        }
    }

    /** Entities of which Jira did not know every issue when it last answered, before {@code before}; the longest waiting first. */
    static List<Entity> partlyKnownBefore(Connection connection, TenantId tenant, Instant before) throws SQLException {
        var sql = """
                select kind, integration_id, repository, entity from devinfo_sent
                where tenant_id = ? and outcome = 'partly_known' and at < ? order by at, integration_id, repository, kind, entity limit ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setTimestamp(2, Timestamp.from(before));
            query.setInt(3, AGAIN);
            return entities(query);
        }
    }

    /** Keeps what Jira answered of each entity once, unless a newer answer is kept already. */
    static void record(Connection connection, TenantId tenant, Collection<Outcome> outcomes, Instant now) throws SQLException {
        var sql = """
                insert into devinfo_sent as s (tenant_id, integration_id, repository, kind, entity, position, outcome, message, at)
                select ?, integration_id, repository, kind, entity, position, outcome, message, ?
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::text[], ?::text[])
                  as answer (integration_id, repository, kind, entity, position, outcome, message)
                on conflict (tenant_id, integration_id, repository, kind, entity)
                do update set position = excluded.position, outcome = excluded.outcome, message = excluded.message, at = excluded.at, found = false
                where s.position <= excluded.position
                """;
        try (var insert = connection.prepareStatement(sql)) {
            insert.setObject(1, tenant.value());
            insert.setTimestamp(2, Timestamp.from(now));
            insert.setArray(3, connection.createArrayOf("uuid", outcomes.stream().map(outcome -> outcome.entity().integration().value()).toArray()));
            insert.setArray(4, texts(connection, outcomes, outcome -> outcome.entity().repository()));
            insert.setArray(5, texts(connection, outcomes, outcome -> outcome.entity().kind().word()));
            insert.setArray(6, texts(connection, outcomes, outcome -> outcome.entity().name()));
            insert.setArray(7, connection.createArrayOf("int8", outcomes.stream().map(Outcome::position).toArray()));
            insert.setArray(8, texts(connection, outcomes, outcome -> outcome.kind().word()));
            insert.setArray(9, texts(connection, outcomes, Outcome::message));
            insert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Collection<Outcome> outcomes, Function<Outcome, String> column) throws SQLException {
        return connection.createArrayOf("text", outcomes.stream().map(column).toArray());
    }

    /** A comparison found these: what Jira is told of them next is no news. What it should not have is kept as what it has, so that it is erased. */
    static void found(Connection connection, TenantId tenant, Collection<Difference> differences, Instant now) throws SQLException {
        var sql = """
                insert into devinfo_sent as s (tenant_id, integration_id, repository, kind, entity, position, outcome, message, at, found)
                values (?, ?, ?, ?, ?, ?, ?, '', ?, true)
                on conflict (tenant_id, integration_id, repository, kind, entity)
                do update set outcome = excluded.outcome, found = true where s.position = excluded.position
                """;
        try (var insert = connection.prepareStatement(sql)) {
            for (var difference : differences) {
                var entity = difference.expected().entity();
                var told = difference.expected().told();
                var before = told.map(Expected.Told::outcome).orElse(Outcome.Kind.DELETED);
                insert.setObject(1, tenant.value());
                insert.setObject(2, entity.integration().value());
                insert.setString(3, entity.repository());
                insert.setString(4, entity.kind().word());
                insert.setString(5, entity.name());
                insert.setLong(6, told.map(Expected.Told::position).orElse(0L));
                insert.setString(7, (difference.leftOver() ? Outcome.Kind.ACCEPTED : before).word());
                insert.setTimestamp(8, Timestamp.from(now));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The same outcome for all that was told there of a repository. */
    static void record(
            Connection connection, TenantId tenant, RepositoryId repository, Api api, long position, Outcome.Kind outcome, String message, Instant now)
            throws SQLException {
        var sql = """
                update devinfo_sent set position = greatest(position, ?), outcome = ?, message = ?, at = ?
                where tenant_id = ? and integration_id = ? and repository = ? and kind = any(?) and outcome <> 'deleted'
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, position);
            update.setString(2, outcome.word());
            update.setString(3, message);
            update.setTimestamp(4, Timestamp.from(now));
            update.setObject(5, tenant.value());
            update.setObject(6, repository.integration().value());
            update.setString(7, repository.repository());
            update.setArray(8, words(connection, api));
            update.executeUpdate();
        }
    }

    /** Jira has nothing of this integration there any more, and neither have we. */
    static void forget(Connection connection, TenantId tenant, IntegrationId integration, Api api) throws SQLException {
        try (var delete = connection.prepareStatement("delete from devinfo_sent where tenant_id = ? and integration_id = ? and kind = any(?)")) {
            delete.setObject(1, tenant.value());
            delete.setObject(2, integration.value());
            delete.setArray(3, words(connection, api));
            delete.executeUpdate();
        }
    }

    /** Jira would not erase what it has of this integration there. */
    static void refused(Connection connection, TenantId tenant, IntegrationId integration, Api api, String message, Instant now) throws SQLException {
        var sql = """
                update devinfo_sent set outcome = 'failed', message = ?, at = ?
                where tenant_id = ? and integration_id = ? and kind = any(?) and outcome <> 'deleted'
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, message);
            update.setTimestamp(2, Timestamp.from(now));
            update.setObject(3, tenant.value());
            update.setObject(4, integration.value());
            update.setArray(5, words(connection, api));
            update.executeUpdate();
        }
    }

    private static Array words(Connection connection, Api api) throws SQLException {
        return connection.createArrayOf("text", api.words().toArray());
    }

    private static Set<Api> apis(PreparedStatement query) throws SQLException {
        var apis = EnumSet.noneOf(Api.class);
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                apis.add(Entity.Kind.of(rows.getString(1)).api);
            }
        }
        return apis;
    }

    private static List<Entity> entities(PreparedStatement query) throws SQLException {
        var entities = new ArrayList<Entity>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                entities.add(entity(rows));
            }
        }
        return entities;
    }

    private static Entity entity(java.sql.ResultSet row) throws SQLException {
        return new Entity(
                Entity.Kind.of(row.getString(1)), new IntegrationId(row.getObject(2, UUID.class)), row.getString(3), row.getString(4));
    }
}
