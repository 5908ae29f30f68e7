package dev.towline.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes CodeCommit's events out of what carries them: a message of Amazon SNS, messages of an SQS queue as a Lambda function gets
 * and forwards them, or one in the other. What other senders put on the same topic or queue is left out.
 *
 * <p>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html (2026-11).
 */
final class CodeCommitEnvelope {

    private CodeCommitEnvelope() {}

    /** Events of EventBridge, and records of a repository's trigger. A body that is no envelope is itself the event. */
    static List<Json> events(Json body) throws UnreadablePayload {
        if (SnsMessage.in(body).isPresent()) { // first: an event that stands beside the signed fields is nobody's
            return published(body);
        }
        if (body.has("detail-type")) {
            return List.of(body);
        }
        if (!body.has("Records")) {
            return body.has("body") ? queued(body.text("body")) : List.of(body);
        }
        List<Json> events = new ArrayList<>();
        for (Json record : body.list("Records")) {
            if (record.has("codecommit")) {
                events.add(record);
            } else if (record.has("Sns")) {
                events.addAll(published(record.at("Sns")));
            } else if (record.has("body")) {
                events.addAll(queued(record.text("body")));
            }
        }
        return events;
    }

    private static List<Json> published(Json message) throws UnreadablePayload {
        return message.has("Message") ? plain(message.text("Message")) : List.of();
    }

    private static List<Json> queued(String text) throws UnreadablePayload {
        Optional<Json> json = parsed(text);
        return json.isPresent() && SnsMessage.in(json.get()).isPresent() ? published(json.get()) : plain(text);
    }

    private static List<Json> plain(String text) throws UnreadablePayload {
        Optional<Json> json = parsed(text);
        if (json.isEmpty() || json.get().has("detail-type")) {
            return json.stream().toList();
        }
        List<Json> events = new ArrayList<>();
        for (Json record : json.get().list("Records")) {
            if (record.has("codecommit")) {
                events.add(record);
            }
        }
        return events;
    }

    /** Empty when it is no JSON: topics carry words for people, too. */
    private static Optional<Json> parsed(String text) {
        try {
            return Optional.of(Json.parse(text));
        } catch (UnreadablePayload forPeople) {
            return Optional.empty();
        }
    }
}
