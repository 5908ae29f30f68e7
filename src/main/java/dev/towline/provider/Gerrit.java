package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gerrit with its webhooks plugin: which event a call is; {@link GerritBody} reads what the bodies say. Nothing but the body
 * names the event, and nothing numbers the deliveries.
 *
 * <p>Events: https://gerrit-review.googlesource.com/Documentation/cmd-stream-events.html (2026-11). The plugin's headers:
 * https://gerrit.googlesource.com/plugins/webhooks (2026-11).
 */
final class Gerrit implements GitServer {

    /**
     * The plugin signs nothing and sends no password. A call is believed because it knows the secret hook URL, as everything
     * that reaches this room does.
     */
    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        return Optional.empty();
    }

    @Override
    public String deliveryId(Incoming incoming) {
        return "";
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Json body = Json.parse(incoming.body());
        String event = Fields.told(body, "type");
        String site = incoming.header("x-origin-url").map(String::strip).orElse("").replaceFirst("/$", "");
        GerritBody reader = new GerritBody(Links.web(site));
        List<Activity> activities = switch (event) {
            case "ref-updated" -> reader.refsUpdated(body, List.of(body.at("refUpdate")));
            case "batch-ref-updated" -> reader.refsUpdated(body, body.list("refUpdates"));
            case "patchset-created", "change-merged" -> reader.patchSetCreated(body, event);
            case "change-abandoned", "change-restored", "change-deleted", "wip-state-changed", "topic-changed", "reviewer-added" ->
                    reader.changeChanged(body, event);
            case "comment-added" -> reader.voted(body, event, body.at("author"));
            case "vote-deleted" -> reader.voted(body, event, body.at("reviewer"));
            default -> List.of();
        };
        return activities.isEmpty()
                ? new Reading(event, GerritBody.project(body), activities,
                        "Seen, not ours: there is nothing for Jira in Gerrit's event " + event + ".")
                : new Reading(event, activities.getFirst().repository().name(), activities, "");
    }

    // https://gerrit.googlesource.com/plugins/webhooks/+/refs/heads/master/src/main/resources/Documentation/config.md (2026-11): five tries, a
    // second apart, each waiting five seconds, unless maxTries and retryInterval say more.
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.of(Told.COMMITS, Told.BRANCHES, Told.TAGS, Told.PULL_REQUESTS, Told.REVIEWS), List.of(
                Event.asked("ref-updated", "ref-updated", "batch-ref-updated"), Event.asked("patchset-created", "patchset-created"),
                Event.asked("change-merged", "change-merged"), Event.asked("change-abandoned", "change-abandoned"), Event.asked("change-restored", "change-restored"),
                Event.asked("change-deleted", "change-deleted"), Event.asked("comment-added", "comment-added"), Event.asked("vote-deleted", "vote-deleted"),
                Event.asked("reviewer-added", "reviewer-added"), Event.asked("wip-state-changed", "wip-state-changed"), Event.asked("topic-changed", "topic-changed")),
                Cap.of(1, Cut.SILENT).raisedBy("maxTries", "300"),
                new Patience(OptionalInt.of(5), 5, Duration.ofSeconds(30), OptionalInt.empty(), Afterwards.REPAIRED_ONLY));
    }
}
