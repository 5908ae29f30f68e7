package dev.towline.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends what waits together. A message that comes alone goes at once; those that come while all lines are busy go as one batch,
 * which an SQS answers about as fast as a single message. Nothing is confirmed before the queue has it.
 */
@ApplicationScoped
class Sender {

    // Calls under way at once. A batch of ten on each is more than one database keeps up with.
    private static final int LINES = 8;
    private static final int BATCH = 10;
    // What may wait in memory while the queue is slow; what comes beyond goes to the overflow rather than filling the heap.
    private static final long WAITING_BYTES = 64L * 1024 * 1024;
    // From here until the queue has it; what takes longer goes to the overflow.
    private static final Duration LIMIT = DeliveryQueue.SEND_LIMIT;

    /** One message and who waits for it. */
    record Waiting(String message, int bytes, CompletableFuture<Void> confirmed) {}

    private final DeliveryQueue queue;
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final ConcurrentLinkedQueue<Waiting> line = new ConcurrentLinkedQueue<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();

    Sender(DeliveryQueue queue) {
        this.queue = queue;
    }

    void start(@Observes @Priority(10) StartupEvent start) {
        for (var i = 0; i < LINES; i++) {
            senders.add(Thread.ofVirtual().name("sender-" + i).start(this::serve));
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        senders.forEach(Thread::interrupt);
    }

    /** Completes when the queue has the message; fails when it refuses, is too slow or did not answer a moment ago, or too much waits already. */
    CompletableFuture<Void> send(String message) {
        if (!breaker.allows()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the queue does not answer"));
        }
        var bytes = message.getBytes(StandardCharsets.UTF_8).length;
        if (waitingBytes.addAndGet(bytes) > WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            return CompletableFuture.failedFuture(new IllegalStateException("more than " + WAITING_BYTES + " bytes wait for the queue"));
        }
        var waiting = new Waiting(message, bytes, new CompletableFuture<>());
        waiting.confirmed().orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, failure) -> waitingBytes.addAndGet(-bytes));
        line.add(waiting);
        arrivals.release();
        return waiting.confirmed();
    }

    private void serve() {
        try {
            while (true) {
                arrivals.acquire();
                send(batch());
            }
        } catch (InterruptedException stopping) {
            // The application ends: what still waits goes to the overflow when its time is over.
        }
    }

    /** What waits now, as much as one call takes. The caller holds one arrival, and takes another for each further message. */
    private synchronized List<Waiting> batch() {
        var batch = new ArrayList<>(List.of(line.remove()));
        var bytes = batch.getFirst().bytes();
        while (batch.size() < BATCH && line.peek() != null && bytes + line.peek().bytes() <= Envelope.LIMIT && arrivals.tryAcquire()) {
            batch.add(line.remove());
            bytes += batch.getLast().bytes();
        }
        return batch;
    }

    private void send(List<Waiting> batch) {
        // What was given up went to the overflow; sending it as well would only double it.
        var wanted = batch.stream().filter(waiting -> !waiting.confirmed().isDone()).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            var failures = queue.send(wanted.stream().map(Waiting::message).toList());
            breaker.succeeded();
            for (var i = 0; i < wanted.size(); i++) {
                if (failures.containsKey(i)) {
                    wanted.get(i).confirmed().completeExceptionally(new IllegalStateException("the queue refused it: " + failures.get(i)));
                } else {
                    wanted.get(i).confirmed().complete(null);
                }
            }
        } catch (RuntimeException unreachable) {
            breaker.failed();
            wanted.forEach(waiting -> waiting.confirmed().completeExceptionally(unreachable));
        }
    }
}
