package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads Jira's answer to a bulk request, entity by entity. A 202 is no success by itself: it names what was accepted, what failed
 * and why, and the keys that no issue has. What it does not mention at all did not arrive, and is kept as failed.
 */
final class Outcomes {

    private static final String UNMENTIONED = "Jira's answer did not mention it";

    /** What the answer says of one kind in one repository, by Jira's ids. Read once a request, not once an entity: it names hundreds of each. */
    private record Said(Set<String> accepted, Map<String, JsonNode> failed) {}

    private record Shelf(String repository, Entity.Kind kind) {}

    private final JsonNode answer;
    private final Set<String> unknown = new TreeSet<>();
    private final Map<Shelf, Said> said = new HashMap<>();

    private Outcomes(JsonNode answer) {
        this.answer = answer;
        answer.path("unknownIssueKeys").forEach(key -> unknown.add(upper(key)));
        answer.path("unknownAssociations").forEach(association -> association.path("values").forEach(key -> unknown.add(upper(key))));
    }

    static List<Outcome> of(List<Item> items, JsonNode answer) {
        var outcomes = new Outcomes(answer);
        return items.stream().map(outcomes::of).toList();
    }

    private Outcome of(Item item) {
        var strangers = item.keys().stream().filter(unknown::contains).toList();
        var remark = strangers.isEmpty() ? "" : "Jira knows no issue " + String.join(", ", strangers);
        if (strangers.size() == item.keys().size()) {
            return Outcome.of(item, Outcome.Kind.UNKNOWN_KEYS, remark);
        }
        var failure = failure(item);
        if (failure.isPresent()) {
            return Outcome.of(item, Outcome.Kind.FAILED, failure.get());
        }
        if (!isAccepted(item)) {
            return Outcome.of(item, Outcome.Kind.FAILED, UNMENTIONED);
        }
        return Outcome.of(item, strangers.isEmpty() ? Outcome.Kind.ACCEPTED : Outcome.Kind.PARTLY_KNOWN, remark);
    }

    private boolean isAccepted(Item item) {
        return switch (item.entity().kind()) {
            case COMMIT, BRANCH, PULL_REQUEST -> isAcceptedEntity(item);
            case BUILD, DEPLOYMENT -> RunAnswer.of(answer, item.entity().kind()).accepts(RunKey.of(item.entity()));
        };
    }

    private Optional<String> failure(Item item) {
        var failure = switch (item.entity().kind()) {
            case COMMIT, BRANCH, PULL_REQUEST -> failureOfEntity(item);
            case BUILD, DEPLOYMENT -> RunAnswer.of(answer, item.entity().kind()).rejection(RunKey.of(item.entity()));
        };
        return failure.map(message -> message.isBlank() ? "Jira refused it without saying why" : message);
    }

    private boolean isAcceptedEntity(Item item) {
        return saidOf(item).accepted().contains(item.jiraId());
    }

    // A repository that failed as a whole takes with it what is not accepted expressly.
    private Optional<String> failureOfEntity(Item item) {
        var failed = saidOf(item).failed().get(item.jiraId());
        if (failed != null) {
            return Optional.of(firstMessage(failed));
        }
        var repository = answer.path("failedDevinfoEntities").path(item.jiraRepository());
        return repository.path("errorMessages").isEmpty() || isAcceptedEntity(item) ? Optional.empty() : Optional.of(firstMessage(repository));
    }

    private Said saidOf(Item item) {
        return said.computeIfAbsent(new Shelf(item.jiraRepository(), item.entity().kind()), shelf -> {
            var accepted = new HashSet<String>();
            answer.path("acceptedDevinfoEntities").path(shelf.repository()).path(shelf.kind().list).forEach(id -> accepted.add(id.asText()));
            var failed = new HashMap<String, JsonNode>();
            answer.path("failedDevinfoEntities").path(shelf.repository()).path(shelf.kind().list)
                    .forEach(entity -> failed.putIfAbsent(entity.path("id").asText(), entity));
            return new Said(accepted, failed);
        });
    }

    private static String firstMessage(JsonNode failed) {
        return failed.path("errorMessages").path(0).path("message").asText();
    }

    private static String upper(JsonNode key) {
        return key.asText().toUpperCase(Locale.ROOT);
    }
}
