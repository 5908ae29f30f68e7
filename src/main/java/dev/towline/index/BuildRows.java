package dev.towline.index;

import dev.towline.activity.Build;
import dev.towline.activity.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Builds in the database. */
final class BuildRows {

    private static final String READ = """
            select * from build
            where tenant_id = ? and integration_id = ?
              and (repository, build) in (select * from unnest(?::text[], ?::text[]))
            """;

    // A commit of a large project is built by hundreds of pipelines, most commits by none. Builds beyond this are linked when they are told of next.
    private static final int OF_COMMITS = 10_000;

    static final String OF = """
            select known.*
            from (select ?::uuid as tenant_id, ?::uuid as integration_id, * from unnest(?::text[], ?::text[]) as it (repository, sha)) as wanted
            cross join lateral (
                select repository, build from build
                where (tenant_id, integration_id, repository, sha) = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.sha)
                offset 0) as known
            order by known.repository, known.build limit\s""" + OF_COMMITS;

    private static final String WRITE = """
            insert into build as known (
                tenant_id, integration_id, repository, build, pipeline, number, name, state, updated_at, url, sha, ref, text_keys, position)
            select ?, ?, repository, build, pipeline, number, name, state, updated_at, url, sha, ref, string_to_array(text_keys, ' '), position
            from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                as told (repository, build, pipeline, number, name, state, updated_at, url, sha, ref, text_keys, position)
            on conflict (tenant_id, integration_id, repository, build) do update
            set name = excluded.name, state = excluded.state, updated_at = excluded.updated_at, url = excluded.url,
                sha = excluded.sha, ref = excluded.ref, text_keys = excluded.text_keys, position = greatest(known.position, excluded.position)
            """;

    private BuildRows() {}

    /** @param touched builds that the delivery concerns without telling of them */
    static Map<Entity, Settled<BuildRow>> settle(Scope scope, Map<Entity, BuildRow> told, Collection<Entity> touched) throws SQLException {
        var wanted = Entities.both(told.keySet(), touched);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var known = new HashMap<Entity, BuildRow>();
        try (var read = scope.query(READ).texts(wanted, Entity::repository).texts(wanted, Entity::id)) {
            read.rows(BuildRows::read).forEach(row -> known.put(row.entity(), row));
        }
        return Settled.of(known, told, BuildRow::join);
    }

    /** The builds of these commits. */
    static List<Entity> of(Scope scope, Set<Entity> commits) throws SQLException {
        if (commits.isEmpty()) {
            return List.of();
        }
        try (var of = scope.query(OF).texts(commits, Entity::repository).texts(commits, Entity::id)) {
            return of.rows(row -> new Entity(Change.Kind.BUILD, row.getString("repository"), row.getString("build")));
        }
    }

    static void write(Scope scope, Map<Entity, Settled<BuildRow>> settled, Map<Entity, Long> positions) throws SQLException {
        var rows = Entities.toWrite(settled, positions);
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, BuildRow::repository)
                    .texts(rows, row -> row.entity().id())
                    .texts(rows, BuildRow::pipeline)
                    .positions(rows, BuildRow::number)
                    .texts(rows, BuildRow::name)
                    .texts(rows, row -> row.state().name().toLowerCase(Locale.ROOT))
                    .times(rows, BuildRow::updatedAt)
                    .texts(rows, BuildRow::url)
                    .texts(rows, BuildRow::sha)
                    .texts(rows, BuildRow::ref)
                    .texts(rows, row -> ChangeLog.joined(row.textKeys()))
                    .positions(rows, row -> positions.getOrDefault(row.entity(), 0L))
                    .execute();
        }
    }

    static BuildRow read(ResultSet row) throws SQLException {
        return new BuildRow(
                row.getString("repository"), row.getString("pipeline"), row.getLong("number"), row.getString("name"),
                Build.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), Query.time(row, "updated_at"), row.getString("url"),
                row.getString("sha"), row.getString("ref"), List.<IssueKey>copyOf(ChangeLog.keys(row, "text_keys")));
    }
}
