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
    /** The newest delivery could not be read. */
    FAILING,
    /** The newest call was not believed: the secret is wrong on one side, or a stranger knows the hook URL. Nobody can tell which from one call. */
    REFUSING,
    PAUSED;

    /**
     * @param unread  when the newest delivery arrived that nobody could read
     * @param refusal when the newest call arrived that was not believed
     */
    public static Condition of(Integration integration, Optional<Instant> unread, Optional<Instant> refusal, boolean silent) {
        return switch (integration.state()) {
            case PAUSED -> PAUSED;
            case WAITING -> WAITING;
            case CONNECTED -> {
                var last = integration.lastDeliveryAt().orElse(Instant.EPOCH);
                if (unread.filter(at -> !at.isBefore(last)).isPresent()) {
                    yield FAILING;
                }
                if (refusal.filter(last::isBefore).isPresent()) {
                    yield REFUSING;
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
