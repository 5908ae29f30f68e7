package dev.towline.web;

import dev.towline.integration.SnsSubscriptions;
import java.util.Optional;

/**
 * An Amazon SNS topic that was subscribed to an integration's hook URL, as the admin page shows it and the API tells it.
 *
 * @param arn   names the topic, and the account and region that an administrator knows it by
 * @param state {@code waiting} for an administrator's answer, {@code confirmed}, {@code ended}, or {@code expired}: nobody answered in time
 */
public record TopicView(String arn, String state, Moment askedAt, Optional<Moment> confirmedAt) {

    static TopicView of(SnsSubscriptions.Topic topic) {
        return new TopicView(topic.arn(), state(topic), new Moment(topic.askedAt()), topic.confirmedAt().map(Moment::new));
    }

    private static String state(SnsSubscriptions.Topic topic) {
        if (topic.isWaiting()) {
            return "waiting";
        }
        if (topic.confirmedAt().isEmpty()) {
            return "expired";
        }
        return topic.endedAt().isPresent() ? "ended" : "confirmed";
    }

    /** {@code arn:aws:sns:<region>:<account>:<name>} */
    public String name() {
        return part(5);
    }

    public String account() {
        return part(4);
    }

    public String region() {
        return part(3);
    }

    private String part(int at) {
        return arn.split(":", 6)[at];
    }
}
