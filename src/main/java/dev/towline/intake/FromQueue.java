package dev.towline.intake;

import dev.towline.intake.Held.Origin;
import dev.towline.queue.SqsQueue;
import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.Counter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Takes deliveries from the queue into the lanes. What is beyond its tenant's share moves to the database, so that the queue
 * stays short and the next tenant's deliveries come to light. Takes nothing while there is no room.
 */
final class FromQueue implements Runnable {

    private static final Logger LOG = Logger.getLogger(FromQueue.class);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final DeliveryQueue queue;
    private final QueueReader reader;
    private final Lanes lanes;
    private final Custody custody;
    private final DataSource database;
    private final Runnable whenMoved;
    private final Counter moved;
    private final Counter failures;
    private final CountDownLatch stopped;

    /** @param whenMoved called when deliveries went to the database */
    FromQueue(
            DeliveryQueue queue, QueueReader reader, Lanes lanes, Custody custody, DataSource database,
            Runnable whenMoved, Counter moved, Counter failures, CountDownLatch stopped) {
        this.queue = queue;
        this.reader = reader;
        this.lanes = lanes;
        this.custody = custody;
        this.database = database;
        this.whenMoved = whenMoved;
        this.moved = moved;
        this.failures = failures;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                try {
                    lanes.awaitRoom(DeliveryQueue.BATCH);
                    take(queue.receive(Custody.VISIBILITY));
                } catch (RuntimeException e) {
                    // Mostly the queue that does not answer. Whatever it is, this loop must not end while the application runs.
                    LOG.warnf("the worker could not receive messages, and tries again: %s", Trouble.describe(e));
                    stopped.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stopping) {
            // What it had is given back with the rest of the custody.
        }
    }

    private void take(List<Message> messages) throws InterruptedException {
        var beyond = new ArrayList<Held>();
        for (var message : messages) {
            try {
                read(message).filter(delivery -> !lanes.offer(delivery)).ifPresent(beyond::add);
            } catch (RuntimeException e) {
                // The others of the batch must not suffer from it. This one comes again by itself.
                LOG.warnf("message %s could not be settled: %s", message.messageId(), Trouble.describe(e));
            }
        }
        if (!beyond.isEmpty()) {
            move(beyond);
        }
    }

    private Optional<Held> read(Message message) {
        try {
            var envelope = reader.read(message.messageId(), message.body());
            if (envelope.isEmpty()) {
                queue.delete(List.of(message));
            }
            var delivery = envelope.map(readable -> new Held(readable, SqsQueue.attempts(message), new Origin.Queue(message)));
            delivery.ifPresent(custody::took);
            return delivery;
        } catch (IllegalArgumentException notOurs) {
            failures.increment();
            LOG.errorf("message %s is no delivery; the queue moves it to the dead-letter queue in the end: %s", message.messageId(), notOurs.getMessage());
            queue.hide(List.of(message), Hand.pauseAfter(SqsQueue.attempts(message)));
            return Optional.empty();
        }
    }

    /** Does not give up while the database is away: to return a message to the queue would use up one of its attempts. */
    private void move(List<Held> beyond) throws InterruptedException {
        while (stopped.getCount() > 0) {
            try (var connection = database.getConnection()) {
                WaitingRows.put(connection, beyond, WaitingRows.Why.SHARE);
                beyond.forEach(custody::handled);
                moved.increment(beyond.size());
                whenMoved.run();
                return;
            } catch (SQLException e) {
                LOG.warnf("%d deliveries wait for the database: %s", beyond.size(), Trouble.describe(e));
                stopped.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        custody.giveBack(beyond);
    }
}
