package dev.towline.intake;

import dev.towline.jira.TenantId;
import dev.towline.queue.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Takes deliveries that wait in the database into the lanes, a few of each tenant in turn. It looks when it is woken, and each
 * second for what other nodes' doors put there.
 */
final class FromDatabase implements Runnable {

    private static final Logger LOG = Logger.getLogger(FromDatabase.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    // More than the lanes have room for.
    private static final int TENANTS_AT_A_LOOK = 100;
    // A lane is refilled when half of it is empty, not for each delivery.
    private static final int REFILL = Lanes.PER_TENANT / 2;
    private static final UUID FIRST = new UUID(0, 0);

    private final DataSource database;
    private final Lanes lanes;
    private final Custody custody;
    private final CountDownLatch stopped;
    private final Semaphore wishes = new Semaphore(0);
    private volatile boolean more;
    private UUID after = FIRST;

    FromDatabase(DataSource database, Lanes lanes, Custody custody, CountDownLatch stopped) {
        this.database = database;
        this.lanes = lanes;
        this.custody = custody;
        this.stopped = stopped;
    }

    /** Something was put there. */
    void look() {
        wishes.release();
    }

    /** There is more room in a lane than before. */
    void lookIfThereWasMore() {
        if (more) {
            wishes.release();
        }
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                try (var connection = database.getConnection()) {
                    take(connection);
                } catch (SQLException | RuntimeException e) {
                    // Whatever it is, this loop must not end while the application runs.
                    LOG.warnf("waiting deliveries could not be read, the next look is in a second: %s", Trouble.describe(e));
                }
                wishes.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                wishes.drainPermits();
            }
        } catch (InterruptedException stopping) {
            // What it took is given back with the rest of the custody.
        }
    }

    private void take(Connection connection) throws SQLException {
        var due = WaitingRows.tenantsDue(connection, after, TENANTS_AT_A_LOOK);
        after = due.size() < TENANTS_AT_A_LOOK ? FIRST : due.getLast().value();
        for (var tenant : due) {
            var room = lanes.room(tenant);
            if (room >= REFILL) {
                take(connection, tenant, room);
            }
        }
        more = !due.isEmpty();
    }

    private void take(Connection connection, TenantId tenant, int room) throws SQLException {
        for (var row : WaitingRows.take(connection, tenant, room)) {
            try {
                var delivery = new Held(Envelope.parse(row.message()), row.attempts(), new Held.Origin.Database());
                custody.took(delivery);
                lanes.add(delivery);
            } catch (IllegalArgumentException notOurs) {
                // A newer node's, perhaps, which reads it when its turn comes again.
                LOG.errorf("a waiting delivery cannot be read by this node: tenant=%s %s", tenant, notOurs.getMessage());
            }
        }
    }
}
