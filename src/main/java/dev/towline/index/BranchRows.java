package dev.towline.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Branches in the database: what their movements say, and which have a given commit at their head. */
final class BranchRows {

    private static final String READ = """
            select repository, name, head, at, removed, url from branch
            where tenant_id = ? and integration_id = ?
              and (repository, name) in (select * from unnest(?::text[], ?::text[]))
            """;

    // Very many branches can stand on one commit. Those beyond this are uploaded with their head when they move next.
    private static final int HEADED = 1_000;

    static final String HEADED_BY = """
            select repository, name from branch
            where tenant_id = ? and integration_id = ? and not removed
              and (repository, head) in (select * from unnest(?::text[], ?::text[]))
            order by repository, name limit\s""" + HEADED;

    private static final String WRITE = """
            insert into branch as known (tenant_id, integration_id, repository, name, head, at, removed, url, position)
            select ?, ?, * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[], ?::text[], ?::bigint[])
            on conflict (tenant_id, integration_id, repository, name) do update
            set head = excluded.head, at = excluded.at, removed = excluded.removed, url = excluded.url,
                position = greatest(known.position, excluded.position)
            """;

    private BranchRows() {}

    /** @param moved branches whose movements were recorded just now; {@code touched} are those that the delivery concerns otherwise */
    static Map<Entity, Settled<BranchRow>> settle(Scope scope, Set<Entity> moved, Collection<Entity> touched) throws SQLException {
        var wanted = Entities.both(moved, touched);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var known = new HashMap<Entity, BranchRow>();
        try (var read = scope.query(READ).texts(wanted, Entity::repository).texts(wanted, Entity::id)) {
            read.rows(BranchRows::read).forEach(row -> known.put(row.entity(), row));
        }
        return Settled.of(known, RefUpdateRows.states(scope, moved), (_, now) -> now);
    }

    /** Branches that have one of these commits at their head. */
    static Collection<Entity> headedBy(Scope scope, Collection<Entity> commits) throws SQLException {
        if (commits.isEmpty()) {
            return Set.of();
        }
        try (var headed = scope.query(HEADED_BY).texts(commits, Entity::repository).texts(commits, Entity::id)) {
            return headed.rows(row -> new Entity(Change.Kind.BRANCH, row.getString("repository"), row.getString("name")));
        }
    }

    static void write(Scope scope, Map<Entity, Settled<BranchRow>> settled, Map<Entity, Long> positions) throws SQLException {
        var rows = Entities.toWrite(settled, positions);
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, BranchRow::repository)
                    .texts(rows, BranchRow::name)
                    .texts(rows, BranchRow::head)
                    .times(rows, BranchRow::at)
                    .flags(rows, BranchRow::removed)
                    .texts(rows, BranchRow::url)
                    .positions(rows, row -> positions.getOrDefault(row.entity(), 0L))
                    .execute();
        }
    }

    private static BranchRow read(ResultSet row) throws SQLException {
        return new BranchRow(row.getString("repository"), row.getString("name"), row.getString("head"),
                Query.time(row, "at"), row.getBoolean("removed"), row.getString("url"));
    }
}
