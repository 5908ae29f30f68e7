package dev.towline.intake;

import dev.towline.integration.SnsSubscriptions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Forgets what has had its time: kept bodies and waiting deliveries at their expiry, delivery records after 30 days or as soon as their integration says, unanswered questions of SNS. */
@ApplicationScoped
class Expiry {

    private static final Logger LOG = Logger.getLogger(Expiry.class);
    private static final Duration RECORDS_LIVE = Duration.ofDays(30);

    private final DataSource database;
    private final Clock clock;

    Expiry(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        var now = clock.instant();
        try (var connection = database.getConnection()) {
            var bodies = KeptBodies.dropExpired(connection, now);
            var records = DeliveryRows.dropOlderThan(connection, now.minus(RECORDS_LIVE)) + DeliveryRows.dropAsIntegrationsWish(connection, now);
            var questions = SnsSubscriptions.dropUnanswered(connection, now);
            var waiting = WaitingRows.dropExpired(connection);
            DeliveryDays.dropOld(connection, now);
            if (waiting > 0) {
                LOG.errorf("%d deliveries waited longer than %d days and are lost", waiting, WaitingRows.LIFE.toDays());
            }
            if (bodies + records + questions > 0) {
                LOG.infof("expired: %d kept bodies, %d delivery records, %d questions of SNS", bodies, records, questions);
            }
        } catch (SQLException e) {
            LOG.warnf("expiry put off for an hour: %s", e.getMessage());
        }
    }
}
