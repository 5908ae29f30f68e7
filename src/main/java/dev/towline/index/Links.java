package dev.towline.index;

import dev.towline.activity.IssueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which issues an entity is linked to: always recomputed from the entity as it stands, never added up over time. */
final class Links {

    /** Jira takes no more keys for one entity. */
    static final int KEYS = 500;

    // A repository that comes back brings all its entities back to Jira. Beyond this the rest wait until they are touched.
    private static final int REVIVED = 100_000;

    // One by one, as commits are.
    static final String READ = """
            select known.*
            from (select ?::uuid as tenant_id, ?::uuid as integration_id, * from unnest(?::text[], ?::text[], ?::text[]) as it (repository, kind, entity)) as wanted
            cross join lateral (
                select kind, repository, entity, issue_key from issue_link
                where (tenant_id, integration_id, repository, kind, entity)
                    = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.kind, wanted.entity)
                offset 0) as known
            order by known.issue_key
            """;

    private static final String INSERT = """
            insert into issue_link (tenant_id, integration_id, issue_key, kind, repository, entity)
            select ?, ?, * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
            on conflict do nothing
            """;

    private static final String DELETE = """
            delete from issue_link
            where tenant_id = ? and integration_id = ?
              and (issue_key, kind, repository, entity) in (select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]))
            """;

    private static final String ENTITIES_OF = """
            select distinct kind, repository, entity from issue_link
            where tenant_id = ? and integration_id = ? and repository = any(?)
            order by kind, repository, entity limit ?
            """;

    private static final String KEYS_OF_REPOSITORIES = """
            select repository, issue_key from (
                select distinct repository, issue_key, dense_rank() over (partition by repository order by issue_key) as rank
                from issue_link where tenant_id = ? and integration_id = ? and repository = any(?)) as ranked
            where rank <= ? order by repository, issue_key
            """;

    private static final String KEYS_OF_INTEGRATION = """
            select distinct issue_key from issue_link where tenant_id = ? and integration_id = ? order by issue_key limit ?
            """;

    private record Link(IssueKey key, Entity entity) {}

    private Links() {}

    /** The links that entities have and shall have, in the given order. */
    static Map<Entity, Settled<Set<IssueKey>>> settle(Scope scope, Map<Entity, Set<IssueKey>> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var linked = new HashMap<Entity, Set<IssueKey>>();
        try (var read = scope.query(READ)
                .texts(wanted.keySet(), Entity::repository)
                .texts(wanted.keySet(), Entity::kindCode)
                .texts(wanted.keySet(), Entity::id)) {
            read.rows(row -> linked
                    .computeIfAbsent(new Entity(Entity.kindOf(row.getString("kind")), row.getString("repository"), row.getString("entity")), _ -> new LinkedHashSet<>())
                    .add(new IssueKey(row.getString("issue_key"))));
        }
        var settled = new LinkedHashMap<Entity, Settled<Set<IssueKey>>>();
        wanted.forEach((entity, keys) -> settled.put(entity, new Settled<>(linked.getOrDefault(entity, Set.of()), keys)));
        return settled;
    }

    static void write(Scope scope, Map<Entity, Settled<Set<IssueKey>>> settled) throws SQLException {
        execute(scope, DELETE, missing(settled, Settled::before, Settled::now));
        execute(scope, INSERT, missing(settled, Settled::now, Settled::before));
    }

    /** All linked entities of these repositories. */
    static List<Entity> entitiesOf(Scope scope, Collection<String> repositories) throws SQLException {
        if (repositories.isEmpty()) {
            return List.of();
        }
        try (var entities = scope.query(ENTITIES_OF).texts(repositories, Function.identity()).value(REVIVED)) {
            return entities.rows(row -> new Entity(Entity.kindOf(row.getString("kind")), row.getString("repository"), row.getString("entity")));
        }
    }

    /** The keys that these repositories' entities are linked to, at most {@link #KEYS} each: a change is a wake-up call, not a list of all that it may concern. */
    static Map<String, Set<IssueKey>> keysOf(Scope scope, Collection<String> repositories) throws SQLException {
        var keys = new HashMap<String, Set<IssueKey>>();
        if (!repositories.isEmpty()) {
            try (var read = scope.query(KEYS_OF_REPOSITORIES).texts(repositories, Function.identity()).value(KEYS)) {
                read.rows(row -> keys.computeIfAbsent(row.getString("repository"), _ -> new LinkedHashSet<>()).add(new IssueKey(row.getString("issue_key"))));
            }
        }
        return keys;
    }

    /** The same for a whole integration. */
    static Set<IssueKey> keysOf(Scope scope) throws SQLException {
        try (var read = scope.query(KEYS_OF_INTEGRATION).value(KEYS)) {
            return new LinkedHashSet<>(read.rows(row -> new IssueKey(row.getString("issue_key"))));
        }
    }

    private static List<Link> missing(
            Map<Entity, Settled<Set<IssueKey>>> settled,
            Function<Settled<Set<IssueKey>>, Set<IssueKey>> here, Function<Settled<Set<IssueKey>>, Set<IssueKey>> there) {
        var missing = new ArrayList<Link>();
        settled.forEach((entity, keys) -> here.apply(keys).stream()
                .filter(key -> !there.apply(keys).contains(key))
                .forEach(key -> missing.add(new Link(key, entity))));
        return missing;
    }

    private static void execute(Scope scope, String sql, List<Link> links) throws SQLException {
        if (links.isEmpty()) {
            return;
        }
        try (var statement = scope.query(sql)) {
            statement.texts(links, link -> link.key().value())
                    .texts(links, link -> link.entity().kindCode())
                    .texts(links, link -> link.entity().repository())
                    .texts(links, link -> link.entity().id())
                    .execute();
        }
    }
}
