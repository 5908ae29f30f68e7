package dev.towline.intake;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The SQS queue of deliveries, in the few words that the door and the worker need. */
@ApplicationScoped
class DeliveryQueue {

    /** SQS's own maximum of messages in one call. */
    static final int BATCH = 10;

    // Gitea, Forgejo and Gerrit give up on us after 5 s; behind the queue the overflow must still have its time.
    static final Duration SEND_LIMIT = Duration.ofMillis(1_500);
    // SQS would wait 20 s. A stop waits for this, because a message given to a wait that was broken off is hidden from all others.
    private static final int WAIT_SECONDS = 5;
    private static final Duration RECEIVE_LIMIT = Duration.ofSeconds(WAIT_SECONDS + 5);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private final SqsAsyncClient sqs;
    private final String nameOrUrl;
    private volatile String url;

    DeliveryQueue(SqsAsyncClient sqs, @ConfigProperty(name = "towline.deliveries-queue") String nameOrUrl) {
        this.sqs = sqs;
        this.nameOrUrl = nameOrUrl;
    }

    /** Fails the start when there is no such queue: a door that can never accept must not open. */
    void resolve(@Observes @Priority(1) StartupEvent start) {
        if (nameOrUrl.contains("://")) {
            url = nameOrUrl;
            return;
        }
        try {
            url = sqs.getQueueUrl(request -> request.queueName(nameOrUrl).overrideConfiguration(limit(CALL_LIMIT))).join().queueUrl();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "The queue \"" + nameOrUrl + "\" (TOWLINE_DELIVERIES_QUEUE) cannot be reached: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * Sends up to ten messages of together one message's limit, and returns when the queue has answered.
     *
     * @return why it refused, by position in the list; empty when it has them all
     */
    Map<Integer, String> send(List<String> messages) {
        var answer = sqs.sendMessageBatch(request -> request.queueUrl(url).overrideConfiguration(limit(SEND_LIMIT)).entries(
                IntStream.range(0, messages.size())
                        .mapToObj(i -> SendMessageBatchRequestEntry.builder().id(String.valueOf(i)).messageBody(messages.get(i)).build())
                        .toList()))
                .join();
        return answer.failed().stream().collect(Collectors.toMap(failure -> Integer.valueOf(failure.id()), BatchResultErrorEntry::code));
    }

    /** Up to ten messages, waiting for the first; each is ours for {@code visibility}. */
    List<Message> receive(Duration visibility) {
        return sqs.receiveMessage(request -> request
                        .queueUrl(url)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(WAIT_SECONDS)
                        .visibilityTimeout((int) visibility.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                        .overrideConfiguration(limit(RECEIVE_LIMIT)))
                .join()
                .messages();
    }

    /** Up to ten. What the queue does not delete comes again. */
    void delete(List<Message> messages) {
        if (!messages.isEmpty()) {
            sqs.deleteMessageBatch(request -> request.queueUrl(url).overrideConfiguration(limit(CALL_LIMIT)).entries(
                    IntStream.range(0, messages.size())
                            .mapToObj(i -> DeleteMessageBatchRequestEntry.builder().id(String.valueOf(i)).receiptHandle(messages.get(i).receiptHandle()).build())
                            .toList()))
                    .join();
        }
    }

    /** Hides the messages, up to ten, for this long from now; zero gives them back at once. */
    void hide(List<Message> messages, Duration visibility) {
        if (!messages.isEmpty()) {
            sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).overrideConfiguration(limit(CALL_LIMIT)).entries(
                    IntStream.range(0, messages.size())
                            .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(String.valueOf(i))
                                    .receiptHandle(messages.get(i).receiptHandle())
                                    .visibilityTimeout((int) visibility.toSeconds())
                                    .build())
                            .toList()))
                    .join();
        }
    }

    private static AwsRequestOverrideConfiguration limit(Duration limit) {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }
}
