package dev.towline.index;

import java.time.Instant;
import java.util.Comparator;

/**
 * A part of a pull request that only some of its events tell, with the time of the newest that did. It is kept apart from
 * the rest, so that an event which is silent about it wipes nothing out, in whatever order the events come.
 *
 * @param value null, as {@code at} is, when it was never told
 */
record Dated<T>(T value, Instant at) {

    static <T> Dated<T> never() {
        return new Dated<>(null, null);
    }

    T or(T otherwise) {
        return at == null ? otherwise : value;
    }

    /** The newer of the two; of one time the greater. */
    Dated<T> join(Dated<T> other, Comparator<? super T> greater) {
        if (at == null || other.at == null) {
            return at == null ? other : this;
        }
        return Comparator.<Dated<T>, Instant>comparing(Dated::at).thenComparing(Dated::value, greater).compare(this, other) >= 0 ? this : other;
    }
}
