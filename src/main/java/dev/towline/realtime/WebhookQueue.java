package dev.towline.realtime;

import dev.towline.queue.SqsQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The queue of Jira's own events. It is not the deliveries', so that however much happens in Jira no git server waits for it;
 * and when it does not exist the application starts all the same, and Jira is told to come again.
 */
@ApplicationScoped
class WebhookQueue {

    // Jira waits 20 s for an answer.
    private static final Duration SEND_LIMIT = Duration.ofSeconds(5);
    private static final Duration TURN_LIMIT = Duration.ofSeconds(5);

    // The connections to SQS are shared with the deliveries, of which there are 50: most of them remain theirs.
    private static final int SENDING = 8;

    /** The queue did not take it. */
    static final class Unavailable extends Exception {
        Unavailable(String what, Throwable cause) {
            super(what, cause);
        }
    }

    private final SqsQueue queue;
    private final Semaphore sending = new Semaphore(SENDING);

    WebhookQueue(SqsAsyncClient sqs, @ConfigProperty(name = "towline.jira-events-queue") String nameOrUrl, @ConfigProperty(name = "towline.queue-wait") Duration wait) {
        this.queue = new SqsQueue(sqs, nameOrUrl, SEND_LIMIT, wait);
    }

    /** Returns when the queue has it. Blocks, for at most ten seconds. */
    void put(Webhook webhook) throws Unavailable {
        try {
            if (!sending.tryAcquire(TURN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("too many are being sent", null);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", stopping);
        }
        try {
            var refused = queue.send(List.of(webhook.message()));
            if (!refused.isEmpty()) {
                throw new Unavailable("the queue refused it: " + refused.get(0), null);
            }
        } catch (CompletionException e) {
            throw new Unavailable("the queue does not answer", e);
        } finally {
            sending.release();
        }
    }

    /** See {@link SqsQueue}; so are the others. */
    List<Message> receive(Duration visibility) {
        return queue.receive(visibility);
    }

    void delete(Message message) {
        queue.delete(List.of(message));
    }

    void hide(Message message, Duration visibility) {
        queue.hide(List.of(message), visibility);
    }
}
