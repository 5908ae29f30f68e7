package dev.towline.provider;

import dev.towline.activity.Activity;
import java.util.List;
import java.util.Optional;

/**
 * AWS CodeCommit by way of an EventBridge API destination, which calls us with the password of its connection: how a call
 * proves itself, and which event it is; {@link CodeCommitBody} reads what the bodies say. Nothing but the body names the event.
 *
 * <p>Messages of Amazon SNS are not read: they are signed by a certificate that would have to be fetched, and this room
 * fetches nothing.
 *
 * <p>Events: https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html (2026-11).
 */
final class CodeCommit implements GitServer {

    private static final String SNS = "This is a message of Amazon SNS, which we do not read: send CodeCommit's events by an EventBridge API destination";

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        if (incoming.header("x-amz-sns-message-type").isPresent()) {
            return Optional.of(SNS + ".");
        }
        if (secret.isEmpty()) {
            return Optional.of("This integration has no secret, so no call can be believed: rotate the secret here and set it as "
                    + "the password of the EventBridge connection.");
        }
        Optional<String> authorization = incoming.header("authorization").map(String::strip);
        if (authorization.isEmpty() || !BasicPassword.in(authorization.get())) {
            return Optional.of("The call carries no password: choose the authorization type Basic for the EventBridge connection.");
        }
        return BasicPassword.is(secret, authorization.get())
                ? Optional.empty()
                : Optional.of("The password of the EventBridge connection is not this integration's secret.");
    }

    /** The event's own id, the same when EventBridge tries again. */
    @Override
    public String deliveryId(Incoming incoming) {
        return Fields.id(incoming);
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Json body = Json.parse(incoming.body());
        if (body.has("TopicArn")) {
            throw new UnreadablePayload("$.TopicArn", SNS);
        }
        String type = Fields.told(body, "detail-type");
        Json detail = body.at("detail");
        String event = detail.text("event", "");
        List<Activity> activities = switch (type) {
            case "CodeCommit Repository State Change" -> CodeCommitBody.refChanged(body, event);
            case "CodeCommit Pull Request State Change" -> CodeCommitBody.pullRequestChanged(body, event);
            default -> List.of();
        };
        String name = event.isEmpty() ? type : event;
        return activities.isEmpty()
                ? new Reading(name, detail.text("repositoryName", ""), activities,
                        "Seen, not ours: there is nothing for Jira in CodeCommit's event " + name + ".")
                : new Reading(name, activities.getFirst().repository().name(), activities, "");
    }
}
