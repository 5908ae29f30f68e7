package dev.towline.index;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/** The parts of recounted stretches in the database. */
final class RecountRows {

    private static final String RECORD = """
            insert into recount_part as known (tenant_id, integration_id, repository, from_sha, to_sha, parts, part, ref, commits, received_at)
            select ?, ?, repository, from_sha, to_sha, parts, part, ref, string_to_array(commits, ' '), ?
            from unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::integer[], ?::text[], ?::text[])
                as told (repository, from_sha, to_sha, parts, part, ref, commits)
            on conflict (tenant_id, integration_id, repository, from_sha, to_sha, parts, part) do nothing
            """;

    private RecountRows() {}

    /** @return how many parts are new */
    static int record(Scope scope, Collection<RecountRow> rows, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (var record = scope.query(RECORD)) {
            return record.value(now)
                    .texts(rows, row -> row.key().repository())
                    .texts(rows, row -> row.key().from())
                    .texts(rows, row -> row.key().to())
                    .numbers(rows, row -> row.key().parts())
                    .numbers(rows, row -> row.key().part())
                    .texts(rows, RecountRow::ref)
                    .texts(rows, row -> String.join(" ", row.commits()))
                    .execute();
        }
    }
}
