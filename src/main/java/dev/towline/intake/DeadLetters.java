package dev.towline.intake;

import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Brings what SQS gave up on to where people see it: each message of the dead-letter queue becomes a quarantined delivery of its
 * tenant, with its call kept, and is deleted after that commit. What cannot be told to any tenant stays in the queue, whose depth
 * is the operator's alarm.
 */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String REASON = "Towline failed on it ten times, by a fault of its own. Try again once the fault is repaired.";

    // SQS's own maximum a call. Ten calls a minute are more than ever dies, and leave the database to those who live.
    private static final int BATCH = 10;
    private static final int BATCHES = 10;
    // What stays is looked at again after this, so that it does not stand before the others.
    private static final Duration HIDDEN = Duration.ofMinutes(10);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private final SqsAsyncClient sqs;
    private final QueueReader reader;
    private final DeliveryHandler handler;
    private final String nameOrUrl;
    private final Counter quarantined;
    private final Counter left;

    DeadLetters(
            SqsAsyncClient sqs, QueueReader reader, DeliveryHandler handler, @ConfigProperty(name = "towline.dead-queue") String nameOrUrl,
            MeterRegistry metrics) {
        this.sqs = sqs;
        this.reader = reader;
        this.handler = handler;
        this.nameOrUrl = nameOrUrl;
        this.quarantined = metrics.counter("towline.dead.quarantined");
        this.left = metrics.counter("towline.dead.left");
    }

    /** Being told of the start is what makes this bean, and its counters, before the first sweep: what first appears as one would not be seen to rise. */
    void countFromTheStart(@Observes StartupEvent start) {
        // The constructor has made them.
    }

    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        try {
            var url = nameOrUrl.contains("://") ? nameOrUrl
                    : sqs.getQueueUrl(request -> request.queueName(nameOrUrl).overrideConfiguration(limit())).join().queueUrl();
            for (var i = 0; i < BATCHES; i++) {
                var messages = receive(url);
                messages.forEach(message -> settle(url, message));
                if (messages.size() < BATCH) {
                    return;
                }
            }
        } catch (CompletionException e) {
            LOG.warnf("the dead-letter queue \"%s\" (TOWLINE_DEAD_QUEUE) %s", nameOrUrl,
                    e.getCause() instanceof QueueDoesNotExistException ? "does not exist: nobody sees what is in it" : "does not answer: " + Trouble.describe(e));
        }
    }

    private void settle(String url, Message message) {
        try {
            var envelope = reader.read(message.messageId(), message.body());
            if (envelope.isPresent()) {
                handler.giveUp(envelope.get(), REASON);
                quarantined.increment();
            }
            sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()).overrideConfiguration(limit())).join();
        } catch (RuntimeException | SQLException e) {
            left.increment();
            LOG.errorf("message %s stays in the dead-letter queue: %s", message.messageId(), Trouble.describe(e));
        }
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(request -> request
                        .queueUrl(url)
                        .maxNumberOfMessages(BATCH)
                        .visibilityTimeout((int) HIDDEN.toSeconds())
                        .overrideConfiguration(limit()))
                .join()
                .messages();
    }

    private static AwsRequestOverrideConfiguration limit() {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(CALL_LIMIT).build();
    }
}
