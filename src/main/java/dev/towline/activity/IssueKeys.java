package dev.towline.activity;

import java.util.Set;

/** Finds issue keys in text that people wrote: commit messages, branch names, titles. */
public final class IssueKeys {

    private IssueKeys() {}

    /** The keys in {@code text}, upper-cased, once each, in order of appearance. */
    public static Set<IssueKey> in(String text) {
        throw new UnsupportedOperationException("provider worker");
    }
}
