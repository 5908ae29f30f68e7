package dev.towline.intake;

import static dev.towline.intake.Hooks.as;
import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.local.Send;
import dev.towline.provider.SelfSigned;
import dev.towline.provider.Sns;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Amazon SNS from the door to the index and the admin's API: asked, confirmed, believed, ended. AWS itself is a {@link LocalAws}. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class SnsIT {

    private static final KeyPair KEYS = SelfSigned.rsa(2048);
    private static final byte[] CERTIFICATE = SelfSigned.certificate(
            KEYS, "sns.amazonaws.com", Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)), false);

    @Inject
    LocalAws aws;

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource database;

    // Each test has a topic and a certificate of its own: what is asked of AWS is remembered by address.
    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final String topic = "arn:aws:sns:eu-central-1:123456789012:crane-" + id;
    private final String certificate = Sns.HOST + "/SimpleNotificationService-" + id + ".pem";
    private final String confirmation = Sns.HOST + "/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=2336" + id;

    @BeforeEach
    void aws() {
        aws.answer(certificate, 200, CERTIFICATE);
        aws.answer(confirmation, 200, Hooks.bytes("<ConfirmSubscriptionResponse/>"));
    }

    @Test
    void a_topic_is_asked_about_confirmed_believed_and_ended() throws Exception {
        var hook = create("sns", "codecommit");
        send(hook, Sns.notification(topic, event("before")));
        await("refused", () -> deliveries(hook).size() == 1);
        assertEquals("refused", deliveries(hook).getFirst().get("outcome"));
        assertTrue(deliveries(hook).getFirst().get("reason").toString().contains("Nobody confirmed"));

        ask(hook);
        integration(hook).body("topics", hasSize(1)).body("topics[0].arn", equalTo(topic)).body("topics[0].state", equalTo("waiting"))
                .body("state", equalTo("waiting"));
        assertFalse(aws.asked().contains(confirmation), "nothing is confirmed by itself");
        assertFalse(asAdmin().get("/api/integrations").asString().contains("2336" + id), "the token stays with us");

        confirm(hook, topic).statusCode(200).body("topics[0].state", equalTo("confirmed"));
        assertTrue(aws.asked().contains(confirmation));
        confirm(hook, topic).statusCode(404).contentType("application/problem+json");

        send(hook, Sns.notification(topic, event("after")));
        await("indexed", () -> deliveries(hook).size() == 3);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
        integration(hook).body("state", equalTo("connected"));

        send(hook, Sns.confirmation("UnsubscribeConfirmation", topic, "2336" + id));
        await("ended", () -> deliveries(hook).size() == 4);
        integration(hook).body("topics[0].state", equalTo("ended"));
        send(hook, Sns.notification(topic, event("later")));
        await("refused again", () -> deliveries(hook).size() == 5);
        assertEquals("refused", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void while_the_certificate_cannot_be_fetched_the_message_waits_and_then_counts() throws Exception {
        var hook = create("sns outage", "codecommit");
        aws.fail(certificate);
        var before = metrics.counter("towline.worker.failures").count();
        send(hook, Sns.confirmation("SubscriptionConfirmation", topic, "2336" + id));
        await("tried", () -> metrics.counter("towline.worker.failures").count() > before);
        assertEquals(0, deliveries(hook).size());
        aws.answer(certificate, 200, CERTIFICATE);
        await("kept", () -> deliveries(hook).size() == 1);
        integration(hook).body("topics[0].state", equalTo("waiting"));
    }

    @Test
    void a_question_that_leads_elsewhere_is_told_to_the_administrator_and_never_followed() throws Exception {
        var hook = create("sns elsewhere", "codecommit");
        var fields = Sns.confirmation("SubscriptionConfirmation", topic, "2336" + id);
        fields.put("SubscribeURL", "https://sns.evil.example/?" + id);
        send(hook, fields);
        await("refused", () -> deliveries(hook).size() == 1);
        integration(hook).body("lastRefusal.reason", containsString("sns.evil.example")).body("topics", hasSize(0));
        assertTrue(aws.asked().stream().noneMatch(address -> address.contains(id)));
    }

    @Test
    void what_aws_does_not_take_is_not_kept_as_confirmed() throws Exception {
        var hook = create("sns turned away", "codecommit");
        ask(hook);
        aws.answer(confirmation, 403, new byte[0]);
        confirm(hook, topic).statusCode(409).contentType("application/problem+json").body("title", containsString("Request confirmation"));
        aws.fail(confirmation);
        confirm(hook, topic).statusCode(503).contentType("application/problem+json").body("title", containsString("AWS does not answer"));
        integration(hook).body("topics[0].state", equalTo("waiting"));
        confirm(hook, "arn:aws:sns:eu-central-1:123456789012:other").statusCode(404);
        confirm(hook, "").statusCode(400).body("errors[0].field", equalTo("topic"));
        as(Stand.DEVELOPER).body(Map.of("topic", topic)).post("/api/integrations/" + hook.id() + "/topics/confirm").then().statusCode(403);
        asAdmin().body(Map.of("topic", topic)).post("/api/integrations/" + create("another", "codecommit").id() + "/topics/confirm").then().statusCode(404);
        asAdmin().body(Map.of("topic", topic)).post("/api/integrations/nonsense/topics/confirm").then().statusCode(404);
    }

    @Test
    void only_so_many_topics_wait_and_all_go_with_their_integration() throws Exception {
        var hook = create("sns many", "codecommit");
        for (var i = 0; i <= SnsSubscriptions.MOST_WAITING; i++) {
            send(hook, Sns.confirmation("SubscriptionConfirmation", topic + i, "2336" + id));
        }
        await("all judged", () -> deliveries(hook).size() == SnsSubscriptions.MOST_WAITING + 1);
        integration(hook).body("topics", hasSize(SnsSubscriptions.MOST_WAITING));
        assertEquals(1, deliveries(hook).stream().filter(delivery -> delivery.get("reason").toString().contains("not kept")).count());
        asAdmin().delete("/api/integrations/" + hook.id()).then().statusCode(204);
        try (var connection = database.getConnection(); var select = connection.prepareStatement("select count(*) from sns_subscription where integration_id = ?")) {
            select.setObject(1, UUID.fromString(hook.id()));
            try (var rows = select.executeQuery()) {
                rows.next();
                assertEquals(0, rows.getInt(1));
            }
        }
    }

    private void ask(Hooks.Hook hook) throws Exception {
        var before = deliveries(hook).size();
        send(hook, Sns.confirmation("SubscriptionConfirmation", topic, "2336" + id));
        await("asked", () -> deliveries(hook).size() == before + 1);
        assertEquals("ignored", deliveries(hook).getFirst().get("outcome"));
        assertTrue(deliveries(hook).getFirst().get("reason").toString().contains("confirm it on Towline's page"));
    }

    private void send(Hooks.Hook hook, Map<String, String> fields) throws Exception {
        fields.put("SigningCertURL", certificate);
        var signed = Sns.signed(fields, KEYS);
        var body = Sns.body(signed);
        assertEquals(202, Send.post(hook.url(), new HashMap<>(Sns.headers(signed)), body).statusCode());
    }

    private static String event(String branch) {
        return "{\"detail-type\":\"CodeCommit Repository State Change\",\"time\":\"2026-03-09T16:00:20Z\",\"resources\":[\"arn:aws:codecommit:eu-central-1:1:crane\"],"
                + "\"detail\":{\"event\":\"referenceCreated\",\"repositoryName\":\"crane\",\"referenceFullName\":\"refs/heads/ABC-7-" + branch
                + "\",\"commitId\":\"ab\"}}";
    }

    private static ValidatableResponse integration(Hooks.Hook hook) {
        return asAdmin().get("/api/integrations/" + hook.id()).then().statusCode(200);
    }

    private static ValidatableResponse confirm(Hooks.Hook hook, String topic) {
        return asAdmin().body(Map.of("topic", topic)).post("/api/integrations/" + hook.id() + "/topics/confirm").then();
    }
}
