package dev.towline.intake;

import dev.towline.activity.IssueKey;
import java.util.Locale;
import java.util.Set;

/**
 * What became of a delivery.
 *
 * @param event      the git server's name of the event, {@code ""} when it was not read
 * @param repository full name, {@code ""} when the body names none or was not read
 * @param reason     in words for the administrator; {@code ""} when indexed
 * @param entities   commits, branches and pull requests that it told of
 */
record Outcome(Kind kind, String event, String repository, String reason, Set<IssueKey> issueKeys, int entities) {

    enum Kind {
        INDEXED, IGNORED, REFUSED, QUARANTINED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
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
