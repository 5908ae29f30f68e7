package dev.towline.provider;

import java.net.URI;

/** What a sender says of its own subscription to the hook URL, instead of an event. Only Amazon SNS does. */
public sealed interface Subscription {

    /** The topic's ARN. */
    String topic();

    /**
     * Somebody subscribed the hook URL to this topic, and SNS asks whether that is wanted.
     *
     * @param token SNS's word for this question. AWS takes it for two days
     */
    record Asked(String topic, String token) implements Subscription {

        /**
         * What to fetch to say yes, put together here from checked parts: the address that stands in the message is never followed.
         * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html (2026-11)
         *
         * @throws IllegalArgumentException when this is no topic's ARN
         */
        public URI confirmation() {
            String host = SnsTopic.of(topic).orElseThrow(() -> new IllegalArgumentException("no topic of SNS")).host();
            return URI.create("https://" + host + "/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=" + token);
        }

        @Override
        public String toString() {
            return "Asked[" + topic + "]"; // the token is as good as a password
        }
    }

    /** The subscription to this topic has ended: nothing more comes from it. */
    record Ended(String topic) implements Subscription {}
}
