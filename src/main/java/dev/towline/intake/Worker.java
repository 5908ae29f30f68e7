package dev.towline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives deliveries in batches and handles them side by side on virtual threads. A message is deleted only after its
 * database commit (law 2); one that failed is hidden for longer each time and comes again, until the queue moves it to the
 * dead-letter queue; one that takes long is kept from coming back early.
 */
@ApplicationScoped
class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    // A crashed worker's messages come back after this; a slow one's are extended in time.
    static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Duration EXTEND_EVERY = VISIBILITY.dividedBy(3);
    // After a failure: 2 s, 4 s, 8 s … at most this long, so that a repaired cause is noticed soon.
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    private static final Duration PAUSE_WHEN_QUEUE_FAILS = Duration.ofSeconds(1);
    // Four loops of ten messages keep the pool of database connections half used.
    private static final int LOOPS = 4;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final DeliveryQueue queue;
    private final QueueReader reader;
    private final DeliveryHandler handler;
    private final Counter failures;
    private final List<Thread> loops = new ArrayList<>();
    private ExecutorService hands;
    private volatile boolean running;

    Worker(DeliveryQueue queue, QueueReader reader, DeliveryHandler handler, MeterRegistry metrics) {
        this.queue = queue;
        this.reader = reader;
        this.handler = handler;
        this.failures = metrics.counter("towline.worker.failures");
    }

    void startWith(@Observes @Priority(1000) StartupEvent start) {
        start();
    }

    void stopWith(@Observes ShutdownEvent stop) {
        stop();
    }

    synchronized void start() {
        running = true;
        hands = Executors.newVirtualThreadPerTaskExecutor();
        for (var i = 0; i < LOOPS; i++) {
            loops.add(Thread.ofVirtual().name("worker-" + i).start(this::loop));
        }
    }

    /** Takes no more messages, and finishes those it holds; what is not finished in time comes back to the queue by itself. */
    synchronized void stop() {
        running = false;
        var deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        for (var loop : loops) {
            try {
                loop.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        loops.clear();
        hands.shutdownNow();
    }

    private void loop() {
        while (running) {
            try {
                handle(queue.receive(VISIBILITY));
            } catch (RuntimeException e) {
                // Mostly the queue that does not answer. Whatever it is, this loop must not end while the application runs.
                LOG.warnf("the worker could not receive or settle messages (%s): trying again", e.getMessage());
                pause();
            }
        }
    }

    private void handle(List<Message> messages) {
        var working = new LinkedHashMap<Message, Future<?>>();
        messages.forEach(message -> working.put(message, hands.submit(() -> {
            var read = reader.read(message.messageId(), message.body());
            if (read.isPresent()) {
                handler.handle(read.get());
            }
            return null;
        })));
        var done = new ArrayList<Message>();
        while (!working.isEmpty()) {
            var deadline = System.nanoTime() + EXTEND_EVERY.toNanos();
            for (var entry : List.copyOf(working.entrySet())) {
                if (isFinished(entry, deadline, done)) {
                    working.remove(entry.getKey());
                }
            }
            working.keySet().forEach(message -> queue.hide(message, VISIBILITY));
        }
        queue.delete(done);
    }

    /** Waits for one message's handling until the deadline; collects it into {@code done} when it was committed. */
    private boolean isFinished(Map.Entry<Message, Future<?>> entry, long deadline, List<Message> done) {
        var message = entry.getKey();
        try {
            entry.getValue().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            done.add(message);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a worker", e);
        } catch (ExecutionException e) {
            failures.increment();
            var attempt = attempts(message);
            LOG.errorf(e.getCause(), "delivery failed: message=%s attempt=%d, it will come again", message.messageId(), attempt);
            queue.hide(message, backoff(attempt));
            return true;
        }
    }

    static Duration backoff(int attempt) {
        var seconds = 1L << Math.min(attempt, 20);
        return seconds > LONGEST_BACKOFF.toSeconds() ? LONGEST_BACKOFF : Duration.ofSeconds(seconds);
    }

    private static int attempts(Message message) {
        return Integer.parseInt(message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_WHEN_QUEUE_FAILS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
