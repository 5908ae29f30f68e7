package dev.towline.intake;

import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.S3Resource;
import dev.towline.StandResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Bodies too large for the queue, where there is a bucket, on a real S3 protocol. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(value = S3Resource.class, restrictToAnnotatedClass = true)
@Timeout(120)
class ClaimCheckIT {

    @Inject
    S3AsyncClient s3;

    @Inject
    SqsAsyncClient sqs;

    @Inject
    Worker worker;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void makeBucket() {
        s3.createBucket(request -> request.bucket(S3Resource.BUCKET)).join();
    }

    @AfterEach
    void dropBucket() {
        objects().forEach(object -> s3.deleteObject(request -> request.bucket(S3Resource.BUCKET).key(object.key())).join());
        s3.deleteBucket(request -> request.bucket(S3Resource.BUCKET)).join();
    }

    @Test
    void a_large_body_waits_sealed_in_the_bucket_and_is_gone_once_it_is_indexed() throws Exception {
        var hook = create("large in S3");
        assertTrue(hook.url().toString().startsWith("http://127.0.0.1:"), "hook URLs lead where TOWLINE_HOOKS_URL says: " + hook.url());
        var body = large();
        worker.stop();
        try {
            assertEquals(202, send(hook, "push", body).statusCode());
            var kept = objects();
            assertEquals(1, kept.size());
            var sealed = s3.getObject(request -> request.bucket(S3Resource.BUCKET).key(kept.getFirst().key()), AsyncResponseTransformer.toBytes()).join().asByteArray();
            assertTrue(sealed.length > Envelope.LIMIT / 4 * 3, "too large for the queue: " + sealed.length);
            assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("refs/heads"), "sealed");
            assertEquals(0, keptInDatabase());
        } finally {
            worker.start();
        }
        await("indexed", () -> deliveries(hook).size() == 1);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
        await("the object is deleted after the commit", () -> objects().isEmpty());
    }

    @Test
    void when_s3_fails_the_database_takes_the_body() throws Exception {
        var hook = create("no S3");
        dropBucket();
        try {
            worker.stop();
            try {
                assertEquals(202, send(hook, "push", large()).statusCode());
                assertEquals(1, keptInDatabase());
            } finally {
                worker.start();
            }
            await("indexed", () -> deliveries(hook).size() == 1);
            assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
            assertEquals(0, keptInDatabase());
        } finally {
            makeBucket();
        }
    }

    @Test
    void a_delivery_whose_body_is_gone_is_told_to_its_tenant_and_one_that_comes_again_is_not() throws Exception {
        var hook = create("body gone");
        worker.stop();
        try {
            assertEquals(202, send(hook, "push", large()).statusCode());
            objects().forEach(object -> s3.deleteObject(request -> request.bucket(S3Resource.BUCKET).key(object.key())).join());
        } finally {
            worker.start();
        }
        await("recorded", () -> deliveries(hook).size() == 1);
        var lost = deliveries(hook).getFirst();
        assertEquals("quarantined", lost.get("outcome"));
        assertEquals("Its body is no longer kept, so nobody can read it. Let the git server send it again.", lost.get("reason"));

        var other = create("comes again");
        worker.stop();
        String message;
        try {
            assertEquals(202, send(other, "push", large()).statusCode());
            message = sqs.receiveMessage(request -> request.queueUrl(queue()).visibilityTimeout(0).waitTimeSeconds(5)).join().messages().getFirst().body();
        } finally {
            worker.start();
        }
        await("indexed", () -> deliveries(other).size() == 1);
        var failures = metrics.counter("towline.worker.failures").count();
        sqs.sendMessage(request -> request.queueUrl(queue()).messageBody(message)).join();
        await("the queue is empty", () -> waiting() == 0);
        assertEquals(List.of("indexed"), deliveries(other).stream().map(delivery -> delivery.get("outcome")).toList());
        assertEquals(failures, metrics.counter("towline.worker.failures").count());
    }

    @Test
    void when_the_bucket_is_away_while_the_worker_looks_the_delivery_is_not_lost() throws Exception {
        var hook = create("S3 comes back");
        worker.stop();
        assertEquals(202, send(hook, "push", large()).statusCode());
        assertEquals(202, send(hook, "ping", fixture("ping.json")).statusCode());
        var kept = objects().getFirst().key();
        var sealed = s3.getObject(request -> request.bucket(S3Resource.BUCKET).key(kept), AsyncResponseTransformer.toBytes()).join().asByteArray();
        var failures = metrics.counter("towline.worker.failures").count();
        dropBucket();
        worker.start();
        try {
            await("it waits in the database", () -> number("select count(*) from waiting_delivery where attempts = 0 and due_at > now()") == 1);
            await("others do not wait for it", () -> deliveries(hook).size() == 1);
            assertEquals("ping", deliveries(hook).getFirst().get("event"), "the large one is neither handled nor dropped");
        } finally {
            worker.stop();
            makeBucket();
        }
        s3.putObject(request -> request.bucket(S3Resource.BUCKET).key(kept), software.amazon.awssdk.core.async.AsyncRequestBody.fromBytes(sealed)).join();
        worker.start();
        await("indexed once it is back", () -> deliveries(hook).size() == 2);
        assertTrue(deliveries(hook).stream().anyMatch(delivery -> "indexed".equals(delivery.get("outcome"))));
        assertEquals(failures, metrics.counter("towline.worker.failures").count(), "nobody is to blame");
    }

    @Test
    void a_body_whose_message_neither_the_queue_nor_the_database_took_is_not_kept() throws Exception {
        var hook = create("no queue");
        var url = sqs.getQueueUrl(request -> request.queueName("towline-deliveries")).join().queueUrl();
        worker.stop();
        sqs.deleteQueue(request -> request.queueUrl(url)).join();
        execute("alter table waiting_delivery rename to waiting_delivery_away");
        try {
            assertEquals(503, send(hook, "push", large()).statusCode());
            await("nothing is kept", () -> objects().isEmpty());
        } finally {
            execute("alter table waiting_delivery_away rename to waiting_delivery");
            sqs.createQueue(request -> request.queueName("towline-deliveries")).join();
            worker.start();
        }
    }

    private List<S3Object> objects() {
        return s3.listObjectsV2(request -> request.bucket(S3Resource.BUCKET)).join().contents();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String queue() {
        return sqs.getQueueUrl(request -> request.queueName("towline-deliveries")).join().queueUrl();
    }

    private int waiting() {
        return sqs.getQueueAttributes(request -> request.queueUrl(queue()).attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).join()
                .attributes().values().stream().mapToInt(Integer::parseInt).sum();
    }

    private long keptInDatabase() {
        return number("select count(*) from kept_body where why = 'oversize'");
    }

    private long number(String sql) {
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A push with three megabytes that do not compress; its own commit, so that no other test meets it. */
    private static byte[] large() throws Exception {
        var filler = new StringBuilder();
        new Random(7).ints(3_000_000, 'a', 'z' + 1).forEach(letter -> filler.append((char) letter));
        return bytes(new String(fixture("push.json"), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"padding\":\"" + filler + UUID.randomUUID() + "\","));
    }
}
