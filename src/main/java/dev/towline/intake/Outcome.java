package dev.towline.intake;

import dev.towline.activity.IssueKey;
import dev.towline.index.HeldKey;
import dev.towline.index.Index;
import dev.towline.provider.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a delivery.
 *
 * @param event      the git server's name of the event, {@code ""} when it was not read
 * @param repository full name, {@code ""} when the body names none or was not read
 * @param reason     in words for the administrator; {@code ""} when indexed and all keys linked
 * @param issueKeys  those that linked
 * @param entities   commits, branches and pull requests that it told of
 */
record Outcome(Kind kind, String event, String repository, String reason, Set<IssueKey> issueKeys, int entities) {

    // As many as help to see what is the matter.
    private static final int NAMED = 10;

    // No event and no repository has a longer name; a body may say otherwise, and its sender need not even know a secret.
    private static final int NAME_LIMIT = 256;
    private static final int REASON_LIMIT = 2_000;

    Outcome {
        event = brief(event);
        repository = brief(repository);
        reason = brief(reason, REASON_LIMIT);
    }

    /** What a sender calls something, in a form that fits into a row and a line. */
    static String brief(String told) {
        return brief(told, NAME_LIMIT);
    }

    private static String brief(String told, int limit) {
        var end = told.length() <= limit ? told.length() : Character.isHighSurrogate(told.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return told.substring(0, end).replaceAll("\\p{Cntrl}", " ") + (end < told.length() ? "…" : "");
    }

    enum Kind {
        INDEXED, IGNORED, REFUSED, QUARANTINED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The reason is empty unless something is missing: an administrator who misses it finds it there.
     *
     * @param leftOut what the rules kept out, in words
     */
    static Outcome indexed(Reading reading, Index.Applied applied, String leftOut) {
        var reason = (notLinked(applied.held()) + " " + leftOut).strip();
        return new Outcome(Kind.INDEXED, reading.event(), reading.repository(), reason, applied.issueKeys(), applied.entities());
    }

    private static String notLinked(Map<IssueKey, HeldKey> held) {
        return Stream.of(HeldKey.values())
                .map(reason -> notLinked(held.keySet().stream().filter(key -> held.get(key) == reason).toList(), reason))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String notLinked(List<IssueKey> keys, HeldKey reason) {
        if (keys.isEmpty()) {
            return "";
        }
        var named = keys.stream().limit(NAMED).map(IssueKey::value).collect(Collectors.joining(", "));
        var more = keys.size() > NAMED ? " and " + (keys.size() - NAMED) + " more" : "";
        return "Not linked: " + named + more + ". " + switch (reason) {
            case UNKNOWN_PROJECT -> "Jira shows Towline no such project.";
            case NOT_ALLOWED -> "The integration is limited to other projects.";
        };
    }

    static Outcome refused(String reason) {
        return new Outcome(Kind.REFUSED, "", "", reason, Set.of(), 0);
    }

    static Outcome ignored(String event, String repository, String reason) {
        return new Outcome(Kind.IGNORED, event, repository, reason, Set.of(), 0);
    }

    static Outcome quarantined(String reason) {
        return new Outcome(Kind.QUARANTINED, "", "", reason, Set.of(), 0);
    }
}
