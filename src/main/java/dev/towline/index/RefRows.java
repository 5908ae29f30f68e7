package dev.towline.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Branches and tags in the database: what their movements say, and which have a given commit at their head. */
final class RefRows {

    // Very many branches can stand on one commit. Those beyond this are uploaded with their head when they move next.
    private static final int HEADED = 1_000;

    /** Both kinds are kept alike, each in a table of its own. */
    enum Table {
        BRANCHES(Change.Kind.BRANCH, "branch"), TAGS(Change.Kind.TAG, "tag");

        final Change.Kind kind;
        final String read;
        final String headedBy;
        final String write;

        Table(Change.Kind kind, String name) {
            this.kind = kind;
            this.read = """
                    select repository, name, head, at, removed, url from %s
                    where tenant_id = ? and integration_id = ?
                      and (repository, name) in (select * from unnest(?::text[], ?::text[]))
                    """.formatted(name);
            this.headedBy = """
                    select repository, name from %s
                    where tenant_id = ? and integration_id = ? and not removed
                      and (repository, head) in (select * from unnest(?::text[], ?::text[]))
                    order by repository, name limit %d
                    """.formatted(name, HEADED);
            this.write = """
                    insert into %s as known (tenant_id, integration_id, repository, name, head, at, removed, url, position)
                    select ?, ?, * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[], ?::text[], ?::bigint[])
                    on conflict (tenant_id, integration_id, repository, name) do update
                    set head = excluded.head, at = excluded.at, removed = excluded.removed, url = excluded.url,
                        position = greatest(known.position, excluded.position)
                    """.formatted(name);
        }
    }

    private RefRows() {}

    /** @param moved refs whose movements were recorded just now; {@code touched} are those that the delivery concerns otherwise, among other entities */
    static Map<Entity, Settled<RefRow>> settle(Scope scope, Set<Entity> moved, Collection<Entity> touched) throws SQLException {
        var known = new HashMap<Entity, RefRow>();
        for (var table : Table.values()) {
            var wanted = Entities.both(Entities.ofKind(moved, table.kind), Entities.ofKind(touched, table.kind));
            if (!wanted.isEmpty()) {
                try (var read = scope.query(table.read).texts(wanted, Entity::repository).texts(wanted, Entity::id)) {
                    read.rows(row -> read(table.kind, row)).forEach(row -> known.put(row.entity(), row));
                }
            }
        }
        return Settled.of(known, RefUpdateRows.states(scope, moved), (_, now) -> now);
    }

    /** Branches and tags that have one of these commits at their head. */
    static List<Entity> headedBy(Scope scope, Collection<Entity> commits) throws SQLException {
        var headed = new ArrayList<Entity>();
        for (var table : Table.values()) {
            if (!commits.isEmpty()) {
                try (var query = scope.query(table.headedBy).texts(commits, Entity::repository).texts(commits, Entity::id)) {
                    headed.addAll(query.rows(row -> new Entity(table.kind, row.getString("repository"), row.getString("name"))));
                }
            }
        }
        return headed;
    }

    static void write(Scope scope, Map<Entity, Settled<RefRow>> settled, Map<Entity, Long> positions) throws SQLException {
        for (var table : Table.values()) {
            write(scope, table, Entities.toWrite(where(settled, entity -> entity.kind() == table.kind), positions), positions);
        }
    }

    private static void write(Scope scope, Table table, List<RefRow> rows, Map<Entity, Long> positions) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(table.write)) {
            write.texts(rows, RefRow::repository)
                    .texts(rows, RefRow::name)
                    .texts(rows, RefRow::head)
                    .times(rows, RefRow::at)
                    .flags(rows, RefRow::removed)
                    .texts(rows, RefRow::url)
                    .positions(rows, row -> positions.getOrDefault(row.entity(), 0L))
                    .execute();
        }
    }

    private static <R> Map<Entity, R> where(Map<Entity, R> rows, Predicate<Entity> predicate) {
        var some = new LinkedHashMap<>(rows);
        some.keySet().removeIf(predicate.negate());
        return some;
    }

    private static RefRow read(Change.Kind kind, ResultSet row) throws SQLException {
        return new RefRow(kind, row.getString("repository"), row.getString("name"), row.getString("head"),
                Query.time(row, "at"), row.getBoolean("removed"), row.getString("url"));
    }
}
