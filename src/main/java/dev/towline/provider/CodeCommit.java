package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * AWS CodeCommit, which calls nobody itself: its events come by an EventBridge API destination, by an HTTPS subscription to an
 * Amazon SNS topic, or by a Lambda function that forwards them from a queue. How a call proves itself, and which event it is;
 * {@link CodeCommitEnvelope} unpacks, {@link CodeCommitBody} and {@link CodeCommitTrigger} read what the events say.
 *
 * <p>Events: https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html (2026-11).
 */
final class CodeCommit implements GitServer {

    private static final String RAW = "This is a raw message of Amazon SNS, which nothing proves: turn off raw message delivery "
            + "in the subscription's settings in Amazon SNS.";

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        return refusal(incoming, secret, SnsTrust.NONE);
    }

    /**
     * A password that is the secret proves the call, whatever it carries. SNS sends none: it would wait to be asked with a 401, which
     * the door, knowing no integration's kind, never answers. Its envelope proves itself instead, and what SNS says of a
     * subscription must do so in any case.
     */
    @Override
    public Optional<String> refusal(Incoming incoming, String secret, SnsTrust trust) {
        Optional<String> authorization = incoming.header("authorization").map(String::strip);
        try {
            Optional<SnsMessage> message = sns(incoming);
            if (message.isPresent() && (authorization.isEmpty() || !message.get().type().equals(SnsMessage.NOTIFICATION))) {
                return message.get().refusal(trust);
            }
        } catch (UnreadablePayload unreadable) {
            return Optional.of("The message cannot be checked: " + unreadable.getMessage() + ".");
        }
        if (authorization.isEmpty() && incoming.header("x-amz-sns-rawdelivery").isPresent()) {
            return Optional.of(RAW);
        }
        if (secret.isEmpty()) {
            return Optional.of("This integration has no secret, so no call can be believed: rotate the secret here and set it as "
                    + "the password of the EventBridge connection.");
        }
        if (authorization.isEmpty() || !BasicPassword.in(authorization.get())) {
            return Optional.of("The call carries no password: choose the authorization type Basic for the EventBridge connection, "
                    + "or let what forwards the event send it.");
        }
        return BasicPassword.is(secret, authorization.get())
                ? Optional.empty()
                : Optional.of("The password of the call is not this integration's secret.");
    }

    @Override
    public Optional<Subscription> subscription(Incoming incoming) {
        try {
            Optional<SnsMessage> message = sns(incoming);
            return message.isPresent() ? message.get().subscription() : Optional.empty();
        } catch (UnreadablePayload unreadable) {
            return Optional.empty();
        }
    }

    /** The event's or the message's own id, the same when AWS tries again. A raw message's stands in a header. */
    @Override
    public String deliveryId(Incoming incoming) {
        try {
            Json body = Json.parse(incoming.body());
            for (String id : List.of("MessageId", "messageId", "id")) { // of SNS, SQS, EventBridge
                if (body.has(id)) {
                    return body.text(id).strip();
                }
            }
            return incoming.header("x-amz-sns-message-id").orElse("");
        } catch (UnreadablePayload unreadable) {
            return "";
        }
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Json body = Json.parse(incoming.body());
        Optional<SnsMessage> message = SnsMessage.in(body);
        if (message.isPresent() && message.get().subscription().isPresent()) {
            return aboutTheSubscription(message.get());
        }
        List<Activity> activities = new ArrayList<>();
        String event = "";
        String repository = "";
        for (Json told : CodeCommitEnvelope.events(body)) {
            boolean byTrigger = told.has("codecommit");
            event = event.isEmpty() ? byTrigger ? told.text("eventName", "") : event(told) : event;
            repository = repository.isEmpty() ? told.at("detail").text("repositoryName", "") : repository;
            activities.addAll(byTrigger ? CodeCommitTrigger.changed(told) : changed(told));
        }
        if (activities.isEmpty()) {
            String name = event.isEmpty() ? message.isPresent() ? "Notification" : "message" : event;
            return new Reading(name, repository, activities, "Seen, not ours: there is nothing for Jira in CodeCommit's event " + name + ".");
        }
        return new Reading(event, activities.getFirst().repository().name(), List.copyOf(activities), "");
    }

    private static List<Activity> changed(Json told) throws UnreadablePayload {
        String event = told.at("detail").text("event", "");
        return switch (Fields.told(told, "detail-type")) {
            case "CodeCommit Repository State Change" -> CodeCommitBody.refChanged(told, event);
            case "CodeCommit Pull Request State Change" -> CodeCommitBody.pullRequestChanged(told, event);
            default -> List.of();
        };
    }

    private static String event(Json told) throws UnreadablePayload {
        String type = Fields.told(told, "detail-type");
        String event = told.at("detail").text("event", "");
        return event.isEmpty() ? type : event;
    }

    private static Reading aboutTheSubscription(SnsMessage message) throws UnreadablePayload {
        return new Reading(message.type(), "", List.of(), message.type().equals(SnsMessage.SUBSCRIBE)
                ? "Amazon SNS asks whether topic " + message.topic() + " may send to this hook URL: confirm it on Towline's page in Jira."
                : "Amazon SNS says that the subscription to topic " + message.topic() + " has ended: nothing more comes from it.");
    }

    private static Optional<SnsMessage> sns(Incoming incoming) throws UnreadablePayload {
        Json body;
        try {
            body = Json.parse(incoming.body());
        } catch (UnreadablePayload noJson) {
            return Optional.empty(); // told when it is read
        }
        return SnsMessage.in(body);
    }

    // https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-codecommit.html; EventBridge tries for a day, 185 times at most:
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html; an API destination waits 5 seconds:
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html (2026-11).
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.of(Told.BRANCHES, Told.TAGS, Told.PULL_REQUESTS, Told.REVIEWS), List.of(
                Event.asked("CodeCommit Repository State Change", "referenceCreated", "referenceUpdated", "referenceDeleted", "ReferenceChanges"),
                Event.asked("CodeCommit Pull Request State Change", "pullRequest*")),
                Cap.of(0, Cut.SILENT).within(256),
                new Patience(OptionalInt.of(5), 185, Duration.ofDays(1), OptionalInt.empty(), Afterwards.REPAIRED_ONLY));
    }
}
