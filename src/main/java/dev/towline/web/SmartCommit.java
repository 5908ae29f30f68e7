package dev.towline.web;

import dev.towline.activity.IssueKeys;
import java.util.regex.Pattern;

/**
 * What looks like a smart commit: an issue key and behind it, in the same line, a command such as {@code #comment}, {@code #time} or the
 * name of a transition. Jira runs them, not we; the panel says why one may have done nothing.
 * https://support.atlassian.com/jira-software-cloud/docs/process-issues-with-smart-commits/ (2026-08)
 */
final class SmartCommit {

    // A number behind the sign is a pull request's.
    private static final Pattern COMMAND = Pattern.compile("(?<=\\s)#[A-Za-z][\\w-]*");

    private SmartCommit() {}

    static boolean in(String message) {
        return message.lines().anyMatch(SmartCommit::isOne);
    }

    private static boolean isOne(String line) {
        var command = COMMAND.matcher(line);
        return command.find() && !IssueKeys.in(line.substring(0, command.start())).isEmpty();
    }
}
