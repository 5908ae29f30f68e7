package dev.towline.integration;

import java.util.UUID;

/** Names one integration within its tenant. */
public record IntegrationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
