package dev.towline.intake;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * The message that our own door puts on the queue: who it is for in the open, the call itself sealed.
 *
 * @param sealed the {@link SealedCall}, or null when it is kept elsewhere
 * @param bucket where it is kept when that is S3; null when that is the database
 * @param wish   the number of a person's wish to try a quarantined delivery again; null for the delivery itself
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Envelope(int version, UUID delivery, UUID tenant, UUID integration, byte[] tokenHash, long receivedAt, byte[] sealed, String bucket, UUID wish) {

    /** SQS takes 1 MiB (1,048,576 bytes) a message. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html (2026-11) */
    static final int LIMIT = 1_048_576;

    private static final int VERSION = 1;
    // What stands around the call is some 300 bytes of names and ids.
    private static final int AROUND = 512;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Envelope of(Delivery delivery, byte[] sealed) {
        return new Envelope(
                VERSION, delivery.id().value(), delivery.tenant().value(), delivery.integration().value(),
                delivery.tokenHash(), delivery.receivedAt().toEpochMilli(), sealed, null, null);
    }

    /** One more handling of a delivery that is in quarantine, as its call is. */
    static Envelope replay(DeliveryId id, TenantId tenant, IntegrationId integration, Instant receivedAt) {
        return new Envelope(VERSION, id.value(), tenant.value(), integration.value(), new byte[0], receivedAt.toEpochMilli(), null, null, UUID.randomUUID());
    }

    /** The same without the call, for one that is kept elsewhere. */
    Envelope withoutCall(String inBucket) {
        return new Envelope(version, delivery, tenant, integration, tokenHash, receivedAt, null, inBucket, wish);
    }

    /** Whether the queue takes it. Told from the sealed bytes: a text of 25 MB would only be spelled to be thrown away. */
    boolean fitsTheQueue() {
        return sealed == null || sealed.length / 3 * 4 + AROUND <= LIMIT;
    }

    @JsonIgnore
    boolean isReplay() {
        return wish != null;
    }

    /** What no other message of its tenant is called: a replay may come while the original, just handled, is not yet cleared away. */
    UUID own() {
        return wish == null ? delivery : wish;
    }

    String toMessage() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException when this is no message of ours */
    static Envelope parse(String message) {
        try {
            var envelope = JSON.readValue(message, Envelope.class);
            if (envelope == null) {
                throw new IllegalArgumentException("not an envelope");
            }
            if (envelope.version != VERSION || envelope.delivery == null || envelope.tenant == null || envelope.integration == null || envelope.tokenHash == null) {
                throw new IllegalArgumentException("an envelope of version " + envelope.version + " or incomplete");
            }
            return envelope;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an envelope", e);
        }
    }

    DeliveryId deliveryId() {
        return new DeliveryId(delivery);
    }

    TenantId tenantId() {
        return new TenantId(tenant);
    }

    IntegrationId integrationId() {
        return new IntegrationId(integration);
    }

    Instant received() {
        return Instant.ofEpochMilli(receivedAt);
    }
}
