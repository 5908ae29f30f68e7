package dev.towline.provider;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.util.Set;

/** How runs of builds are named and numbered where a git server does not do it as Jira wants it, and the keys in their texts. */
final class Runs {

    /** Jira takes no longer id of a pipeline (https://developer.atlassian.com/cloud/jira/software/rest/api-group-builds/, 2026-11). */
    private static final int LONGEST_ID = 255;

    /** 48 bits: every language of the web can hold the number, and no two commits of one repository share it. */
    private static final int DIGITS_OF_NUMBER = 12;

    private Runs() {}

    /** The id of a pipeline: the kind keeps apart those that come from different sources and are numbered by each. */
    static String pipeline(String kind, String own) {
        String id = kind + "/" + own;
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    /**
     * The number of a commit status, which has none: a build server sets it once for each commit and then changes it, so the
     * commit stands for the run.
     */
    static long number(String sha) {
        return Long.parseLong(sha.substring(0, Math.min(DIGITS_OF_NUMBER, sha.length())), 16);
    }

    /** The keys in texts that are read for them and not kept. */
    static Set<IssueKey> keys(String... texts) {
        return IssueKeys.in(String.join("\n", texts));
    }
}
