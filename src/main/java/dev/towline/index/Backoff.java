package dev.towline.index;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses between attempts: longer each time, with jitter so that nodes do not come back in step, and over at once on shutdown. */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final CountDownLatch stopped;
    private Duration next = SHORTEST;

    Backoff(CountDownLatch stopped) {
        this.stopped = stopped;
    }

    /** An attempt went well: the next pause is short again. */
    void reset() {
        next = SHORTEST;
    }

    /** Whether to try again. */
    boolean pause() throws InterruptedException {
        var millis = ThreadLocalRandom.current().nextLong(next.toMillis() / 2, next.toMillis() + 1);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return !stopped.await(millis, TimeUnit.MILLISECONDS);
    }
}
