package dev.towline.intake;

import dev.towline.integration.IntegrationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How often each integration's scripts asked this node within the present minute: whoever holds a hook URL must not keep the database busy. */
@ApplicationScoped
class Questions {

    /** A script asks twice a run; an administrator who tries things out, a few times more. */
    static final int A_MINUTE = 30;

    private record Minute(long number, Map<IntegrationId, AtomicInteger> asked) {

        static Minute of(Instant now) {
            return new Minute(now.getEpochSecond() / 60, new ConcurrentHashMap<>());
        }
    }

    private volatile Minute minute = Minute.of(Instant.EPOCH);

    boolean mayAsk(IntegrationId integration, Instant now) {
        var present = minute;
        if (present.number() != now.getEpochSecond() / 60) {
            // Two threads may both begin the minute: then a few more may ask.
            present = Minute.of(now);
            minute = present;
        }
        return present.asked().computeIfAbsent(integration, _ -> new AtomicInteger()).incrementAndGet() <= A_MINUTE;
    }
}
