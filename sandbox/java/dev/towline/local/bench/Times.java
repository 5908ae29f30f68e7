package dev.towline.local.bench;

import java.util.Arrays;

/** How long each of many things took. */
final class Times {

    private final long[] sorted;

    /** @param nanos of each thing, in any order; at least one */
    Times(long... nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** In milliseconds: the least time within which this share of all was done (nearest rank), never one between two. @param percent 1 to 100 */
    double percentile(int percent) {
        return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1] / 1e6;
    }
}
