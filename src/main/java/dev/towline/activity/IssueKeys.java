package dev.towline.activity;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds issue keys in text that people wrote: commit messages, branch names, titles.
 *
 * <p>A key is a project key (an ASCII letter, then letters, digits or underscores), a hyphen, and a number without leading
 * zeros. An ASCII letter or digit right before or after spoils it; anything else, letters of other scripts too, is a border.
 * An underscore belongs to the project key wherever it can: {@code X_ABC-1} names project X_ABC and is never ABC-1, while
 * {@code _ABC-1} and {@code ABC-1_2} are ABC-1, because no project key starts with an underscore and no number holds one.
 *
 * <p>One pass without a pattern engine: whoever may push could otherwise choose text that takes for ever.
 */
public final class IssueKeys {

    /** Jira takes at most this many keys for one commit, branch or pull request. */
    private static final int MOST_KEYS = 500;

    /** Jira's pattern for project keys in development information: one letter and 1 to 255 more characters. */
    private static final int SHORTEST_PROJECT = 2;
    private static final int LONGEST_PROJECT = 256;

    /** Jira's pattern allows 255 digits; 18 always fit a long, and no site has come near a number of that size. */
    private static final int LONGEST_NUMBER = 18;

    private IssueKeys() {}

    /** The keys in {@code text}, upper-cased, once each, in order of appearance; the first 500. */
    public static Set<IssueKey> in(String text) {
        Set<IssueKey> keys = new LinkedHashSet<>();
        int project = -1; // where the project key that we may be reading starts
        for (int i = 0; i < text.length() && keys.size() < MOST_KEYS; i++) {
            char c = text.charAt(i);
            if (c == '-' && project >= 0 && fits(i - project)) {
                int end = endOfNumber(text, i + 1);
                if (end > 0) {
                    keys.add(new IssueKey(text.substring(project, end).toUpperCase(Locale.ROOT)));
                }
            }
            if (!letter(c) && !digit(c) && c != '_') {
                project = -1;
            } else if (project < 0 && letter(c) && (i == 0 || !letter(text.charAt(i - 1)) && !digit(text.charAt(i - 1)))) {
                project = i;
            }
        }
        return Collections.unmodifiableSet(keys);
    }

    private static boolean fits(int length) {
        return length >= SHORTEST_PROJECT && length <= LONGEST_PROJECT;
    }

    /** Where the number that starts at {@code from} ends; -1 when no issue number stands there. */
    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        boolean number = end > from && end - from <= LONGEST_NUMBER && text.charAt(from) != '0';
        return number && (end == text.length() || !letter(text.charAt(end))) ? end : -1;
    }

    /** ASCII only: {@code Character.isLetter} would take the long s, which upper-cases into another key. */
    private static boolean letter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
