package dev.towline.intake;

import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.Counter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Handles one delivery after the other. While the database is away it keeps the one it has and tries again: that is nobody's
 * attempt. One whose body is out of reach waits in the database. A delivery that fails by itself comes again later, and after
 * {@link #ATTEMPTS} is put into quarantine with the reason.
 */
final class Hand implements Runnable {

    private static final Logger LOG = Logger.getLogger(Hand.class);

    // With the pauses between them about a minute. SQS gives up after 10 (its redrive policy), which leaves some for crashes.
    static final int ATTEMPTS = 6;
    // When AWS does not answer the delivery is not to blame: about nine minutes with the pauses, and still before SQS gives up.
    static final int ATTEMPTS_WITHOUT_AWS = 9;
    // After a failure: 2 s, 4 s, 8 s … at most this long, so that a repaired cause is noticed soon.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration BUCKET_PAUSE = Duration.ofSeconds(30);
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final DeliveryHandler handler;
    private final Custody custody;
    private final Runnable whenDone;
    private final Counter failures;
    private final CountDownLatch stopped;

    /** @param whenDone called after each delivery, when there is room in its lane */
    Hand(Lanes lanes, DeliveryHandler handler, Custody custody, Runnable whenDone, Counter failures, CountDownLatch stopped) {
        this.lanes = lanes;
        this.handler = handler;
        this.custody = custody;
        this.whenDone = whenDone;
        this.failures = failures;
        this.stopped = stopped;
    }

    /** Until the lanes are closed. */
    @Override
    public void run() {
        try {
            for (var next = lanes.take(); next.isPresent(); next = lanes.take()) {
                var delivery = next.get();
                try {
                    // Every line that is logged on the way carries them.
                    MDC.put("tenant", delivery.envelope().tenantId());
                    MDC.put("delivery", delivery.envelope().deliveryId());
                    handle(delivery);
                } finally {
                    MDC.clear();
                    lanes.leave(delivery);
                    whenDone.run();
                }
            }
        } catch (InterruptedException stopping) {
            // What it had is given back with the rest of the custody.
        }
    }

    private void handle(Held delivery) throws InterruptedException {
        for (var pause = FIRST_LOOK; ; pause = min(pause.multipliedBy(2), LOOK_EVERY)) {
            try {
                handler.handle(delivery.envelope());
                custody.handled(delivery);
                return;
            } catch (BucketUnavailable away) {
                // Unlike the database it is missing to some deliveries only, so this one must not keep a hand from the others.
                LOG.warnf("delivery %s waits for the bucket with its body: %s", delivery.envelope().deliveryId(), Trouble.describe(away));
                custody.setAside(delivery, BUCKET_PAUSE);
                return;
            } catch (SQLException | RuntimeException | Error failure) {
                if (!Trouble.isOurs(failure)) {
                    failed(delivery, failure);
                    return;
                }
                if (pause.equals(FIRST_LOOK)) {
                    LOG.warnf("delivery %s waits for the database: %s", delivery.envelope().deliveryId(), Trouble.describe(failure));
                }
                if (Thread.interrupted() || stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    private void failed(Held delivery, Throwable failure) {
        failures.increment();
        var what = Trouble.describe(failure);
        LOG.errorf("delivery failed: tenant=%s delivery=%s attempt=%d %s", delivery.envelope().tenantId(), delivery.envelope().deliveryId(), delivery.attempt(), what);
        var withoutAws = failure instanceof AwsUnavailable;
        if (delivery.attempt() >= (withoutAws ? ATTEMPTS_WITHOUT_AWS : ATTEMPTS)) {
            try {
                handler.giveUp(delivery.envelope(), withoutAws
                        ? "AWS was asked " + delivery.attempt() + " times for what proves it, and did not answer. The delivery is kept."
                        : "Towline failed on it " + delivery.attempt() + " times (" + what + "). The fault is Towline's, not yours; the delivery is kept.");
                custody.handled(delivery);
                return;
            } catch (SQLException | RuntimeException notNow) {
                LOG.errorf("delivery %s could not be put into quarantine: %s", delivery.envelope().deliveryId(), Trouble.describe(notNow));
            }
        }
        custody.later(delivery, pauseAfter(delivery.attempt()));
    }

    static Duration pauseAfter(int attempt) {
        return min(Duration.ofSeconds(1L << Math.min(attempt, 20)), LONGEST_PAUSE);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
