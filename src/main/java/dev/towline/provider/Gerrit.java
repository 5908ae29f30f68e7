package dev.towline.provider;

import dev.towline.activity.Activity;
import java.util.List;
import java.util.Optional;

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
}
