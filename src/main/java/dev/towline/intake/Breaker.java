package dev.towline.intake;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers that the queue does not answer, so that not every delivery waits in vain: after {@link #FAILURES} calls failed in a
 * row it says no, but for one try each {@link #PAUSE}. The first call that goes well ends it.
 */
final class Breaker {

    // One call can fail by chance; three in a row on eight lines are a matter of seconds when the queue is gone.
    static final int FAILURES = 3;
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private int failures;
    private long nextTry;

    /** @param nanos a clock that only runs forward, as {@link System#nanoTime} */
    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether this one may try. */
    synchronized boolean allows() {
        if (failures < FAILURES) {
            return true;
        }
        if (nanos.getAsLong() - nextTry < 0) {
            return false;
        }
        nextTry = nanos.getAsLong() + PAUSE.toNanos();
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, FAILURES);
        nextTry = nanos.getAsLong() + PAUSE.toNanos();
    }
}
