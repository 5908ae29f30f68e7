package dev.towline.index;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which commits came to an environment with a deployment: those between the last successful deployment there of the same repository, in
 * the order in which deployments began, and this one. They are known only where pushes lead from the one commit to the other without a
 * hole and without a forced push between; else, as of a first deployment or of a return to an older commit, it is none but the deployed
 * commit itself. What a push listed is taken; what it left out is a gap like any other, until a repair tells it.
 */
final class Releases {

    /** Pushes between two deployments: of more nobody looks through the issues, and the walk is within a transaction. */
    static final int PUSHES = 500;

    /** Commits of one deployment: they are more than the {@link Links#KEYS} issues of which Jira is told. */
    static final int COMMITS = 1_000;

    // Deployments that one delivery concerns beside those that it tells of: a released commit goes to some dozens of environments, most
    // commits to none. Deployments beyond this are linked when they are told of next.
    private static final int CONCERNED = 10_000;

    // Deployments to one environment right after a late one, of which some may have failed. Further away another one was successful meanwhile.
    private static final int LATER = 100;

    private static final String BEFORE = """
            select wanted.repository, wanted.deployment, before.* from (select ?::uuid as tenant_id, ?::uuid as integration_id) as own
            cross join unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) as wanted (repository, deployment, environment, begun_at)
            cross join lateral (
                select known.sha, coalesce(known.begun_at, known.updated_at) as begun_at, known.deployment as other from deployment known
                where (known.tenant_id, known.integration_id, known.environment, known.repository)
                    = (own.tenant_id, own.integration_id, wanted.environment, wanted.repository)
                  and coalesce(known.succeeded, known.state = 'successful') and known.state <> 'rolled_back' and known.sha <> ''
                  and (coalesce(known.begun_at, known.updated_at), known.deployment collate "C") < (wanted.begun_at, wanted.deployment)
                  and (known.repository, known.deployment) not in (select * from unnest(?::text[], ?::text[]))
                order by begun_at desc, known.deployment collate "C" desc limit 1) as before
            """;

    // From the deployed commit back, push by push. A forced push leaves behind what it replaced: it leads to where it came from and no farther.
    private static final String WALK = """
            with recursive own as (select ?::uuid as tenant_id, ?::uuid as integration_id),
            walk as (
                select n, repository, base, ''::text as came_from, head as place, 0 as pushes
                from unnest(?::text[], ?::text[], ?::text[]) with ordinality as wanted (repository, head, base, n)
                union
                select walk.n, walk.repository, walk.base, walk.place, moved.before, walk.pushes + 1
                from walk cross join own join ref_update moved
                  on (moved.tenant_id, moved.integration_id, moved.repository, moved.after) = (own.tenant_id, own.integration_id, walk.repository, walk.place)
                where walk.place <> walk.base and walk.pushes < %d and moved.before <> '' and moved.before !~ '^0+$'
                  and (not moved.forced or moved.before = walk.base))
            select distinct n, came_from, place from walk where came_from <> '' limit %d
            """.formatted(PUSHES, PUSHES * 40);

    private static final String LISTED = """
            with own as (select ?::uuid as tenant_id, ?::uuid as integration_id),
            wanted as (select * from unnest(?::text[], ?::text[], ?::text[]) with ordinality as wanted (repository, before, after, n))
            select n, wanted.repository, commits from wanted cross join own join ref_update moved
              on (moved.tenant_id, moved.integration_id, moved.repository, moved.after, moved.before)
               = (own.tenant_id, own.integration_id, wanted.repository, wanted.after, wanted.before)
            union all
            select n, wanted.repository, commits from wanted cross join own join recount_part told
              on (told.tenant_id, told.integration_id, told.repository, told.from_sha, told.to_sha)
               = (own.tenant_id, own.integration_id, wanted.repository, wanted.before, wanted.after)
            order by n
            """;

