package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.TenantId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final TenantId tenant = new TenantId(UUID.randomUUID());

    @Test
    void a_tenant_woken_many_times_during_its_turn_gets_one_more_and_never_two_at_once() throws Exception {
        var begun = new Semaphore(0);
        var go = new Semaphore(0);
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var turns = new Turns(who -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.release();
            go.acquireUninterruptibly();
            atOnce.decrementAndGet();
            return false;
        });
        turns.wake(tenant);
        assertTrue(begun.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS));
        for (var i = 0; i < 100; i++) {
            turns.wake(tenant);
        }
        go.release();
        assertTrue(begun.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS), "the wake-up during the turn was lost");
        go.release();
        turns.stop(LIMIT);
        assertEquals(0, begun.availablePermits());
        assertEquals(1, most.get());
    }

    @Test
    void a_tenant_that_is_not_done_gets_turn_after_turn() throws Exception {
        var left = new AtomicInteger(5);
        var done = new CountDownLatch(5);
        var turns = new Turns(who -> {
            done.countDown();
            return left.decrementAndGet() > 0;
        });
        turns.wake(tenant);
        assertTrue(done.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        turns.stop(LIMIT);
        assertEquals(0, left.get());
    }

    @Test
    void one_tenants_defect_or_slowness_is_not_anothers() throws Exception {
        var other = new CountDownLatch(2);
        var hold = new CountDownLatch(1);
        var slow = new TenantId(UUID.randomUUID());
        var turns = new Turns(who -> {
            if (who.equals(slow)) {
                awaitQuietly(hold);
            } else if (other.getCount() == 2) {
                other.countDown();
                throw new IllegalStateException("a defect");
            } else {
                other.countDown();
            }
            return false;
        });
        turns.wake(slow);
        turns.wake(tenant);
        turns.wake(new TenantId(UUID.randomUUID()));
        assertTrue(other.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        hold.countDown();
        turns.stop(LIMIT);
    }

    @Test
    void after_the_stop_nobody_gets_a_turn() {
        var count = new AtomicInteger();
        var turns = new Turns(who -> count.incrementAndGet() < 0);
        turns.stop(LIMIT);
        turns.wake(tenant);
        assertEquals(0, count.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
