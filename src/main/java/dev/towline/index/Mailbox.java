package dev.towline.index;

import dev.towline.jira.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wake-ups on their way from many threads to one. Of a tenant only the highest position is kept, so that it never holds
 * more than one entry a tenant, however slow the reader.
 */
final class Mailbox {

    /** @param missed wake-ups may have been lost before these */
    record Post(boolean missed, Map<TenantId, Long> reached) {

        boolean isEmpty() {
            return !missed && reached.isEmpty();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<TenantId, Long> latest = new HashMap<>();
    private boolean missed;
    private boolean closed;

    void reached(TenantId tenant, long position) {
        change(() -> latest.merge(tenant, position, Math::max));
    }

    /** Notes that wake-ups may have been lost. */
    void missed() {
        change(() -> missed = true);
    }

    /** What is left can still be taken. */
    void close() {
        change(() -> closed = true);
    }

    /** Waits for post and takes all of it; empty once the mailbox is closed and has nothing left. */
    Post take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (latest.isEmpty() && !missed && !closed) {
                filled.await();
            }
            var post = new Post(missed, Map.copyOf(latest));
            latest.clear();
            missed = false;
            return post;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            filled.signal();
        } finally {
            lock.unlock();
        }
    }
}
