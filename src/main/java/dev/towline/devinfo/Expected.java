package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.index.Development;
import dev.towline.index.Development.EntityId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entity as Jira should hold it, and what Jira was told of it.
 *
 * @param item  empty when Jira shall not have it
 * @param told  empty when Jira was never told
 * @param ahead whether the upload has yet to come to its newest state
 */
record Expected(Entity entity, Optional<Item> item, Optional<Told> told, boolean ahead) {

    record Told(long position, Outcome.Kind outcome, Instant at) {}

    /** Of a repository the newest that Jira was told, of each of these kinds together, and what it should have been told and was not. */
    static Set<Entity> candidates(Connection connection, TenantId tenant, RepositoryId repository, Collection<Entity.Kind> kinds, int limit) throws SQLException {
        var sql = """
                (select kind, entity from devinfo_sent where tenant_id = ? and integration_id = ? and repository = ? and kind = any(?)
                  order by position desc, entity limit ?)
                union
                (select kind, entity from issue_link link where tenant_id = ? and integration_id = ? and repository = ? and kind = any(?)
                  and not exists (select 1 from devinfo_sent sent where (sent.tenant_id, sent.integration_id, sent.repository, sent.kind, sent.entity)
                    = (link.tenant_id, link.integration_id, link.repository, link.kind, link.entity)) group by kind, entity limit ?)
                """;
        try (var query = connection.prepareStatement(sql)) {
            for (var at = 1; at <= 6; at += 5) {
                query.setObject(at, tenant.value());
                query.setObject(at + 1, repository.integration().value());
                query.setString(at + 2, repository.repository());
                query.setArray(at + 3, connection.createArrayOf("text", kinds.stream().map(Entity.Kind::word).toArray()));
                query.setInt(at + 4, limit);
            }
            var candidates = new LinkedHashSet<Entity>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    candidates.add(new Entity(Entity.Kind.of(rows.getString(1)), repository.integration(), repository.repository(), rows.getString(2)));
                }
            }
            return candidates;
        }
    }

    /** These entities, all of one moment: the caller's transaction must see one. */
    static List<Expected> read(Connection connection, TenantId tenant, Set<Entity> entities) throws SQLException {
        var commits = Development.commits(connection, tenant, ids(entities, Entity.Kind.COMMIT));
        var branches = Development.branches(connection, tenant, ids(entities, Entity.Kind.BRANCH));
        var pullRequests = Development.pullRequests(connection, tenant, ids(entities, Entity.Kind.PULL_REQUEST));
        var known = new Known(
                commits, branches, pullRequests,
                Development.builds(connection, tenant, ids(entities, Entity.Kind.BUILD)),
                Development.deployments(connection, tenant, ids(entities, Entity.Kind.DEPLOYMENT)),
                Wording.read(connection, tenant, commits, branches, pullRequests), Map.of(), Set.of(), Map.of(), Map.of());
        var told = told(connection, tenant, entities);
        var reached = Uploads.reached(connection, tenant);
        var expected = new ArrayList<Expected>();
        for (var entity : entities) {
            var item = known.item(entity, 0);
            expected.add(new Expected(entity, item, Optional.ofNullable(told.get(entity)), item.filter(newest -> newest.sequence() > reached).isPresent()));
        }
        return expected;
    }

    private static Map<Entity, Told> told(Connection connection, TenantId tenant, Set<Entity> entities) throws SQLException {
        var told = new HashMap<Entity, Told>();
        var sql = "select position, outcome, at from devinfo_sent where tenant_id = ? and integration_id = ? and repository = ? and kind = ? and entity = ?";
        try (var query = connection.prepareStatement(sql)) {
            for (var entity : entities) {
                query.setObject(1, tenant.value());
                query.setObject(2, entity.integration().value());
                query.setString(3, entity.repository());
                query.setString(4, entity.kind().word());
                query.setString(5, entity.name());
                try (var rows = query.executeQuery()) {
                    if (rows.next()) {
                        told.put(entity, new Told(rows.getLong(1), Outcome.Kind.of(rows.getString(2)), rows.getObject(3, OffsetDateTime.class).toInstant()));
                    }
                }
            }
        }
        return told;
    }

    private static Set<EntityId> ids(Set<Entity> entities, Entity.Kind kind) {
        return entities.stream().filter(entity -> entity.kind() == kind).map(Entity::id).collect(Collectors.toSet());
    }
}
