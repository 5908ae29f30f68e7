package dev.towline.devinfo;

import dev.towline.jira.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Looks for tenants whose Jira is to be compared with the index, and takes the next step of each: tenants beside each other. */
@ApplicationScoped
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final Reconciling reconciling;

    Reconciler(AgroalDataSource database, Clock clock, JiraSite site) {
        this.reconciling = new Reconciling(database, clock, site, Reconciling.PACE);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            reconciling.due().forEach(tenant -> beside.submit(() -> step(tenant)));
        } catch (RuntimeException trouble) {
            LOG.warn("the look for sites to compare failed; the next one will find them", trouble);
        }
    }

    /** Tenants that are new by now. */
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void spread() {
        reconciling.spread();
    }

    private void step(TenantId tenant) {
        try {
            reconciling.step(tenant);
        } catch (RuntimeException trouble) {
            LOG.errorf(trouble, "comparison tenant=%s: failed on our side; the step is done again", tenant);
        }
    }
}
