package dev.towline.intake;

import dev.towline.jira.SecretKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * The one place where messages of the queue are read, whichever door wrote them. What API Gateway wrote is sealed here, so that
 * behind this point no call lies open anywhere.
 */
@ApplicationScoped
class QueueReader {

    private final SecretKeys keys;
    private final Counter unknown;

    QueueReader(SecretKeys keys, MeterRegistry metrics) {
        this.keys = keys;
        this.unknown = metrics.counter("towline.gateway.unknown.token");
    }

    /**
     * Empty when there is nothing to handle: it came through the gateway by a hook URL that was never ours, which our own
     * door would have answered with 404. Only a count tells of it, because no tenant is concerned.
     *
     * @param messageId the queue's id of it, which the gateway told the git server as the delivery's
     * @throws IllegalArgumentException when no door of ours wrote this
     */
    Optional<Envelope> read(String messageId, String message) {
        if (!GatewayCall.isOne(message)) {
            return Optional.of(Envelope.parse(message));
        }
        var delivery = GatewayCall.read(new DeliveryId(UUID.fromString(messageId)), message, keys);
        if (delivery.isEmpty()) {
            unknown.increment();
        }
        return delivery.map(call -> Envelope.of(call, SealedCall.seal(keys, call.tenant(), call.id(), call.incoming())));
    }
}