    // Of the commits that are told of, and of those to which pushes lead from there. The inner limit has each looked up by index, however far it leads.
    static final String AHEAD = """
            with recursive own as (select ?::uuid as tenant_id, ?::uuid as integration_id),
            ahead as (
                select repository, place, 0 as pushes from unnest(?::text[], ?::text[]) as told (repository, place)
                union
                select ahead.repository, moved.after, ahead.pushes + 1
                from ahead cross join own join ref_update moved
                  on (moved.tenant_id, moved.integration_id, moved.repository, moved.before) = (own.tenant_id, own.integration_id, ahead.repository, ahead.place)
                where ahead.pushes < %d and moved.after <> '' and moved.after !~ '^0+$'),
            deployed as (select repository, place from ahead union select * from unnest(?::text[], ?::text[]))
            select distinct deployment.* from deployed cross join own cross join lateral (
                select known.repository, known.deployment from deployment known
                where (known.tenant_id, known.integration_id, known.repository, known.sha) = (own.tenant_id, own.integration_id, deployed.repository, deployed.place)
                limit %d) as deployment
            order by repository, deployment limit %d
            """.formatted(PUSHES, CONCERNED, CONCERNED);

    private static final String AFTER = """
            select distinct later.repository, later.deployment from (select ?::uuid as tenant_id, ?::uuid as integration_id) as own
            cross join unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) as told (repository, deployment, environment, begun_at)
            left join deployment known on (known.tenant_id, known.integration_id, known.repository, known.deployment)
                = (own.tenant_id, own.integration_id, told.repository, told.deployment)
            cross join lateral (
                select it.repository, it.deployment from deployment it
                where (it.tenant_id, it.integration_id, it.environment, it.repository)
                    = (own.tenant_id, own.integration_id, told.environment, told.repository)
                  and coalesce(it.begun_at, it.updated_at) >= least(told.begun_at, known.begun_at, known.updated_at)
                order by coalesce(it.begun_at, it.updated_at), it.deployment limit %d) as later
            order by later.repository, later.deployment limit %d
            """.formatted(LATER, CONCERNED);

    /** A stretch of history between two deployments to one environment. */
    private record Stretch(Entity deployment, String base, String head) {}

    private record Earlier(String sha, Instant begunAt, String deployment) {

        static final Comparator<Earlier> ORDER = Comparator.comparing(Earlier::begunAt).thenComparing(Earlier::deployment);

        static Earlier of(DeploymentRow row) {
            return new Earlier(row.sha(), row.begunAt(), row.entity().id());
        }
    }

    private record Push(String repository, String before, String after) {}

    private Releases() {}

    /** Known deployments that may have brought other commits than was known, or of whose commits more is known, by what the delivery tells. */
    static Set<Entity> concerned(Scope scope, Told told) throws SQLException {
        var concerned = new LinkedHashSet<Entity>();
        var places = Stream.concat(
                told.movements().values().stream().map(moved -> new Push(moved.repository(), moved.before(), moved.after())),
                told.recounts().values().stream().map(part -> new Push(part.key().repository(), part.key().from(), part.key().to()))).distinct().toList();
        var commits = told.commits().keySet();
        if (!places.isEmpty() || !commits.isEmpty()) {
            try (var ahead = scope.query(AHEAD)
                    .texts(places, Push::repository).texts(places, Push::after).texts(commits, Entity::repository).texts(commits, Entity::id)) {
                concerned.addAll(ahead.rows(Releases::deployment));
            }
        }
        var deployed = told.deployments().values();
        if (!deployed.isEmpty()) {
            try (var after = wanted(scope.query(AFTER), deployed)) {
                concerned.addAll(after.rows(Releases::deployment));
            }
        }
        return concerned;
    }

    /** The commits of each, besides the deployed one; those of which nothing more is known are missing. */
    static Map<Entity, Set<Entity>> brought(Scope scope, Map<Entity, Settled<DeploymentRow>> deployments) throws SQLException {
        var stretches = stretches(scope, deployments.values().stream().map(Settled::now).filter(row -> !row.sha().isEmpty()).toList());
        if (stretches.isEmpty()) {
            return Map.of();
        }
        var pushes = new LinkedHashMap<Push, List<Entity>>();
        walked(scope, stretches).forEach((stretch, between) -> between.forEach(push -> pushes.computeIfAbsent(push, _ -> new ArrayList<>()).add(stretch.deployment())));
        var brought = new LinkedHashMap<Entity, Set<Entity>>();
        if (!pushes.isEmpty()) {
            var numbered = List.copyOf(pushes.keySet());
            try (var listed = scope.query(LISTED).texts(numbered, Push::repository).texts(numbered, Push::before).texts(numbered, Push::after)) {
                listed.rows(row -> {
                    var push = numbered.get(row.getInt("n") - 1);
                    for (var sha : (String[]) row.getArray("commits").getArray()) {
                        pushes.get(push).forEach(deployment -> add(brought.computeIfAbsent(deployment, _ -> new LinkedHashSet<>()), new Entity(Change.Kind.COMMIT, push.repository(), sha)));
                    }
                    return push;
                });
            }
        }
        return brought;
    }

