package dev.towline.intake;

import dev.towline.integration.HookToken;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How fast a hook URL, and a site with all of its own, may post to this node: {@link #PER_HOOK} and {@link #PER_SITE} calls a second for
 * ever, and {@link #BURST} of that at once: 12,000 calls by one hook URL, a push to each repository of a very large organisation. A URL that got
 * into the wrong hands could send more, and would cost every other site its place on the node: the queue keeps sites apart only behind the door.
 */
@ApplicationScoped
class Pace {

    static final int PER_HOOK = 100;
    static final int PER_SITE = 300;
    static final Duration BURST = Duration.ofMinutes(2);

    // What was called is remembered as the moment when it is worked off at the steady pace: one number does for pace and burst.
    private final Map<Object, Long> workedOff = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    Pace() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only runs forward, as {@link System#nanoTime} */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether there is room for one more call, which counts if so. */
    boolean allows(HookToken token) {
        // A hook URL is one of an integration's, and a new one must not bring a new allowance.
        return allows(token.integration(), PER_HOOK) && allows(token.tenant(), PER_SITE);
    }

    private boolean allows(Object caller, int perSecond) {
        var now = nanos.getAsLong();
        var cost = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        var allowed = new boolean[1];
        workedOff.compute(caller, (same, until) -> {
            var from = until == null || until - now < 0 ? now : until;
            allowed[0] = from + cost - now <= BURST.toNanos();
            return allowed[0] ? from + cost : from;
        });
        return allowed[0];
    }

    @Scheduled(every = "1m")
    void forget() {
        var now = nanos.getAsLong();
        workedOff.values().removeIf(until -> until - now < 0);
    }

    /** How many callers are remembered. */
    int size() {
        return workedOff.size();
    }
}
