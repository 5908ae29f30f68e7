package dev.towline.selfhosted;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Slows down who guesses: after some wrong passwords an address waits, twice as long each time. Kept by each node for itself. It counts
 * by address, so that a stranger cannot lock the administrator out; behind a proxy all share one, and the wait ends by itself.
 */
final class Attempts {

    /** A person mistypes a few times. */
    static final int FREE = 5;
    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** A day without an attempt, and it is forgotten; so are the eldest beyond the limit. */
    private static final Duration MEMORY = Duration.ofDays(1);
    // About 100 bytes each.
    static final int ADDRESSES = 10_000;

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    private final LinkedHashMap<String, Failures> failures = new LinkedHashMap<>();

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** How long this address still has to wait; empty when it may try. An attempt counts as a failure until it is told otherwise. */
    synchronized Optional<Duration> begin(String address) {
        var now = clock.instant();
        var known = Optional.ofNullable(failures.get(address)).filter(before -> before.last().isAfter(now.minus(MEMORY)));
        var count = known.map(Failures::count).orElse(0);
        var wait = count < FREE ? Duration.ZERO : Duration.between(now, known.get().last().plus(waitAfter(count)));
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        failures.remove(address);
        failures.put(address, new Failures(count + 1, now));
        if (failures.size() > ADDRESSES) {
            failures.pollFirstEntry();
        }
        return Optional.empty();
    }

    synchronized void succeeded(String address) {
        failures.remove(address);
    }

    private static Duration waitAfter(int count) {
        var wait = FIRST.multipliedBy(1L << Math.min(count - FREE, 10));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
