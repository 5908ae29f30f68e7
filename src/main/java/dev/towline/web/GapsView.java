package dev.towline.web;

import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.index.Gaps;
import java.util.List;

/**
 * What is missing of an integration's history, as the admin page shows it.
 *
 * @param id       of the integration
 * @param gaps     what can be repaired, at most {@link #SHOWN}
 * @param rewrites what was rewritten: nothing to repair, good to know
 * @param open     how many gaps there are in all
 * @param recounts repairs under way
 * @param script   the address of the script that repairs
 */
public record GapsView(String id, List<Row> gaps, List<Row> rewrites, int open, List<Gaps.Recount> recounts, String script) {

    /** The script repairs all of them; a person reads no more. */
    static final int SHOWN = 20;
    static final int REWRITES_SHOWN = 5;

    private static final int SHORT_SHA = 7;

    /**
     * @param branch  or the full name of another ref
     * @param from    {@code ""} for the beginning of history
     * @param missing 0 when the number is not known
     */
    public record Row(String id, String repository, String branch, String kind, String from, String to, int missing, int pushes, Moment since) {

        static Row of(Gaps.Gap gap) {
            return new Row(
                    String.join("/", gap.repository(), gap.ref(), gap.kind().code(), gap.to()), gap.repositoryName(), Ref.of(gap.ref()).name(), gap.kind().code(),
                    gap.from().equals(RefUpdate.ABSENT) ? "" : shortened(gap.from()), shortened(gap.to()), gap.missing().orElse(0), gap.pushes(), new Moment(gap.since()));
        }
    }

    static GapsView of(String id, List<Gaps.Gap> gaps, List<Gaps.Recount> recounts, String script) {
        var open = gaps.stream().filter(Gaps.Gap::isOpen).toList();
        return new GapsView(
                id, open.stream().limit(SHOWN).map(Row::of).toList(),
                gaps.stream().filter(gap -> !gap.isOpen()).limit(REWRITES_SHOWN).map(Row::of).toList(),
                open.size(), recounts, script);
    }

    public int more() {
        return open - gaps.size();
    }

    /** Names the field with the command on the page. */
    public String field() {
        return "repair/" + id;
    }

    /** Where the hook URL, the secret and the folder are to be put in by the person: we keep neither URL nor secret in a readable form. */
    public String command() {
        return "curl -fsSO " + script + " && TOWLINE_URL='HOOK URL' TOWLINE_SECRET='SIGNING SECRET' sh towline-backfill --gaps --all /srv/git";
    }

    private static String shortened(String sha) {
        return sha.substring(0, Math.min(SHORT_SHA, sha.length()));
    }
}
