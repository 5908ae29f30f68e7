package dev.towline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * Brings deliveries from the queue and from the database to the index: takers fill the lanes, hands empty them. A message is
 * deleted only after its database commit (law 2); nobody waits for a slow one but its own tenant.
 */
@ApplicationScoped
class Worker {

    // Each holds one connection while it works. With the takers that is 12 of the pool's 20; the rest is for pages and the overflow.
    private static final int HANDS = 8;
    // While one waits for the database to take what is beyond a share, another receives.
    private static final int TAKERS = 3;
    // Orchestrators kill after 30 s, of which the door has had ten. What is not finished then is given back.
    private static final Duration FINISH_LIMIT = Duration.ofSeconds(15);

    private final DeliveryQueue queue;
    private final QueueReader reader;
    private final DeliveryHandler handler;
    private final DataSource database;
    private final Counter failures;
    private final Counter moved;
    private final List<Thread> takers = new ArrayList<>();
    private final List<Thread> hands = new ArrayList<>();
    private CountDownLatch stopped;
    private Lanes lanes;
    private Custody custody;

    Worker(DeliveryQueue queue, QueueReader reader, DeliveryHandler handler, DataSource database, MeterRegistry metrics) {
        this.queue = queue;
        this.reader = reader;
        this.handler = handler;
        this.database = database;
        this.failures = metrics.counter("towline.worker.failures");
        this.moved = metrics.counter("towline.worker.moved");
    }

    void startWith(@Observes @Priority(1000) StartupEvent start) {
        start();
    }

    void stopWith(@Observes ShutdownEvent stop) {
        stop();
    }

    synchronized void start() {
        stopped = new CountDownLatch(1);
        lanes = new Lanes();
        custody = new Custody(queue, database);
        custody.start();
        var fromDatabase = new FromDatabase(database, lanes, custody, stopped);
        takers.add(thread("worker-database", fromDatabase));
        for (var i = 0; i < TAKERS; i++) {
            takers.add(thread("worker-queue-" + i, new FromQueue(queue, reader, lanes, custody, database, fromDatabase::look, moved, failures, stopped)));
        }
        for (var i = 0; i < HANDS; i++) {
            hands.add(thread("worker-" + i, new Hand(lanes, handler, custody, fromDatabase::lookIfThereWasMore, failures, stopped)));
        }
    }

    /** Takes no more, gives back what nobody began, finishes what is begun, and gives back what is not finished in time. */
    synchronized void stop() {
        stopped.countDown();
        var left = lanes.close();
        var deadline = System.nanoTime() + FINISH_LIMIT.toNanos();
        try {
            // Only then: a taker that still waits for messages would be given these.
            join(takers, deadline);
            custody.giveBack(left);
            join(hands, deadline);
            custody.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Thread> threads, long deadline) throws InterruptedException {
        for (var thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                // Whether it hears that or not: the end of the process ends its transaction.
                thread.interrupt();
            }
        }
        threads.clear();
    }

    /** Virtual threads are served as they come: a flood at the door, which packs and seals on them, would starve the worker. The kernel shares by time. */
    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }
}
