package dev.towline.index;

import dev.towline.jira.TenantId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Looks for tenants whose links are to be brought in line, and does it: tenants beside each other, so that a large one delays no other's start. */
@ApplicationScoped
class Relinker {

    private static final Logger LOG = Logger.getLogger(Relinker.class);

    private final Relinking relinking;

    Relinker(DataSource database, Wakeups wakeups, Clock clock) {
        this.relinking = new Relinking(database, wakeups, clock);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            relinking.wanted().forEach(tenant -> beside.submit(() -> run(tenant)));
        } catch (SQLException trouble) {
            LOG.warn("the look for links to bring in line failed; the next one will find them", trouble);
        }
    }

    private void run(TenantId tenant) {
        try {
            relinking.run(tenant);
            LOG.infof("links in line: tenant=%s", tenant);
        } catch (SQLException | RuntimeException trouble) {
            LOG.errorf(trouble, "links not in line yet: tenant=%s, the next look goes on", tenant);
        }
    }
}
