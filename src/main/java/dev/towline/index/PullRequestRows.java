package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pull requests in the database. */
final class PullRequestRows {

    private static final String READ = """
            select * from pull_request
            where tenant_id = ? and integration_id = ?
              and (repository, number) in (select * from unnest(?::text[], ?::text[]))
            """;

    private static final String WRITE = """
            insert into pull_request as known (
                tenant_id, integration_id, repository, number, title, state,
                author_name, author_email, author_username, author_url, author_avatar, author_told_at,
                source_branch, source_url, from_fork, target_branch, target_url, url, updated_at, comment_count, comments_told_at,
                requested, description_keys, live, position)
            select ?, ?, repository, number, title, state,
                author_name, author_email, author_username, author_url, author_avatar, author_told_at,
                source_branch, source_url, from_fork, target_branch, target_url, url, updated_at, comment_count, comments_told_at,
                requested::jsonb, string_to_array(description_keys, ' '), live, position
            from unnest(?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::integer[], ?::timestamptz[],
                ?::text[], ?::text[], ?::boolean[], ?::bigint[])
                as told (repository, number, title, state,
                    author_name, author_email, author_username, author_url, author_avatar, author_told_at,
                    source_branch, source_url, from_fork, target_branch, target_url, url, updated_at, comment_count, comments_told_at,
                    requested, description_keys, live, position)
            on conflict (tenant_id, integration_id, repository, number) do update
            set title = excluded.title, state = excluded.state,
                author_name = excluded.author_name, author_email = excluded.author_email, author_username = excluded.author_username,
                author_url = excluded.author_url, author_avatar = excluded.author_avatar, author_told_at = excluded.author_told_at,
                source_branch = excluded.source_branch, source_url = excluded.source_url, from_fork = excluded.from_fork,
                target_branch = excluded.target_branch, target_url = excluded.target_url, url = excluded.url,
                updated_at = excluded.updated_at, comment_count = excluded.comment_count, comments_told_at = excluded.comments_told_at,
                requested = excluded.requested, description_keys = excluded.description_keys, live = excluded.live,
                position = greatest(known.position, excluded.position)
            """;

    private PullRequestRows() {}

    /** @param touched pull requests that the delivery concerns without telling how they stand */
    static Map<Entity, Settled<PullRequestRow>> settle(Scope scope, Map<Entity, PullRequestRow> told, Collection<Entity> touched) throws SQLException {
        var wanted = Entities.both(told.keySet(), touched);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var known = new HashMap<Entity, PullRequestRow>();
        try (var read = scope.query(READ).texts(wanted, Entity::repository).texts(wanted, Entity::id)) {
            read.rows(PullRequestRows::read).forEach(row -> known.put(row.entity(), row));
        }
        return Settled.of(known, told, PullRequestRow::join);
    }

    static void write(Scope scope, Map<Entity, Settled<PullRequestRow>> settled, Map<Entity, Long> positions) throws SQLException {
        var rows = Entities.toWrite(settled, positions);
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, PullRequestRow::repository)
                    .texts(rows, PullRequestRow::number)
                    .texts(rows, PullRequestRow::title)
                    .texts(rows, row -> code(row.state()))
                    .texts(rows, row -> author(row).name())
                    .texts(rows, row -> author(row).email())
                    .texts(rows, row -> author(row).username())
                    .texts(rows, row -> author(row).url())
                    .texts(rows, row -> author(row).avatar())
                    .times(rows, row -> row.author().at())
                    .texts(rows, PullRequestRow::sourceBranch)
                    .texts(rows, PullRequestRow::sourceUrl)
                    .flags(rows, PullRequestRow::fromFork)
                    .texts(rows, PullRequestRow::targetBranch)
                    .texts(rows, PullRequestRow::targetUrl)
                    .texts(rows, PullRequestRow::url)
                    .times(rows, PullRequestRow::updatedAt)
                    .numbers(rows, row -> row.commentCount().value())
                    .times(rows, row -> row.commentCount().at())
                    .texts(rows, row -> Json.ofPeople(row.requested()))
                    .texts(rows, row -> ChangeLog.joined(row.descriptionKeys()))
                    .flags(rows, PullRequestRow::live)
                    .positions(rows, row -> positions.getOrDefault(row.entity(), 0L))
                    .execute();
        }
    }

    private static PullRequestRow read(ResultSet row) throws SQLException {
        return new PullRequestRow(
                row.getString("repository"), row.getString("number"), row.getString("title"), state(row), dated(author(row), Query.time(row, "author_told_at")),
                row.getString("source_branch"), row.getString("source_url"), row.getBoolean("from_fork"),
                row.getString("target_branch"), row.getString("target_url"), row.getString("url"),
                Query.time(row, "updated_at"), dated(row.getInt("comment_count"), Query.time(row, "comments_told_at")),
                Json.people(row.getString("requested")), List.<IssueKey>copyOf(ChangeLog.keys(row, "description_keys")), row.getBoolean("live"));
    }

    private static <T> Dated<T> dated(T value, Instant at) {
        return at == null ? Dated.never() : new Dated<>(value, at);
    }

    private static Person author(PullRequestRow row) {
        return row.author().or(Person.UNKNOWN);
    }

    static PullRequest.State state(ResultSet row) throws SQLException {
        return PullRequest.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    static Person author(ResultSet row) throws SQLException {
        return new Person(row.getString("author_name"), row.getString("author_email"), row.getString("author_username"),
                row.getString("author_url"), row.getString("author_avatar"));
    }

    private static String code(PullRequest.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
