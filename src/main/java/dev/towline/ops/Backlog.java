package dev.towline.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What is behind, over all sites and nodes, as metrics: {@code towline.upload.behind} sites of which Jira has not been told everything,
 * {@code towline.upload.oldest} seconds since the oldest change of those, {@code towline.upload.parked} sites that wait for a person,
 * {@code towline.gaps} that were noted within a day. Every node tells the same numbers, so that a dashboard takes the largest and not the sum.
 */
@ApplicationScoped
class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    // Beyond it the exact number helps nobody, and the database has better things to do than to count.
    private static final int COUNTED = 10_000;
    private static final Duration NEW_GAPS = Duration.ofDays(1);

    // Of each site that is behind the first change that Jira was not told of; a parked one is counted by itself, and would hide the others.
    private static final String UPLOADS = """
            select count(*), coalesce(extract(epoch from ?::timestamptz - min(first.at)), 0)
            from (
                select head.tenant_id, coalesce(progress.position, 0) as position
                from change_head head join tenant using (tenant_id) left join devinfo_progress progress using (tenant_id)
                where tenant.state <> 'uninstalled' and head.position > coalesce(progress.position, 0) and coalesce(progress.trouble, '') = '' limit %1$d) as behind
            cross join lateral (
                select at from change where change.tenant_id = behind.tenant_id and change.position > behind.position order by position limit 1) as first
            """.formatted(COUNTED);
    private static final String PARKED = """
            select count(*) from (
                select 1 from devinfo_progress join tenant using (tenant_id) where trouble <> '' and tenant.state <> 'uninstalled' limit %d) as parked
            """.formatted(COUNTED);
    private static final String GAPS = "select count(*) from (select 1 from gap where kind <> 'rewrite' and noted_at > ? limit %d) as noted".formatted(COUNTED);

    private record Counted(double behind, double oldest, double parked, double gaps) {

        static final Counted NOT_YET = new Counted(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private final DataSource database;
    private final Clock clock;
    private volatile Counted counted = Counted.NOT_YET;

    Backlog(DataSource database, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.clock = clock;
        Gauge.builder("towline.upload.behind", this, backlog -> backlog.counted.behind()).description("sites of which Jira was not told everything yet").register(metrics);
        Gauge.builder("towline.upload.oldest", this, backlog -> backlog.counted.oldest()).baseUnit("seconds").description("age of the oldest change that Jira was not told of").register(metrics);
        Gauge.builder("towline.upload.parked", this, backlog -> backlog.counted.parked()).description("sites whose Jira refuses us until a person acts").register(metrics);
        Gauge.builder("towline.gaps", this, backlog -> backlog.counted.gaps()).description("gaps that were noted within a day; some may be closed").register(metrics);
    }

    @Scheduled(every = "1m", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        var now = clock.instant();
        try (var connection = database.getConnection();
                var uploads = connection.prepareStatement(UPLOADS); var parked = connection.prepareStatement(PARKED); var gaps = connection.prepareStatement(GAPS)) {
            uploads.setTimestamp(1, Timestamp.from(now));
            gaps.setTimestamp(1, Timestamp.from(now.minus(NEW_GAPS)));
            try (var behind = uploads.executeQuery(); var waiting = parked.executeQuery(); var noted = gaps.executeQuery()) {
                behind.next();
                waiting.next();
                noted.next();
                counted = new Counted(behind.getDouble(1), Math.max(0, behind.getDouble(2)), waiting.getDouble(1), noted.getDouble(1));
            }
        } catch (SQLException trouble) {
            counted = Counted.NOT_YET;
            LOG.warnf("what is behind was not counted: %s", trouble.getMessage());
        }
    }
}
