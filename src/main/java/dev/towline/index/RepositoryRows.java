package dev.towline.index;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Repositories in the database. */
final class RepositoryRows {

    private static final String READ = """
            select repository, name, url, as_of, removed_at is not null as removed
            from repository where tenant_id = ? and integration_id = ? and repository = any(?)
            """;

    private static final String WRITE = """
            insert into repository as known (tenant_id, integration_id, repository, name, url, as_of, removed_at)
            select ?, ?, * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
            on conflict (tenant_id, integration_id, repository) do update
            set name = excluded.name, url = excluded.url, as_of = excluded.as_of, removed_at = excluded.removed_at
            """;

    private RepositoryRows() {}

    /** Which of these ids are known, removed or not. */
    static Set<String> known(Scope scope, Collection<String> ids) throws SQLException {
        try (var read = scope.query(READ).texts(ids, Function.identity())) {
            return new HashSet<>(read.rows(row -> row.getString("repository")));
        }
    }

    static Map<String, Settled<RepositoryRow>> settle(Scope scope, Map<String, RepositoryRow> told) throws SQLException {
        try (var read = scope.query(READ).texts(told.keySet(), Function.identity())) {
            var known = read.rows(row -> new RepositoryRow(
                            row.getString("repository"), row.getString("name"), row.getString("url"), Query.time(row, "as_of"), row.getBoolean("removed")))
                    .stream().collect(Collectors.toMap(RepositoryRow::repository, Function.identity()));
            return Settled.of(known, told, RepositoryRow::join);
        }
    }

    static void write(Scope scope, Collection<Settled<RepositoryRow>> settled) throws SQLException {
        var rows = settled.stream().filter(Settled::different).map(Settled::now).toList();
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, RepositoryRow::repository)
                    .texts(rows, RepositoryRow::name)
                    .texts(rows, RepositoryRow::url)
                    .times(rows, RepositoryRow::asOf)
                    .times(rows, row -> row.removed() ? row.asOf() : null)
                    .execute();
        }
    }
}
