package dev.towline.ops;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Shortens the change logs. A change is kept for 30 days, as long as the delivery that made it, and longer while Jira has not been told
 * of it; always from the oldest end, because a page that resumes trusts that what follows the oldest is whole. Who caused an event of
 * Jira's matters to a page for seconds, and is a person: it goes after a day.
 */
@ApplicationScoped
class LogRetention {

    private static final Logger LOG = Logger.getLogger(LogRetention.class);

    static final Duration KEPT = Duration.ofDays(30);
    static final Duration NAMED = Duration.ofDays(1);
    private static final int BATCH = 10_000;

    // From each tenant's oldest end, as far as it was brought to Jira.
    private static final String EXPIRE = """
            delete from change using (
                select tenant_id, max(oldest.position) as last
                from devinfo_progress progress cross join lateral (
                    select position, at from change
                    where change.tenant_id = progress.tenant_id and change.position <= progress.position order by position limit %d) as oldest
                where oldest.at < ? group by tenant_id) as old
            where change.tenant_id = old.tenant_id and change.position <= old.last
            """.formatted(BATCH);

    private static final String UNNAME = """
            update change set jira = jsonb_set(jira, '{by}', '""') where ctid = any(array(
                select ctid from change where jira is not null and jira->>'by' <> '' and at < ? limit %d))
            """.formatted(BATCH);

    private final DataSource database;
    private final Clock clock;

    LogRetention(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void shorten() {
        try {
            var kept = Timestamp.from(clock.instant().minus(KEPT));
            while (run(EXPIRE, kept) >= BATCH) {
                LOG.debug("more changes to drop");
            }
            while (run(UNNAME, Timestamp.from(clock.instant().minus(NAMED))) == BATCH) {
                LOG.debug("more events to unname");
            }
        } catch (SQLException e) {
            LOG.warn("the change logs were not shortened; the next hour does it", e);
        }
    }

    private int run(String sql, Timestamp before) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, before);
            return statement.executeUpdate();
        }
    }
}
