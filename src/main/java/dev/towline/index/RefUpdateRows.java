package dev.towline.index;

import dev.towline.activity.Ref;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Movements of refs in the database, and the state of a branch or tag that they add up to. */
final class RefUpdateRows {

    private static final String RECORD = """
            insert into ref_update as known (
                tenant_id, integration_id, repository, ref, before, after, at, forced, url, total, listed, at_cap, reach, commits)
            select ?, ?, repository, ref, before, after, at, forced, url, total, listed, at_cap, reach, string_to_array(commits, ' ')
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                ?::boolean[], ?::text[], ?::integer[], ?::integer[], ?::boolean[], ?::text[], ?::text[])
                as told (repository, ref, before, after, at, forced, url, total, listed, at_cap, reach, commits)
            on conflict (tenant_id, integration_id, repository, ref, at, before, after) do update
            set forced = known.forced or excluded.forced, url = greatest(known.url collate "C", excluded.url),
                total = greatest(known.total, excluded.total),
                (listed, at_cap, reach, commits) = (select listed, at_cap, reach, commits
                    from (values (known.listed, known.at_cap, known.reach, known.commits), (excluded.listed, excluded.at_cap, excluded.reach, excluded.commits))
                        as listing (listed, at_cap, reach, commits)
                    order by listed desc, at_cap, reach collate "C" desc, array_to_string(commits, ' ') collate "C" desc limit 1)
            where (known.forced, known.url, known.total) is distinct from
                    (known.forced or excluded.forced, greatest(known.url collate "C", excluded.url), greatest(known.total, excluded.total))
                or (excluded.listed, not excluded.at_cap, excluded.reach collate "C", array_to_string(excluded.commits, ' ') collate "C")
                    > (known.listed, not known.at_cap, known.reach, array_to_string(known.commits, ' '))
            """;

    // A second with more movements of one ref is no work of people. The cut is by content, so that it falls the same way in any order.
    private static final int PER_SECOND = 1_000;

    // Of all movements only those of the newest time matter, and of the newest time without a SHA (see RefState).
    // Both are found from the end of the primary key's index.
    static final String DECIDING = """
            select wanted.repository, wanted.ref, moved.before, moved.after, moved.at, moved.url
            from (select ?::uuid as tenant_id, ?::uuid as integration_id, * from unnest(?::text[], ?::text[])) as wanted (tenant_id, integration_id, repository, ref)
            cross join (values (true), (false)) as side (told)
            cross join lateral (
                select of.before, of.after, of.at, of.url from ref_update of
                where (of.tenant_id, of.integration_id, of.repository, of.ref) = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.ref)
                  and (of.after <> '') = side.told
                  and of.at = (
                    select newest.at from ref_update newest
                    where (newest.tenant_id, newest.integration_id, newest.repository, newest.ref) = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.ref)
                      and (newest.after <> '') = side.told
                    order by newest.at desc limit 1)
                order by of.before, of.after limit %d
            ) as moved
            """.formatted(PER_SECOND);

    private RefUpdateRows() {}

    /** @return how many were new or fuller than before */
    static int record(Scope scope, Collection<RefUpdateRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (var record = scope.query(RECORD)) {
            return record.texts(rows, RefUpdateRow::repository)
                    .texts(rows, RefUpdateRow::ref)
                    .texts(rows, RefUpdateRow::before)
                    .texts(rows, RefUpdateRow::after)
                    .times(rows, RefUpdateRow::at)
                    .flags(rows, RefUpdateRow::forced)
                    .texts(rows, RefUpdateRow::url)
                    .numbers(rows, RefUpdateRow::total)
                    .numbers(rows, row -> row.listing().count())
                    .flags(rows, row -> row.listing().atCap())
                    .texts(rows, row -> row.listing().reach())
                    .texts(rows, row -> row.listing().joined())
                    .execute();
        }
    }

    /** Where these branches and tags stand now, in the given order. */
    static Map<Entity, RefRow> states(Scope scope, Set<Entity> refs) throws SQLException {
        if (refs.isEmpty()) {
            return Map.of();
        }
        var movements = new LinkedHashMap<Entity, List<RefState.Movement>>();
        refs.forEach(ref -> movements.put(ref, new ArrayList<>()));
        try (var deciding = scope.query(DECIDING).texts(refs, Entity::repository).texts(refs, ref -> ref.ref().full())) {
            deciding.rows(row -> movements
                    .get(Entity.of(row.getString("repository"), Ref.of(row.getString("ref"))).orElseThrow())
                    .add(new RefState.Movement(row.getString("before"), row.getString("after"), Query.time(row, "at"), row.getString("url"))));
        }
        var states = new LinkedHashMap<Entity, RefRow>();
        movements.forEach((ref, moved) -> states.put(ref, RefRow.of(ref, RefState.of(moved))));
        return states;
    }
}
