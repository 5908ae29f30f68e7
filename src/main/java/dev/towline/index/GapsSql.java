package dev.towline.index;

import dev.towline.activity.RefUpdate;

/**
 * The statement behind {@link Gaps}: which rows of {@code gap} stand, from where to where, and what is the same work to repair.
 *
 * <p>A hole is none when the ref's story begins there: the place from which the earliest movement came, or, where earlier ones
 * were told later, the place from which those came. It is none either when a push on another ref told of that commit before:
 * what that push did not tell is a gap of that ref. That is how a merge in Gogs looks, whose "before" is where the merged
 * branch forked, and a branch that was merged by fast-forward.
 *
 * <p>A truncated push has nothing to add when it created a branch and its list reached what was told before (Gitea and Gogs fill
 * the list with known commits), or when it listed nothing and its tip was told before (a server that never lists commits there).
 *
 * <p>A stretch from F to T that was recounted whole has every commit that T reaches and F does not. It closes a gap that ends
 * at T, or at a commit of the stretch, if F is the beginning of all history, the gap's own beginning, or a place where the ref
 * stood before: what F reaches was told, or is a gap of its own. A long push that creates a branch is told in parts, too, and
 * from zeros, but has only what was new: it closes nothing but its own cut list. A stretch that merely contains both ends proves
 * nothing: side branches that were merged may lie outside of it. Where a stretch that could close a gap has not the gap's end,
 * although T is a later place of the ref, the branch was rewritten in between: what left it cannot be repaired, and is shown so.
 */
final class GapsSql {

    // Pushes that were told in reverse, one after the other. More in a row would be a history that is told backwards.
    private static final int STEPS_BACK = 100;

