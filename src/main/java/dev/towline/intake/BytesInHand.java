package dev.towline.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all bodies that the door holds at this moment, from their first byte to the answer. Without a limit on
 * the sum, a handful of large bodies that never end would fill the heap, and every tenant's door would close.
 */
@ApplicationScoped
class BytesInHand {

    // Packing, sealing and spelling a body in base64 makes copies: with an eighth, all of them still fit.
    private static final int SHARE_OF_HEAP = 8;

    private final AtomicLong held = new AtomicLong();
    private final long limit;

    BytesInHand() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    BytesInHand(long limit) {
        this.limit = limit;
    }

    /** Whether there is room for so many more; if so, they are held from now on. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }
}
