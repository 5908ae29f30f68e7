package dev.towline.index;

import dev.towline.jira.TenantId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Looks for tenants of whom something is to be told once more, and does it: tenants beside each other, so that a large one delays no other's start. */
@ApplicationScoped
class Resender {

    private static final Logger LOG = Logger.getLogger(Resender.class);

    private final Resending resending;

    Resender(DataSource database, Wakeups wakeups, Clock clock) {
        this.resending = new Resending(database, wakeups, clock);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            resending.wanted().forEach(tenant -> beside.submit(() -> run(tenant)));
        } catch (SQLException trouble) {
            LOG.warn("the look for what is to be told once more failed; the next one will find it", trouble);
        }
    }

    private void run(TenantId tenant) {
        try {
            resending.run(tenant);
        } catch (SQLException | RuntimeException trouble) {
            LOG.errorf(trouble, "not all is told once more: tenant=%s, the next look goes on", tenant);
        }
    }
}
