package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.commits;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** From the gateway's templates through a real queue to the index: the second front door. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class GatewayIT {

    @Inject
    SqsAsyncClient sqs;

    @Inject
    Worker worker;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI endpoint;

    private ApiGateway gateway;

    @BeforeEach
    void open() throws Exception {
        gateway = ApiGateway.before(endpoint, sqs.getQueueUrl(request -> request.queueName("towline-deliveries")).join().queueUrl());
    }

    @Test
    void a_signed_push_through_the_gateway_is_believed_and_indexed() throws Exception {
        var hook = create("gateway");
        // Its own key: the other tests count what is on ABC-1.
        var body = bytes(new String(fixture("push.json"), java.nio.charset.StandardCharsets.UTF_8).replace("ABC-1", "ABC-7"));
        var answer = gateway.post(token(hook), Send.github("push", body, hook.secret()), body);
        assertEquals(202, answer.status(), answer.body());
        await("indexed", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        assertEquals("indexed", delivery.get("outcome"), String.valueOf(delivery.get("reason")));
        assertEquals("{\"delivery\":\"" + delivery.get("id") + "\"}", answer.body());
        assertTrue(commits(Stand.DEVELOPER, "ABC-7").contains("4c1f0a9be2d3574861a0c9f8e7d6b5a493827160"));
    }

    @Test
    void a_call_that_comes_by_both_doors_is_indexed_once() throws Exception {
        var hook = create("both doors");
        var body = fixture("push.json");
        var headers = Send.github("push", body, hook.secret());
        Send.post(hook.url(), headers, body);
        assertEquals(202, gateway.post(token(hook), headers, body).status());
        await("both are recorded", () -> deliveries(hook).size() == 2);
        assertEquals(List.of("ignored", "indexed"), deliveries(hook).stream().map(delivery -> delivery.get("outcome")).sorted().toList());
    }

    @Test
    void a_forged_signature_through_the_gateway_is_refused() throws Exception {
        var hook = create("gateway forged");
        var body = fixture("push.json");
        assertEquals(202, gateway.post(token(hook), Send.github("push", body, "not the secret"), body).status());
        await("recorded", () -> deliveries(hook).size() == 1);
        assertEquals("refused", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_hook_url_that_was_replaced_is_refused_but_what_came_before_is_believed() throws Exception {
        var hook = create("gateway rotated");
        var body = fixture("push.json");
        worker.stop();
        try {
            assertEquals(202, gateway.post(token(hook), Send.github("push", body, hook.secret()), body).status());
            asAdmin().body(Map.of("what", "url", "stopOld", true)).post("/api/integrations/" + hook.id() + "/rotate").then().statusCode(200);
        } finally {
            worker.start();
        }
        await("the first is indexed", () -> deliveries(hook).size() == 1);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
        gateway.post(token(hook), Send.github("create", fixture("create.json"), hook.secret()), fixture("create.json"));
        await("the second is judged", () -> deliveries(hook).size() == 2);
        assertEquals("refused", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void an_invented_token_is_dropped_and_counted() throws Exception {
        var before = metrics.counter("towline.gateway.unknown.token").count();
        assertEquals(202, gateway.post("A".repeat(75), Map.of(), bytes("{}")).status());
        await("counted", () -> metrics.counter("towline.gateway.unknown.token").count() == before + 1);
    }

    @Test
    void a_body_that_the_queue_cannot_hold_is_413_and_the_queue_stays_as_it_is() throws Exception {
        var hook = create("gateway large");
        assertEquals(413, gateway.post(token(hook), Map.of("X-GitHub-Event", "push"), new byte[744 * 1024 + 1]).status());
        var most = new byte[744 * 1024];
        assertEquals(202, gateway.post(token(hook), Send.github("push", most, hook.secret()), most).status());
        await("the largest that fits is handled", () -> deliveries(hook).size() == 1);
        assertEquals("quarantined", deliveries(hook).getFirst().get("outcome"));
    }

    private static String token(Hooks.Hook hook) {
        return hook.url().getPath().substring("/hooks/".length());
    }
}