    private static void add(Set<Entity> commits, Entity commit) {
        if (commits.size() < COMMITS) {
            commits.add(commit);
        }
    }

    /** From the last successful deployment before each, be it in the database or in this delivery. */
    private static List<Stretch> stretches(Scope scope, List<DeploymentRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        var before = new HashMap<Entity, Earlier>();
        try (var known = wanted(scope.query(BEFORE), rows).texts(rows, DeploymentRow::repository).texts(rows, row -> row.entity().id())) {
            known.rows(row -> before.put(deployment(row), new Earlier(row.getString("sha"), Query.time(row, "begun_at"), row.getString("other"))));
        }
        var arrived = new HashMap<List<String>, List<Earlier>>();
        rows.stream().filter(DeploymentRow::arrived).forEach(row -> arrived.computeIfAbsent(home(row), _ -> new ArrayList<>()).add(Earlier.of(row)));
        var stretches = new ArrayList<Stretch>();
        for (var row : rows) {
            Stream.concat(Stream.ofNullable(before.get(row.entity())), arrived.getOrDefault(home(row), List.of()).stream())
                    .filter(earlier -> Earlier.ORDER.compare(earlier, Earlier.of(row)) < 0)
                    .max(Earlier.ORDER).filter(earlier -> !earlier.sha().equals(row.sha()))
                    .ifPresent(earlier -> stretches.add(new Stretch(row.entity(), earlier.sha(), row.sha())));
        }
        return stretches;
    }

    /** The pushes that lead from the base of each to its head; of those of which none do, nothing. */
    private static Map<Stretch, Set<Push>> walked(Scope scope, List<Stretch> stretches) throws SQLException {
        var steps = new HashMap<Stretch, List<Push>>();
        try (var walk = scope.query(WALK)
                .texts(stretches, stretch -> stretch.deployment().repository()).texts(stretches, Stretch::head).texts(stretches, Stretch::base)) {
            walk.rows(row -> {
                var stretch = stretches.get(row.getInt("n") - 1);
                return steps.computeIfAbsent(stretch, _ -> new ArrayList<>())
                        .add(new Push(stretch.deployment().repository(), row.getString("place"), row.getString("came_from")));
            });
        }
        var walked = new LinkedHashMap<Stretch, Set<Push>>();
        steps.forEach((stretch, of) -> walked.put(stretch, leading(stretch.base(), of)));
        return walked;
    }

    // The walk also went where no way to the base is. What is on a way lies ahead of the base.
    private static Set<Push> leading(String base, List<Push> steps) {
        var byBefore = new HashMap<String, List<Push>>();
        steps.forEach(push -> byBefore.computeIfAbsent(push.before(), _ -> new ArrayList<>()).add(push));
        var leading = new LinkedHashSet<Push>();
        var ahead = new ArrayList<>(List.of(base));
        while (!ahead.isEmpty()) {
            for (var push : byBefore.getOrDefault(ahead.removeLast(), List.of())) {
                if (leading.add(push)) {
                    ahead.add(push.after());
                }
            }
        }
        return leading;
    }

    private static Query wanted(Query query, Collection<DeploymentRow> rows) throws SQLException {
        return query.texts(rows, DeploymentRow::repository).texts(rows, row -> row.entity().id())
                .texts(rows, DeploymentRow::environment).times(rows, DeploymentRow::begunAt);
    }

    private static List<String> home(DeploymentRow row) {
        return List.of(row.repository(), row.environment());
    }

    private static Entity deployment(java.sql.ResultSet row) throws SQLException {
        return new Entity(Change.Kind.DEPLOYMENT, row.getString("repository"), row.getString("deployment"));
    }
}
