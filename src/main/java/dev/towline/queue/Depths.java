package dev.towline.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The metric {@code towline.queue.messages}: how many wait in each queue, by SQS's own count, which is approximate and the same for all nodes.
 * Not a number where SQS does not say. How long the oldest waits SQS tells to CloudWatch only; of what was read {@code towline.delivery.delay} tells it.
 */
@ApplicationScoped
class Depths {

    private static final Logger LOG = Logger.getLogger(Depths.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SqsAsyncClient sqs;
    private final Map<String, String> queues;
    private final Map<String, Double> waiting = new ConcurrentHashMap<>();

    Depths(
            SqsAsyncClient sqs, @ConfigProperty(name = "towline.deliveries-queue") String deliveries, @ConfigProperty(name = "towline.dead-queue") String dead,
            @ConfigProperty(name = "towline.jira-events-queue") String jiraEvents, MeterRegistry metrics) {
        this.sqs = sqs;
        this.queues = Map.of("deliveries", deliveries, "dead", dead, "jira-events", jiraEvents);
        queues.keySet().forEach(queue -> Gauge.builder("towline.queue.messages", waiting, known -> known.getOrDefault(queue, Double.NaN)).tag("queue", queue).register(metrics));
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        queues.forEach((queue, nameOrUrl) -> {
            try {
                waiting.put(queue, (double) depth(new SqsQueue(sqs, nameOrUrl, LIMIT, LIMIT)));
            } catch (CompletionException silent) {
                // The worker and the doors say so by themselves, and a self-hosted deployment has no queue of Jira's events.
                LOG.debugf("the queue %s was not counted: %s", queue, Trouble.describe(silent));
                waiting.remove(queue);
            }
        });
    }

    private int depth(SqsQueue queue) {
        var url = queue.resolve();
        return Integer.parseInt(sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                        .overrideConfiguration(limit -> limit.apiCallTimeout(LIMIT)))
                .join().attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
