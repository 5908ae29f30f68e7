package dev.towline.intake;

import java.util.UUID;

/** Our own name of one accepted webhook call; the git server is told it in the 202. */
public record DeliveryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
