package dev.towline.intake;

import dev.towline.integration.HookToken;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import dev.towline.provider.Incoming;
import java.time.Instant;

/**
 * One webhook call that the door accepted.
 *
 * @param tokenHash of the hook URL it came by, so that the worker can refuse one that is no longer in force
 */
record Delivery(DeliveryId id, TenantId tenant, IntegrationId integration, byte[] tokenHash, Instant receivedAt, Incoming incoming) {

    static Delivery of(DeliveryId id, HookToken token, Instant receivedAt, Incoming incoming) {
        return new Delivery(id, token.tenant(), token.integration(), token.hash(), receivedAt, incoming);
    }
}
