package dev.towline.intake;

import dev.towline.queue.SqsQueue;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The queue of deliveries, between the door and the worker. */
@ApplicationScoped
class DeliveryQueue {

    static final int BATCH = SqsQueue.BATCH;

    // Gitea, Forgejo and Gerrit give up on us after 5 s; behind the queue the overflow must still have its time.
    static final Duration SEND_LIMIT = Duration.ofMillis(1_500);

    private final SqsQueue queue;
    private final String nameOrUrl;

    DeliveryQueue(SqsAsyncClient sqs, @ConfigProperty(name = "towline.deliveries-queue") String nameOrUrl, @ConfigProperty(name = "towline.queue-wait") Duration wait) {
        this.queue = new SqsQueue(sqs, nameOrUrl, SEND_LIMIT, wait);
        this.nameOrUrl = nameOrUrl;
    }

    /** Fails the start when there is no such queue: a door that can never accept must not open. */
    void resolve(@Observes @Priority(1) StartupEvent start) {
        try {
            queue.resolve();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "The queue \"" + nameOrUrl + "\" (TOWLINE_DELIVERIES_QUEUE) cannot be reached: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** See {@link SqsQueue}; so are the others. */
    Map<Integer, String> send(List<String> messages) {
        return queue.send(messages);
    }

    List<Message> receive(Duration visibility) {
        return queue.receive(visibility);
    }

    void delete(List<Message> messages) {
        queue.delete(messages);
    }

    void hide(List<Message> messages, Duration visibility) {
        queue.hide(messages, visibility);
    }
}
