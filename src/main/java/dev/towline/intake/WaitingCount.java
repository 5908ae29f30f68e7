package dev.towline.intake;

import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The metric {@code towline.waiting.deliveries}: how many wait in the database, over all nodes. It does not touch readiness: a node with a long line is in order. */
@ApplicationScoped
class WaitingCount {

    private static final Logger LOG = Logger.getLogger(WaitingCount.class);
    private static final int COUNTED = 100_000;

    private final DataSource database;
    private final AtomicInteger waiting;

    WaitingCount(DataSource database, MeterRegistry metrics) {
        this.database = database;
        this.waiting = metrics.gauge("towline.waiting.deliveries", new AtomicInteger());
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try (var connection = database.getConnection()) {
            waiting.set(WaitingRows.count(connection, COUNTED));
        } catch (SQLException e) {
            LOG.warnf("waiting deliveries were not counted: %s", Trouble.describe(e));
        }
    }
}
