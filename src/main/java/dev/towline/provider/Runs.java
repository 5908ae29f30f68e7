package dev.towline.provider;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.time.Instant;
import java.util.Set;

/** How runs of builds are named and numbered where a git server does not do it as Jira wants it, and the keys in their texts. */
final class Runs {

    /** Jira takes no longer id of a pipeline (https://developer.atlassian.com/cloud/jira/software/rest/api-group-builds/, 2026-11). */
    private static final int LONGEST_ID = 255;

    /** Seconds until the year 2106, above the bits of the SHA: together 53, which every language of the web holds exactly. */
    private static final long LATEST = (1L << 32) - 1;

    /** Two commits of one second, both built, have the same number once in two million. */
    private static final int BITS_OF_SHA = 21;

    private static final int DIGITS_OF_SHA = 12;
    private static final int BITS_OF_DIGIT = 4;
    private static final String PADDING = "0".repeat(DIGITS_OF_SHA);

    private Runs() {}

    /** The id of a pipeline: the kind keeps apart those that come from different sources and are numbered by each. */
    static String pipeline(String kind, String own) {
        String id = kind + "/" + own;
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    /**
     * The number of a commit status, which has none: a build server sets it once for each commit and then changes it, so the commit stands
     * for the run, and its date, which is a part of what its SHA is made of, for the order. So all deliveries give the same, whichever comes first;
     * and of two commits the later one has the higher number, which Jira takes for the later build.
     *
     * @param date of the commit; {@link dev.towline.activity.Activity#TIME_NOT_TOLD} puts it before all others
     */
    static long number(String sha, Instant date) {
        long seconds = Math.clamp(date.getEpochSecond(), 0, LATEST);
        return seconds << BITS_OF_SHA | Long.parseLong((sha + PADDING).substring(0, DIGITS_OF_SHA), 16) >> DIGITS_OF_SHA * BITS_OF_DIGIT - BITS_OF_SHA;
    }

    /** The keys in texts that are read for them and not kept. */
    static Set<IssueKey> keys(String... texts) {
        return IssueKeys.in(String.join("\n", texts));
    }
}
