package dev.towline.realtime;

import dev.towline.index.Wakeups;
import dev.towline.jira.Mode;
import dev.towline.queue.SqsQueue;
import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Takes Jira's own events from their queue into the change log. A message is deleted only after its commit. One that fails comes again
 * after a pause that doubles, and in the end SQS moves it to the dead-letter queue; while the database is away none is taken at all.
 */
@ApplicationScoped
class WebhookWorker {

    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);

    // An event costs two milliseconds of the database's, and a tenant's lock lets one commit at a time. Each holds one connection of the 20.
    static final int HANDS = 2;
    // For ten messages of a few milliseconds each; what takes longer comes a second time, and is known then.
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    // After a failure: 2 s, 4 s, 8 s … at most this long: about half an hour in all until SQS gives up after ten.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int RECEIVES = 10;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    // The wait for messages takes five seconds; what is not finished then is given out again.
    private static final Duration FAREWELL = Duration.ofSeconds(8);

    private final Mode mode;
    private final WebhookQueue queue;
    private final WebhookLog log;
    private final Wakeups wakeups;
    private final Clock clock;
    private final Counter told;
    private final Counter failures;
    private final Counter dead;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> hands = new ArrayList<>();

    WebhookWorker(Mode mode, WebhookQueue queue, DataSource database, Wakeups wakeups, Clock clock, MeterRegistry metrics) {
        this.mode = mode;
        this.queue = queue;
        this.log = new WebhookLog(database);
        this.wakeups = wakeups;
        this.clock = clock;
        this.told = metrics.counter("towline.jira.events");
        this.failures = metrics.counter("towline.jira.events.failures");
        this.dead = metrics.counter("towline.jira.events.dead");
    }

    // Platform threads, as the worker of deliveries has: a flood at the door, which runs on virtual ones, must not starve them.
    void start(@Observes @Priority(1000) StartupEvent start) {
        // To a self-hosted deployment Jira sends nothing, and nobody has to make a queue for it.
        if (mode != Mode.CONNECT) {
            return;
        }
        for (var i = 0; i < HANDS; i++) {
            hands.add(Thread.ofPlatform().daemon().name("jira-events-" + i).start(this::run));
        }
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped.countDown();
        var deadline = System.nanoTime() + FAREWELL.toNanos();
        for (var hand : hands) {
            hand.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }

    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        try {
            log.forget(clock.instant());
        } catch (SQLException e) {
            LOG.warnf("handled webhooks could not be forgotten, in an hour again: %s", Trouble.describe(e));
        }
    }

    private void run() {
        var pause = false;
        try {
            while (!stopped.await(pause ? PAUSE_AFTER_FAILURE.toMillis() : 0, TimeUnit.MILLISECONDS)) {
                pause = !takeSome();
            }
        } catch (InterruptedException stopping) {
            // What it had comes again.
        }
    }

    /** False after trouble that a moment's wait may end. */
    private boolean takeSome() {
        try {
            for (var message : queue.receive(VISIBILITY)) {
                handle(message);
            }
            return true;
        } catch (DatabaseAway away) {
            LOG.warnf("Jira's events wait for the database: %s", Trouble.describe(away.getCause()));
            return awaitDatabase();
        } catch (RuntimeException e) {
            // Mostly the queue that does not answer. Whatever it is, this loop must not end while the application runs.
            LOG.warnf("Jira's events could not be received, in a second again: %s", Trouble.describe(e));
            return false;
        }
    }

    /** The database's trouble, not the event's. The batch is given out again after its visibility, which uses up one attempt of its ten. */
    private static final class DatabaseAway extends RuntimeException {
        DatabaseAway(Throwable cause) {
            super(cause);
        }
    }

    private boolean awaitDatabase() {
        try {
            while (!log.answers()) {
                if (stopped.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void handle(Message message) {
        try {
            var webhook = Webhook.parse(message.body());
            var head = log.append(webhook, clock.instant());
            head.ifPresent(position -> wakeups.reached(webhook.tenant(), position));
            queue.delete(message);
            told.increment();
            LOG.infof("jira event: tenant=%s event=%s new=%s", webhook.tenant(), webhook.event(), head.isPresent());
        } catch (SQLException | RuntimeException failure) {
            if (failure instanceof SQLException && Trouble.isOurs(failure)) {
                throw new DatabaseAway(failure);
            }
            failed(message, SqsQueue.attempts(message), failure);
        }
    }

    private void failed(Message message, int attempt, Throwable failure) {
        failures.increment();
        if (attempt >= RECEIVES) {
            dead.increment();
        }
        LOG.errorf("jira event failed: message=%s attempt=%d%s %s", message.messageId(), attempt,
                attempt >= RECEIVES ? ", which was the last: it goes to the dead-letter queue" : "", Trouble.describe(failure));
        queue.hide(message, pauseAfter(attempt));
    }

    private static Duration pauseAfter(int attempt) {
        var pause = Duration.ofSeconds(1L << Math.min(attempt, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
