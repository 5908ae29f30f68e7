package dev.towline.devinfo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to leave a Jira site alone that does not take what we send. */
final class Patience {

    private static final Duration FIRST = Duration.ofSeconds(1);
    // A site that comes back should not stay behind for longer than a coffee.
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    /** When a person has to act first: seldom enough to be polite, often enough to notice a repair that nobody announced. */
    static final Duration PARKED = Duration.ofMinutes(15);

    private static final int PARTS_OF_WAIT = 10;
    private static final Duration WIDEST = Duration.ofSeconds(30);

    private Patience() {}

    /** As long as Jira asks for, and a tenth more by chance: a quota that sites share is reset for all at one moment. */
    static Duration asked(Duration wait, RandomGenerator chance) {
        var spread = wait.dividedBy(PARTS_OF_WAIT);
        return wait.plusMillis(chance.nextLong((spread.compareTo(WIDEST) > 0 ? WIDEST : spread).toMillis() + 1));
    }

    /** Doubles with every failure in a row up to a cap; half of it is chance, so that many tenants do not come back at once. */
    static Duration after(int failures, RandomGenerator chance) {
        var full = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        var capped = full.compareTo(LONGEST) > 0 ? LONGEST : full;
        return capped.dividedBy(2).plusMillis(chance.nextLong(capped.toMillis() / 2 + 1));
    }
}
