package dev.towline.jira;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Keeps our copy of each site's project keys: read when a site is new or told of a change, and twice a day. Nothing waits
 * for it: whoever needs the keys takes what the database has. While Jira does not answer, the copy of before stays.
 * A site that we call with an OAuth client is never asked: it would refuse, and without a copy every key links.
 */
@ApplicationScoped
class ProjectReader {

    private static final Logger LOG = Logger.getLogger(ProjectReader.class);

    // One node reads a site at a time. Longer than usual readings take; a node that dies is followed by another after it.
    private static final Duration CLAIM = Duration.ofMinutes(2);
    // A small site is read again within a moment; one with thousands of projects is not read without a pause while somebody edits them all.
    private static final int PAUSE_PER_READING = 5;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(2);

    private final DataSource database;
    private final Tenants tenants;
    private final JiraClient jira;
    private final Clock clock;

    ProjectReader(DataSource database, Tenants tenants, JiraClient jira, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.jira = jira;
        this.clock = clock;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            within(connection -> SiteProjects.due(connection, clock.instant())).forEach(tenant -> readers.submit(() -> read(tenant)));
        } catch (IllegalStateException trouble) {
            LOG.warn("the look for sites whose projects are to be read failed; the next one will find them", trouble);
        }
    }

    void read(TenantId tenant) {
        try {
            var told = within(connection -> SiteProjects.claim(connection, tenant, clock.instant(), clock.instant().plus(CLAIM)));
            var site = tenants.find(tenant).filter(Tenant::isInstalled);
            if (told.isEmpty() || site.isEmpty()) {
                return;
            }
            var started = clock.instant();
            var ids = ProjectList.ask(jira, site.get());
            var now = clock.instant();
            var next = now.plus(Duration.between(started, now).multipliedBy(PAUSE_PER_READING));
            var different = within(connection -> SiteProjects.keep(connection, tenant, told.getAsLong(), ids, now, next));
            LOG.infof("projects tenant=%s: keys=%d different=%s", tenant, ids.size(), different);
        } catch (JiraUnavailable silent) {
            LOG.warnf("projects tenant=%s: not read, the keys known before hold: %s", tenant, silent.getMessage());
            var wait = silent.retryAfter().orElse(AFTER_FAILURE);
            within(connection -> {
                SiteProjects.retry(connection, tenant, clock.instant().plus(wait));
                return null;
            });
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "projects tenant=%s: not read; it is tried again after %s", tenant, CLAIM);
        }
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T within(Work<T> work) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer", e);
        }
    }
}
