package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong about one entity in Jira. The comparison need not be exact in doubt: whatever it finds goes through the log, and the upload decides
 * from the index what to tell. Told once too often does no harm; what belongs to the index is never taken out.
 *
 * @param leftOver whether Jira has it and should not; otherwise it lacks it, or has it otherwise
 */
record Difference(Expected expected, boolean leftOver) {

    /** What was told since then Jira may not show yet: it works off what it accepts some seconds later. */
    static final Duration SETTLED = Duration.ofMinutes(1);

    /** What of an entity is compared: what a person reads of it. Addresses, times and avatars Jira may write in its own way. */
    private static List<String> fields(Entity.Kind kind) {
        return switch (kind) {
            case COMMIT -> List.of("/message", "/displayId");
            case BRANCH -> List.of("/name", "/lastCommit/id");
            case PULL_REQUEST -> List.of("/title", "/status", "/sourceBranch", "/destinationBranch");
            case BUILD -> List.of("/displayName", "/state");
            case DEPLOYMENT -> List.of("/displayName", "/state", "/environment/type");
        };
    }

    static Optional<Difference> of(Expected expected, Held held, Instant now) {
        var shown = held.shown().get(expected.entity());
        var told = expected.told();
        if (expected.ahead() || told.filter(last -> last.at().isAfter(now.minus(SETTLED))).isPresent()) {
            return Optional.empty();
        }
        if (expected.item().isEmpty()) {
            return shown == null ? Optional.empty() : Optional.of(new Difference(expected, true));
        }
        // What Jira refused is asked about every day anyway.
        if (told.filter(last -> last.outcome() == Outcome.Kind.FAILED || last.outcome() == Outcome.Kind.UNKNOWN_KEYS).isPresent()) {
            return Optional.empty();
        }
        var position = told.map(Expected.Told::position).orElse(Long.MAX_VALUE);
        var wrong = shown == null ? position >= held.complete() : told.isEmpty() || !same(expected.item().get(), told.get(), shown);
        return wrong ? Optional.of(new Difference(expected, false)) : Optional.empty();
    }

    // What Jira does not show of it, is not compared.
    private static boolean same(Item item, Expected.Told told, JsonNode shown) {
        return told.position() >= item.sequence()
                && Held.sequence(shown).filter(sequence -> sequence < told.position()).isEmpty()
                && fields(item.entity().kind()).stream().allMatch(field -> same(item.body().at(field), shown.at(field)))
                && (told.outcome() == Outcome.Kind.PARTLY_KNOWN || sameKeys(item, shown.path("issueKeys")));
    }

    private static boolean same(JsonNode ours, JsonNode theirs) {
        return theirs.isMissingNode() || theirs.isNull() || ours.asText().strip().equals(theirs.asText().strip());
    }

    private static boolean sameKeys(Item item, JsonNode keys) {
        return !keys.isArray() || keys.valueStream().map(JsonNode::asText).collect(java.util.stream.Collectors.toSet()).equals(new HashSet<>(item.keys()));
    }
}
