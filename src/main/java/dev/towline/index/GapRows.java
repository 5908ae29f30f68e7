package dev.towline.index;

import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/**
 * What the movements of branches say is missing, kept up as movements are told. Every row is a function of the set of movements
 * on its ref, so deliveries may come in any order and more than once: a hole is a place that some movement left and none
 * entered; a push is truncated, or rewrites history, by the fullest of its tellings. Whether a row stands is for {@link Gaps}.
 *
 * <p>Only branches: a tag's history is that of the branch it was put on, and other refs are a git server's own.
 */
final class GapRows {

    static final String RECORD = """
            with told as (
                select ?::uuid as tenant_id, ?::uuid as integration_id, * from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as it (repository, ref, before, after)
            ), pushed as (
                select tenant_id, integration_id, repository, ref, before, after, min(of.at) as at, bool_or(of.forced) as forced,
                    max(of.total) - max(of.listed) as uncounted,
                    (array_agg(of.at_cap order by of.listed desc, of.at_cap))[1] as at_cap,
                    (array_agg(of.reach order by of.listed desc, of.at_cap, of.reach collate "C" desc))[1] as reach
                from told join ref_update of using (tenant_id, integration_id, repository, ref, before, after)
                group by tenant_id, integration_id, repository, ref, before, after
            ), found as (
                select tenant_id, integration_id, repository, ref, 'missing' as kind, '' as before, before as after, min(at) as at, null::integer as count, '' as reach
                from pushed
                where before not in ('', '{absent}') and not exists (
                    select 1 from ref_update entering
                    where (entering.tenant_id, entering.integration_id, entering.repository, entering.ref, entering.after)
                        = (pushed.tenant_id, pushed.integration_id, pushed.repository, pushed.ref, pushed.before))
                group by tenant_id, integration_id, repository, ref, before
                union all
                select tenant_id, integration_id, repository, ref, 'truncated', before, after, at, uncounted, reach
                from pushed where after not in ('', '{absent}') and coalesce(uncounted > 0, at_cap)
                union all
                select tenant_id, integration_id, repository, ref, 'rewrite', before, after, at, null, ''
                from pushed where forced and before not in ('', '{absent}') and after not in ('', '{absent}')
            ), closed as (
                delete from gap using pushed
                where (gap.tenant_id, gap.integration_id, gap.repository, gap.ref, gap.after)
                        = (pushed.tenant_id, pushed.integration_id, pushed.repository, pushed.ref, pushed.after)
                  and (gap.kind = 'missing'
                    or gap.kind = 'truncated' and gap.before = pushed.before and not coalesce(pushed.uncounted > 0, pushed.at_cap))
            )
            insert into gap as known (tenant_id, integration_id, repository, ref, kind, before, after, at, count, reach, noted_at)
            select found.*, ? from found
            on conflict (tenant_id, integration_id, repository, ref, kind, before, after) do update
            set at = least(known.at, excluded.at), count = excluded.count, reach = excluded.reach
            where (known.at, known.count, known.reach) is distinct from (least(known.at, excluded.at), excluded.count, excluded.reach)
            """.replace("{absent}", RefUpdate.ABSENT);

    private record Push(String repository, String ref, String before, String after) {}

    private GapRows() {}

    /** @param moved movements that were recorded just now */
    static void record(Scope scope, Collection<RefUpdateRow.Key> moved, Instant now) throws SQLException {
        var pushes = moved.stream()
                .filter(movement -> Ref.of(movement.ref()).kind() == Ref.Kind.BRANCH)
                .map(movement -> new Push(movement.repository(), movement.ref(), movement.before(), movement.after()))
                .distinct().toList();
        if (pushes.isEmpty()) {
            return;
        }
        try (var record = scope.query(RECORD)) {
            record.texts(pushes, Push::repository).texts(pushes, Push::ref).texts(pushes, Push::before).texts(pushes, Push::after).value(now).execute();
        }
    }
}
