package dev.towline.index;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;

/**
 * A row as it stood and as it stands after a delivery.
 *
 * @param before null when it was not known
 */
record Settled<R>(R before, R now) {

    boolean different() {
        return !Objects.equals(before, now);
    }

    /** What is told joined with what is known, in the order of telling; then the rest of the known, unchanged. */
    static <K, R> Map<K, Settled<R>> of(Map<K, R> known, Map<K, R> told, BinaryOperator<R> join) {
        var settled = new LinkedHashMap<K, Settled<R>>();
        told.forEach((key, row) -> {
            var before = known.get(key);
            settled.put(key, new Settled<>(before, before == null ? row : join.apply(before, row)));
        });
        known.forEach((key, row) -> settled.putIfAbsent(key, new Settled<>(row, row)));
        return settled;
    }
}
