package dev.towline.realtime;

import dev.towline.index.Change;
import java.util.List;

/**
 * A piece of a tenant's log, and how much of the log there was just after the piece had been read.
 *
 * @param oldest the oldest position still held; 0 when none is
 * @param head   the newest position
 */
record Page(List<Change> changes, long oldest, long head) {

    /** At most this many changes at once: about 100 kB of frames, well within what one stream may have pending. */
    static final int SIZE = 200;

    /**
     * Whether nothing is missing between {@code position} and this page. The position just left of the oldest is still good;
     * one that was never given out (beyond the head) is not. The log loses its old end only, so a good answer after reading was good while reading.
     */
    boolean continues(long position) {
        return position == head || (oldest != 0 && oldest - 1 <= position && position < head);
    }

    boolean isLast() {
        return changes.size() < SIZE;
    }
}
