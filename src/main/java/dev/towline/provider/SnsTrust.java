package dev.towline.provider;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What must be known beside a message of Amazon SNS to believe it. This room fetches nothing and remembers nothing, so the
 * caller tells it.
 */
public interface SnsTrust {

    /** For a caller who knows nothing: no message is believed. */
    SnsTrust NONE = new SnsTrust() {
        @Override
        public Optional<SnsCertificate> certificate(URI address) {
            return Optional.empty();
        }

        @Override
        public boolean isConfirmed(String topicArn) {
            return false;
        }

        @Override
        public Instant at() {
            return Instant.EPOCH;
        }
    };

    /**
     * The certificate at this address, which is pinned to a host of SNS; empty when AWS has none there. When that cannot be found
     * out it throws what makes the caller try again later: an outage of AWS is no reason to refuse a message.
     */
    Optional<SnsCertificate> certificate(URI address);

    /** Whether an administrator confirmed this integration's subscription to the topic. */
    boolean isConfirmed(String topicArn);

    /** When the message arrived. */
    Instant at();
}
