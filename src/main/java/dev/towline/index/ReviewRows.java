package dev.towline.index;

import dev.towline.activity.Review;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reviewers' decisions in the database. One about a pull request that we do not know yet waits for it here. */
final class ReviewRows {

    private static final String READ = """
            select * from review
            where tenant_id = ? and integration_id = ?
              and (repository, number, reviewer) in (select * from unnest(?::text[], ?::text[], ?::text[]))
            """;

    private static final String WRITE = """
            insert into review (tenant_id, integration_id, repository, number, reviewer, name, username, url, avatar, decision, at)
            select ?, ?, * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
            on conflict (tenant_id, integration_id, repository, number, reviewer) do update
            set name = excluded.name, username = excluded.username, url = excluded.url, avatar = excluded.avatar,
                decision = excluded.decision, at = excluded.at
            """;

    private ReviewRows() {}

    /** Writes what is newer than what is known, and says which pull requests are reviewed differently now. */
    static Set<Entity> apply(Scope scope, Map<ReviewRow.Key, ReviewRow> told) throws SQLException {
        if (told.isEmpty()) {
            return Set.of();
        }
        var known = new HashMap<ReviewRow.Key, ReviewRow>();
        try (var read = scope.query(READ)
                .texts(told.keySet(), ReviewRow.Key::repository)
                .texts(told.keySet(), ReviewRow.Key::number)
                .texts(told.keySet(), ReviewRow.Key::reviewer)) {
            read.rows(ReviewRows::read).forEach(row -> known.put(row.key(), row));
        }
        var different = Settled.of(known, told, ReviewRow::join).values().stream().filter(Settled::different).map(Settled::now).toList();
        write(scope, different);
        var reviewed = new HashSet<Entity>();
        different.forEach(row -> reviewed.add(row.pullRequest()));
        return reviewed;
    }

    private static void write(Scope scope, List<ReviewRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, ReviewRow::repository)
                    .texts(rows, ReviewRow::number)
                    .texts(rows, ReviewRow::reviewer)
                    .texts(rows, ReviewRow::name)
                    .texts(rows, ReviewRow::username)
                    .texts(rows, ReviewRow::url)
                    .texts(rows, ReviewRow::avatar)
                    .texts(rows, row -> row.decision().name().toLowerCase(Locale.ROOT))
                    .times(rows, ReviewRow::at)
                    .execute();
        }
    }

    static ReviewRow read(ResultSet row) throws SQLException {
        return new ReviewRow(
                row.getString("repository"), row.getString("number"), row.getString("reviewer"),
                row.getString("name"), row.getString("username"), row.getString("url"), row.getString("avatar"),
                Review.Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)), Query.time(row, "at"));
    }
}
