package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.commits;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import dev.towline.local.Send;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What SQS gave up on, and what nobody could read: shown to its tenant, kept, and tried again on demand. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class DeadLettersIT {

    @Inject
    DeadLetters deadLetters;

    @Inject
    Worker worker;

    @Inject
    SqsAsyncClient sqs;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    java.net.URI endpoint;

    @Test
    void a_dead_delivery_is_shown_to_its_tenant_and_indexed_when_it_is_tried_again() throws Exception {
        var hook = create("dead");
        var body = push("ABC-5");
        die(() -> assertEquals(202, send(hook, "push", body).statusCode()), 1);
        deadLetters.sweep();
        await("quarantined", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        assertEquals("quarantined", delivery.get("outcome"));
        assertTrue(((String) delivery.get("reason")).contains("failed on it ten times"));
        assertEquals(0, dead(), "deleted once it is recorded");
        asAdmin().accept("text/html").get("/api/integrations").then().statusCode(200).body(containsString("data-replay=\"" + delivery.get("id") + "\""));

        replay(delivery.get("id")).statusCode(202);
        await("indexed", () -> "indexed".equals(deliveries(hook).getFirst().get("outcome")));
        assertEquals(1, deliveries(hook).size());
        assertEquals("", deliveries(hook).getFirst().get("reason"));
        assertTrue(commits(Stand.DEVELOPER, "ABC-5").contains("4c1f0a9be2d3574861a0c9f8e7d6b5a493827160"));
        assertEquals(0, kept(hook), "the body goes with the quarantine");
        asAdmin().accept("text/html").get("/api/integrations").then().body(not(containsString("data-replay=\"" + delivery.get("id") + "\"")));
        replay(delivery.get("id")).statusCode(409).contentType("application/problem+json");
    }

    @Test
    void a_message_that_dies_twice_is_recorded_once_and_one_that_was_handled_stays_as_it_is() throws Exception {
        var hook = create("dies twice");
        var body = push("ABC-5");
        die(() -> assertEquals(202, send(hook, "push", body).statusCode()), 2);
        deadLetters.sweep();
        await("the queue is empty", () -> dead() == 0);
        assertEquals(List.of("quarantined"), deliveries(hook).stream().map(delivery -> delivery.get("outcome")).toList());

        var handled = create("handled before");
        die(() -> assertEquals(202, send(handled, "push", push("ABC-6")).statusCode()), 1, true);
        await("indexed", () -> deliveries(handled).size() == 1);
        deadLetters.sweep();
        await("the queue is empty again", () -> dead() == 0);
        assertEquals(List.of("indexed"), deliveries(handled).stream().map(delivery -> delivery.get("outcome")).toList());
    }

    @Test
    void asked_twice_it_is_handled_once() throws Exception {
        var hook = create("asked twice");
        die(() -> assertEquals(202, send(hook, "push", push("ABC-5")).statusCode()), 1);
        deadLetters.sweep();
        await("quarantined", () -> deliveries(hook).size() == 1);
        var id = deliveries(hook).getFirst().get("id");
        worker.stop();
        try {
            replay(id).statusCode(202);
            assertEquals("waiting", deliveries(hook).getFirst().get("outcome"));
            replay(id).statusCode(202);
        } finally {
            worker.start();
        }
        await("indexed", () -> "indexed".equals(deliveries(hook).getFirst().get("outcome")));
        await("both messages are gone", () -> waiting() == 0);
        assertEquals(2, logged(hook), "quarantined, and indexed once");
    }

    @Test
    void what_still_cannot_be_read_goes_back_into_quarantine_and_can_be_tried_again() throws Exception {
        var hook = create("still unreadable");
        assertEquals(202, send(hook, "push", bytes("{\"ref\":7}")).statusCode());
        await("quarantined", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        replay(delivery.get("id")).statusCode(202);
        await("judged again", () -> logged(hook) == 2 && "quarantined".equals(deliveries(hook).getFirst().get("outcome")));
        assertEquals(delivery.get("reason"), deliveries(hook).getFirst().get("reason"));
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("update delivery set received_at = now() - interval '31 days' where integration_id = '" + hook.id() + "'");
            DeliveryRows.dropOlderThan(connection, Instant.now().minus(Duration.ofDays(30)));
        }
        replay(delivery.get("id")).statusCode(202);
    }

    @Test
    void a_replay_believes_the_hook_url_that_was_replaced_since_but_never_a_forged_signature() throws Exception {
        var hook = create("rotated since");
        die(() -> assertEquals(202, send(hook, "push", push("ABC-5")).statusCode()), 1);
        deadLetters.sweep();
        await("quarantined", () -> deliveries(hook).size() == 1);
        asAdmin().body(Map.of("what", "url")).post("/api/integrations/" + hook.id() + "/rotate").then().statusCode(200);
        replay(deliveries(hook).getFirst().get("id")).statusCode(202);
        await("indexed", () -> "indexed".equals(deliveries(hook).getFirst().get("outcome")));

        var forged = create("forged and dead");
        var body = push("ABC-4");
        die(() -> assertEquals(202, Send.post(forged.url(), Send.github("push", body, "not the secret"), body).statusCode()), 1);
        deadLetters.sweep();
        await("quarantined", () -> deliveries(forged).size() == 1);
        replay(deliveries(forged).getFirst().get("id")).statusCode(202);
        await("refused", () -> "refused".equals(deliveries(forged).getFirst().get("outcome")));
        assertFalse(commits(Stand.DEVELOPER, "ABC-4").contains("4c1f0a9be2d3574861a0c9f8e7d6b5a493827160"));
    }

    @Test
    void what_the_gateway_wrote_and_died_is_kept_sealed() throws Exception {
        var hook = create("gateway dead");
        var gateway = ApiGateway.before(endpoint, queue("towline-deliveries"));
        var body = push("ABC-5");
        die(() -> assertEquals(202, gateway.post(hook.url().getPath().substring("/hooks/".length()), Send.github("push", body, hook.secret()), body).status()), 1);
        deadLetters.sweep();
        await("quarantined", () -> deliveries(hook).size() == 1);
        replay(deliveries(hook).getFirst().get("id")).statusCode(202);
        await("indexed", () -> "indexed".equals(deliveries(hook).getFirst().get("outcome")));
    }

    @Test
    void what_is_no_delivery_of_ours_stays_for_the_operator() throws Exception {
        var left = metrics.counter("towline.dead.left").count();
        sqs.sendMessage(request -> request.queueUrl(queue("towline-deliveries-dead")).messageBody("rubbish")).join();
        deadLetters.sweep();
        await("looked at", () -> metrics.counter("towline.dead.left").count() > left);
        assertEquals(1, dead());
        sqs.purgeQueue(request -> request.queueUrl(queue("towline-deliveries-dead"))).join();
    }

    @Test
    void a_replay_that_has_to_wait_in_the_database_is_not_taken_for_its_original_that_is_just_leaving_it() throws Exception {
        var hook = create("replay beside original");
        assertEquals(202, send(hook, "push", bytes("{\"ref\":7}")).statusCode());
        await("quarantined", () -> deliveries(hook).size() == 1);
        var id = UUID.fromString((String) deliveries(hook).getFirst().get("id"));
        worker.stop();
        try (var connection = database.getConnection()) {
            var tenant = new TenantId(tenant(hook));
            var integration = new IntegrationId(UUID.fromString(hook.id()));
            var original = new Held(new Envelope(1, id, tenant.value(), integration.value(), new byte[32], 0, new byte[0], null, null), 1, new Held.Origin.Database());
            var replay = new Held(Envelope.replay(new DeliveryId(id), tenant, integration, Instant.now()), 1, new Held.Origin.Database());
            WaitingRows.put(connection, List.of(original), WaitingRows.Why.OVERFLOW);
            WaitingRows.put(connection, List.of(replay), WaitingRows.Why.SHARE);
            WaitingRows.put(connection, List.of(replay), WaitingRows.Why.SHARE);
            WaitingRows.delete(connection, List.of(original));
        } finally {
            worker.start();
        }
        await("judged again", () -> logged(hook) == 2);
        await("nothing stays behind", () -> count("select count(*) from waiting_delivery join integration using (tenant_id) where integration_id = ?", hook) == 0);
    }

    @Test
    void an_unknown_delivery_cannot_be_tried_again() {
        replay(UUID.randomUUID()).statusCode(404).contentType("application/problem+json");
        replay("nonsense").statusCode(404);
    }

    private interface Sending {
        void run() throws Exception;
    }

    private void die(Sending sending, int times) throws Exception {
        die(sending, times, false);
    }

    /** Sends with the worker stopped, and moves the message to the dead-letter queue as SQS would after ten failures. */
    private void die(Sending sending, int times, boolean andLive) throws Exception {
        await("nothing of other tests is on the queue", () -> waiting() == 0);
        worker.stop();
        try {
            sending.run();
            var messages = sqs.receiveMessage(request -> request.queueUrl(queue("towline-deliveries")).visibilityTimeout(0).waitTimeSeconds(5)).join().messages();
            assertEquals(1, messages.size());
            for (var i = 0; i < times; i++) {
                sqs.sendMessage(request -> request.queueUrl(queue("towline-deliveries-dead")).messageBody(messages.getFirst().body())).join();
            }
            if (!andLive) {
                sqs.deleteMessage(request -> request.queueUrl(queue("towline-deliveries")).receiptHandle(messages.getFirst().receiptHandle())).join();
            }
        } finally {
            worker.start();
        }
    }

    private static ValidatableResponse replay(Object id) {
        return asAdmin().post("/api/deliveries/" + id + "/replay").then();
    }

    private String queue(String name) {
        return sqs.getQueueUrl(request -> request.queueName(name)).join().queueUrl();
    }

    private int dead() {
        return messages("towline-deliveries-dead");
    }

    private int waiting() {
        return messages("towline-deliveries");
    }

    private int messages(String name) {
        var attributes = sqs.getQueueAttributes(request -> request.queueUrl(queue(name)).attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).join().attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private UUID tenant(Hooks.Hook hook) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement("select tenant_id from integration where integration_id = ?")) {
            select.setObject(1, UUID.fromString(hook.id()));
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        }
    }

    private long kept(Hooks.Hook hook) {
        return count("select count(*) from kept_body join delivery on delivery.tenant_id = kept_body.tenant_id and delivery_id = body_id where integration_id = ?", hook);
    }

    private long logged(Hooks.Hook hook) {
        return count("select count(*) from change where kind = 'DELIVERY' and integration_id = ?", hook);
    }

    private long count(String sql, Hooks.Hook hook) {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, UUID.fromString(hook.id()));
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A push whose commits belong to an issue of this class alone. */
    private static byte[] push(String issue) throws java.io.IOException {
        return bytes(new String(fixture("push.json"), StandardCharsets.UTF_8).replace("ABC-1", issue).replace("ABC-2", issue));
    }
}
