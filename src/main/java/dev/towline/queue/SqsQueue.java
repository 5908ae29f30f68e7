package dev.towline.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** One SQS queue, in the few words that its senders and readers need. Every call waits for SQS, within a limit. */
public final class SqsQueue {

    /** SQS's own maximum of messages in one call. */
    public static final int BATCH = 10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private final SqsAsyncClient sqs;
    private final String nameOrUrl;
    private final Duration sendLimit;
    private final Duration wait;
    private volatile String url;

    /**
     * @param sendLimit after which a message counts as not sent, though SQS may have it
     * @param wait      for a first message, in whole seconds of at most the 20 that SQS allows. A stop waits for this, because a message
     *                  given to a wait that was broken off is hidden from all others; and each empty wait is a call that AWS bills
     * @throws IllegalArgumentException for any other wait
     */
    public SqsQueue(SqsAsyncClient sqs, String nameOrUrl, Duration sendLimit, Duration wait) {
        if (wait.compareTo(Duration.ofSeconds(1)) < 0 || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("towline.queue-wait (TOWLINE_QUEUE_WAIT) is " + wait + "; it has to be between 1s and 20s");
        }
        this.wait = wait;
        this.sqs = sqs;
        this.nameOrUrl = nameOrUrl;
        this.sendLimit = sendLimit;
        this.url = nameOrUrl.contains("://") ? nameOrUrl : null;
    }

    /** Looks the queue up by its name, once; every call does so by itself. @throws CompletionException when there is none, or SQS does not answer */
    public String resolve() {
        if (url == null) {
            url = sqs.getQueueUrl(request -> request.queueName(nameOrUrl).overrideConfiguration(limit(CALL_LIMIT))).join().queueUrl();
        }
        return url;
    }

    /**
     * Sends up to ten messages of together one message's limit, and returns when the queue has answered.
     *
     * @return why it refused, by position in the list; empty when it has them all
     */
    public Map<Integer, String> send(List<String> messages) {
        var queue = resolve();
        var answer = sqs.sendMessageBatch(request -> request.queueUrl(queue).overrideConfiguration(limit(sendLimit)).entries(
                IntStream.range(0, messages.size())
                        .mapToObj(i -> SendMessageBatchRequestEntry.builder().id(String.valueOf(i)).messageBody(messages.get(i)).build())
                        .toList()))
                .join();
        return answer.failed().stream().collect(Collectors.toMap(failure -> Integer.valueOf(failure.id()), BatchResultErrorEntry::code));
    }

    /** Up to ten messages, waiting for the first; each is ours for {@code visibility}. */
    public List<Message> receive(Duration visibility) {
        var queue = resolve();
        return sqs.receiveMessage(request -> request
                        .queueUrl(queue)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds((int) wait.toSeconds())
                        .visibilityTimeout((int) visibility.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                        .overrideConfiguration(limit(wait.plus(ANSWER))))
                .join()
                .messages();
    }

    /** Up to ten. What the queue does not delete comes again. */
    public void delete(List<Message> messages) {
        if (!messages.isEmpty()) {
            var queue = resolve();
            sqs.deleteMessageBatch(request -> request.queueUrl(queue).overrideConfiguration(limit(CALL_LIMIT)).entries(
                    IntStream.range(0, messages.size())
                            .mapToObj(i -> DeleteMessageBatchRequestEntry.builder().id(String.valueOf(i)).receiptHandle(messages.get(i).receiptHandle()).build())
                            .toList()))
                    .join();
        }
    }

    /** Hides the messages, up to ten, for this long from now; zero gives them back at once. */
    public void hide(List<Message> messages, Duration visibility) {
        if (!messages.isEmpty()) {
            var queue = resolve();
            sqs.changeMessageVisibilityBatch(request -> request.queueUrl(queue).overrideConfiguration(limit(CALL_LIMIT)).entries(
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

    /** How often SQS has given this message out, this time included. */
    public static int attempts(Message message) {
        return Integer.parseInt(message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    }

    private static AwsRequestOverrideConfiguration limit(Duration limit) {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }
}
