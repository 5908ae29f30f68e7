package dev.towline.intake;

import dev.towline.integration.Integration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How an integration fares, at a glance. */
public enum Condition {
    /** Nothing authentic has arrived yet. */
    WAITING,
    CONNECTED,
    /** Connected once, and quiet for unusually long (see {@link Silence}). */
    SILENT,
    /** The newest delivery was refused or could not be read. */
    FAILING,
    PAUSED;

    /** @param newestFailure when the newest delivery arrived that was refused or that nobody could read */
    public static Condition of(Integration integration, Optional<Instant> newestFailure, boolean silent) {
        return switch (integration.state()) {
            case PAUSED -> PAUSED;
            case WAITING -> WAITING;
            case CONNECTED -> {
                var last = integration.lastDeliveryAt().orElse(Instant.EPOCH);
                if (newestFailure.filter(at -> !at.isBefore(last)).isPresent()) {
                    yield FAILING;
                }
                yield silent ? SILENT : CONNECTED;
            }
        };
    }

    /** As the API and our pages spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
