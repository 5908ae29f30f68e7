package dev.towline.devinfo;

import dev.towline.index.Wakeups;
import dev.towline.jira.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Keeps every tenant's Jira equal to the index: woken by the log, and by a look of its own every few seconds for what wake-ups missed,
 * for tenants that had to wait, and for entities that Jira refused.
 */
@ApplicationScoped
class Follower {

    // Jira is given 10 s to answer; what is under way then is kept, and the lease is given back.
    private static final Duration FAREWELL = Duration.ofSeconds(12);

    private static final Logger LOG = Logger.getLogger(Follower.class);

    private final AgroalDataSource database;
    private final Clock clock;
    private final Wakeups wakeups;
    private final Turns turns;

    Follower(AgroalDataSource database, Clock clock, Wakeups wakeups, JiraSite site) {
        this.database = database;
        this.clock = clock;
        this.wakeups = wakeups;
        this.turns = new Turns(new Round(database, clock, site, () -> ThreadLocalRandom.current().nextLong())::run);
    }

    void start(@Observes StartupEvent started) {
        wakeups.follow((tenant, position) -> turns.wake(tenant));
        wakeups.missed(this::look);
    }

    void stop(@Observes ShutdownEvent stopping) {
        turns.stop(FAREWELL);
    }

    /** What nobody woke us for. */
    @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        due().forEach(turns::wake);
    }

    private List<TenantId> due() {
        try (var connection = database.getConnection()) {
            var now = clock.instant();
            return Progress.due(connection, now, now.minus(Round.REST));
        } catch (SQLException e) {
            LOG.warn("the look for waiting tenants failed; the next one will find them", e);
            return List.of();
        }
    }
}
