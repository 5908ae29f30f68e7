package dev.towline.devinfo;

import dev.towline.jira.TenantId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Gives tenants their turns on this node: one turn of a tenant at a time, several tenants beside each other.
 * A tenant woken during its turn gets another, so no wake-up is lost; one woken a hundred times gets one.
 */
final class Turns {

    // A turn waits for Jira nearly all its time and holds a database connection for moments; 16 leave most of the pool (20) to others.
    private static final int BESIDE = 16;

    private static final Logger LOG = Logger.getLogger(Turns.class);

    private final Predicate<TenantId> turn;
    private final Semaphore places = new Semaphore(BESIDE, true);
    private final ConcurrentHashMap<TenantId, Boolean> woken = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("devinfo-", 0).factory());

    /** @param turn does one turn and says whether the tenant needs another at once */
    Turns(Predicate<TenantId> turn) {
        this.turn = turn;
    }

    /** Returns at once. */
    void wake(TenantId tenant) {
        if (woken.put(tenant, true) == null) {
            try {
                threads.execute(() -> follow(tenant));
            } catch (RejectedExecutionException stopped) {
                woken.remove(tenant);
            }
        }
    }

    /** Begins no more turns, and waits for those under way; whoever is still at it after {@code limit} is interrupted. */
    void stop(Duration limit) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void follow(TenantId tenant) {
        // true: woken since its last turn began. Removing only a false one closes the moment between the last look and the leaving.
        while (woken.replace(tenant, true, false) || !woken.remove(tenant, false)) {
            if (turn(tenant)) {
                woken.put(tenant, true);
            }
        }
    }

    private boolean turn(TenantId tenant) {
        try {
            places.acquire();
            try {
                return !threads.isShutdown() && turn.test(tenant);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            LOG.errorf(e, "upload tenant=%s: turn failed; the next look takes it up", tenant);
            return false;
        }
    }
}
