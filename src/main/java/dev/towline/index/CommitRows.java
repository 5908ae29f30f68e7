package dev.towline.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Commits in the database. */
final class CommitRows {

    // Looked up one by one: a database that has not counted a new site's commits yet takes them for few, and would read all of them for each push.
    static final String READ = """
            select known.*
            from (select ?::uuid as tenant_id, ?::uuid as integration_id, * from unnest(?::text[], ?::text[]) as it (repository, sha)) as wanted
            cross join lateral (
                select * from git_commit
                where (tenant_id, integration_id, repository, sha) = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.sha)
                offset 0) as known
            """;

    private static final String WRITE = """
            insert into git_commit as known (
                tenant_id, integration_id, repository, sha, message, author_name, author_email, author_username,
                authored_at, url, merge, file_count, files, told_at, position)
            select ?, ?, repository, sha, message, author_name, author_email, author_username,
                authored_at, url, merge, file_count, files::jsonb, told_at, position
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::timestamptz[], ?::text[], ?::boolean[], ?::integer[], ?::text[], ?::timestamptz[], ?::bigint[])
                as told (repository, sha, message, author_name, author_email, author_username,
                    authored_at, url, merge, file_count, files, told_at, position)
            on conflict (tenant_id, integration_id, repository, sha) do update
            set message = excluded.message, author_name = excluded.author_name, author_email = excluded.author_email,
                author_username = excluded.author_username, authored_at = excluded.authored_at, url = excluded.url,
                merge = excluded.merge, file_count = excluded.file_count, files = excluded.files,
                told_at = least(known.told_at, excluded.told_at), position = greatest(known.position, excluded.position)
            """;

    // Nobody sees it change, so it does not wait for a change that is to be written.
    private static final String TOLD_EARLIER = """
            update git_commit known set told_at = told.at
            from (select ?::uuid as tenant_id, ?::uuid as integration_id, * from unnest(?::text[], ?::text[], ?::timestamptz[]) as it (repository, sha, at)) as told
            where (known.tenant_id, known.integration_id, known.repository, known.sha) = (told.tenant_id, told.integration_id, told.repository, told.sha)
              and known.told_at > told.at
            """;

    private CommitRows() {}

    /** @param touched commits that the delivery concerns without telling of them */
    static Map<Entity, Settled<CommitRow>> settle(Scope scope, Map<Entity, CommitRow> told, Collection<Entity> touched) throws SQLException {
        var wanted = Entities.both(told.keySet(), touched);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var known = new HashMap<Entity, CommitRow>();
        try (var read = scope.query(READ).texts(wanted, Entity::repository).texts(wanted, Entity::id)) {
            read.rows(CommitRows::read).forEach(row -> known.put(row.entity(), row));
        }
        return Settled.of(known, told, CommitRow::join);
    }

    /** @param told when pushes told of the commits: the earliest counts */
    static void write(Scope scope, Map<Entity, Settled<CommitRow>> settled, Map<Entity, Instant> told, Map<Entity, Long> positions) throws SQLException {
        if (!told.isEmpty()) {
            try (var earlier = scope.query(TOLD_EARLIER)) {
                earlier.texts(told.keySet(), Entity::repository).texts(told.keySet(), Entity::id).times(told.keySet(), told::get).execute();
            }
        }
        var rows = Entities.toWrite(settled, positions);
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, CommitRow::repository)
                    .texts(rows, CommitRow::sha)
                    .texts(rows, CommitRow::message)
                    .texts(rows, CommitRow::authorName)
                    .texts(rows, CommitRow::authorEmail)
                    .texts(rows, CommitRow::authorUsername)
                    .times(rows, CommitRow::authoredAt)
                    .texts(rows, CommitRow::url)
                    .flags(rows, CommitRow::merge)
                    .numbers(rows, CommitRow::fileCount)
                    .texts(rows, row -> Json.ofFiles(row.files()))
                    .times(rows, row -> told.get(row.entity()))
                    .positions(rows, row -> positions.getOrDefault(row.entity(), 0L))
                    .execute();
        }
    }

    private static CommitRow read(ResultSet row) throws SQLException {
        return new CommitRow(
                row.getString("repository"), row.getString("sha"), row.getString("message"),
                row.getString("author_name"), row.getString("author_email"), row.getString("author_username"),
                Query.time(row, "authored_at"), row.getString("url"),
                row.getObject("merge", Boolean.class), row.getObject("file_count", Integer.class), Json.files(row.getString("files")), Query.time(row, "told_at") != null);
    }
}