    static final String OPEN = """
            with recursive whose as (
                select ?::uuid as tenant_id, ?::uuid as integration_id
            ), whole as materialized (
                select stretch.*, not exists (
                    select 1 from ref_update of
                    where (of.tenant_id, of.integration_id, of.repository, of.ref, of.after)
                        = (stretch.tenant_id, stretch.integration_id, stretch.repository, stretch.ref, stretch.to_sha) and of.before = '{absent}') as has_all
                from (
                    select tenant_id, integration_id, repository, from_sha, to_sha, parts, min(ref) as ref
                    from whose join recount_part using (tenant_id, integration_id)
                    group by tenant_id, integration_id, repository, from_sha, to_sha, parts having count(*) = parts) as stretch
            ), back as (
                select repository, ref, first.before as place, 0 as steps
                from (select distinct tenant_id, integration_id, repository, ref from whose join gap using (tenant_id, integration_id) where kind <> 'rewrite') as it
                cross join lateral (
                    select before from ref_update of
                    where (of.tenant_id, of.integration_id, of.repository, of.ref) = (it.tenant_id, it.integration_id, it.repository, it.ref) and before <> ''
                    order by at, before, after limit 1) as first
                union all
                select back.repository, back.ref, entering.before, steps + 1
                from back cross join whose cross join lateral (
                    select before from ref_update of
                    where (of.tenant_id, of.integration_id, of.repository, of.ref, of.after)
                        = (whose.tenant_id, whose.integration_id, back.repository, back.ref, back.place) and before <> ''
                    order by at, before limit 1) as entering
                where place <> '{absent}' and steps < {steps}
            ), start as materialized (
                select distinct on (repository, ref) repository, ref, place from back order by repository, ref, steps desc
            ), placed as (
                select gap.*, home.name, start.place as start,
                    case when gap.before = '' then coalesce(previous.after, start.place, '{absent}') else gap.before end as from_sha,
                    case when kind = 'missing' and leaving.rewritten then leaving.onto else gap.after end as to_sha
                from whose join gap using (tenant_id, integration_id)
                join repository home using (tenant_id, integration_id, repository)
                left join start using (repository, ref)
                left join lateral (
                    select of.after from ref_update of
                    where (of.tenant_id, of.integration_id, of.repository, of.ref) = (gap.tenant_id, gap.integration_id, gap.repository, gap.ref)
                      and of.at < gap.at and of.after <> '' and gap.before = ''
                    order by of.at desc, of.before desc, of.after desc limit 1) as previous on true
                left join lateral (
                    select bool_and(of.forced) as rewritten, min(of.after) as onto from ref_update of
                    where (of.tenant_id, of.integration_id, of.repository, of.ref, of.at, of.before)
                        = (gap.tenant_id, gap.integration_id, gap.repository, gap.ref, gap.at, gap.after) and kind = 'missing') as leaving on true
                where home.removed_at is null and case kind
                    when 'missing' then noted_at <= ? and gap.after is distinct from start.place and not {told gap.after <=}
                    when 'truncated' then not (gap.before = '{absent}' and gap.reach <> '' and {told gap.reach <})
                        and not (gap.reach = '' and gap.count is null and {told gap.after <=})
                    else true end
            ), standing as (
                select repository, name, ref, case when repair.rewritten then 'rewrite' else kind end as kind, from_sha, to_sha, at,
                    case when repair.rewritten then null else count end as count
                from placed cross join lateral (
                    select coalesce(bool_or(has_end), false) as closed, coalesce(bool_or(later), false) as rewritten
                    from whole cross join lateral (
                        select whole.to_sha = placed.to_sha or exists (
                            select 1 from recount_part part
                            where (part.tenant_id, part.integration_id, part.repository, part.from_sha, part.to_sha, part.parts)
                                = (placed.tenant_id, placed.integration_id, placed.repository, whole.from_sha, whole.to_sha, whole.parts)
                              and part.commits @> array[placed.to_sha]) as has_end) as stretch
                    cross join lateral (
                        select exists (
                            select 1 from ref_update of
                            where (of.tenant_id, of.integration_id, of.repository, of.ref, of.after)
                                = (placed.tenant_id, placed.integration_id, placed.repository, placed.ref, whole.to_sha) and of.at > placed.at) as later) as place
                    where kind <> 'rewrite' and whole.repository = placed.repository
                      and case
                        when whole.from_sha = '{absent}' then whole.has_all or (placed.from_sha, placed.to_sha) = (whole.from_sha, whole.to_sha)
                        else whole.from_sha in (placed.from_sha, placed.start) or exists (
                            select 1 from ref_update of
                            where (of.tenant_id, of.integration_id, of.repository, of.ref, of.after)
                                = (placed.tenant_id, placed.integration_id, placed.repository, placed.ref, whole.from_sha) and of.at < placed.at)
                        end) as repair
                where not repair.closed
            )
            select repository, name, ref, kind,
                (array_agg(from_sha order by at, from_sha))[1] as from_sha, (array_agg(to_sha order by at desc, to_sha))[1] as to_sha,
                max(count) as missing, count(*) as pushes, min(at) as since
            from standing
            group by repository, name, ref, kind, case when kind = 'missing' or count is not null then from_sha || to_sha end
            order by kind = 'rewrite', since desc, name, ref, to_sha limit ?
            """
            .replace("{told gap.after <=}", told("gap.after", "<="))
            .replace("{told gap.reach <}", told("gap.reach", "<"))
            .replace("{steps}", Integer.toString(STEPS_BACK))
            .replace("{absent}", RefUpdate.ABSENT);

    static final String RECOUNTS = """
            select name, ref, count(*) as received, parts, max(received_at) as latest
            from recount_part join repository home using (tenant_id, integration_id, repository)
            where tenant_id = ? and integration_id = ?
            group by repository, name, ref, from_sha, to_sha, parts
            having count(*) < parts and max(received_at) > ?
            order by latest desc limit ?
            """;

    private GapsSql() {}

    private static String told(String sha, String when) {
        return """
                exists (select 1 from git_commit known
                    where (known.tenant_id, known.integration_id, known.repository, known.sha) = (gap.tenant_id, gap.integration_id, gap.repository, %s)
                      and known.told_at %s gap.at)""".formatted(sha, when);
    }
}
