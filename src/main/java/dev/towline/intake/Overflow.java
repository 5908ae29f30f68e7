package dev.towline.intake;

import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** The door's second way to keep a delivery: when the queue does not have it in time, PostgreSQL gets it. */
@ApplicationScoped
class Overflow {

    // With the queue's 1.5 s the door has answered before Gitea, Forgejo and Gerrit give up on us at 5 s.
    static final Duration LIMIT = Duration.ofSeconds(2);
    // Of the pool's 20 connections; each write takes about a millisecond, so four keep up with more than the door takes in.
    private static final int LINES = 4;

    private final DataSource database;
    private final Counter kept;
    private final Semaphore lines = new Semaphore(LINES, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("overflow-", 0).factory());

    Overflow(DataSource database, MeterRegistry metrics) {
        this.database = database;
        this.kept = metrics.counter("towline.door.overflow");
    }

    /** Being told of the start is what makes this bean: its metric is told from zero on, or the first rise would not be seen. */
    void start(@Observes StartupEvent start) {}

    void stop(@Observes ShutdownEvent stop) {
        threads.shutdown();
    }

    /**
     * Returns when the database has it.
     *
     * @throws IOException when it does not within {@link #LIMIT}; it may have it later all the same, which harms nobody
     */
    void keep(Envelope envelope) throws IOException {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            var write = threads.submit(() -> write(envelope));
            try {
                write.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                // The interrupt closes the connection that the virtual thread waits on.
                write.cancel(true);
                throw new IOException("the database did not answer in time", late);
            }
            kept.increment();
        } catch (ExecutionException refused) {
            throw new IOException("the database refused it: " + Trouble.describe(refused.getCause()), refused.getCause());
        } catch (RejectedExecutionException stopping) {
            throw new IOException("the application ends", stopping);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Void write(Envelope envelope) throws SQLException, InterruptedException {
        lines.acquire();
        try (var connection = database.getConnection()) {
            WaitingRows.put(connection, List.of(new Held(envelope, 0, new Held.Origin.Database())), WaitingRows.Why.OVERFLOW);
            return null;
        } finally {
            lines.release();
        }
    }
}
