package dev.towline.intake;

import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.StandResource;
import dev.towline.integration.HookToken;
import dev.towline.jira.SecretKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a hook URL that calls without end. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(60)
class PaceIT {

    @Inject
    Pace pace;

    @Inject
    TurnedAway turnedAway;

    @Inject
    SecretKeys keys;

    @Test
    void who_floods_is_told_to_come_again_the_administrator_reads_how_often_and_the_neighbour_notices_nothing() throws Exception {
        var hook = create("floods");
        var neighbour = create("neighbour of a flood");
        var path = hook.url().getPath();
        var token = HookToken.authentic(path.substring(path.lastIndexOf('/') + 1), keys).orElseThrow();
        var flooding = new AtomicBoolean(true);
        var flood = Thread.ofPlatform().start(() -> {
            while (flooding.get()) {
                if (!pace.allows(token)) {
                    // It is used up; each hundredth of a second brings room for one more.
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        try {
            HttpResponse<String> answer;
            do {
                // At first, and now and then, there is room for the call itself.
                answer = send(hook, "push", fixture("push.json"));
            } while (answer.statusCode() == 202);
            assertEquals(503, answer.statusCode());
            assertEquals("10", answer.headers().firstValue("Retry-After").orElse(""));
            assertTrue(answer.body().contains("More than 100 calls a second for long"), answer.body());
        } finally {
            flooding.set(false);
            flood.join();
        }
        assertEquals(202, send(neighbour, "push", fixture("create.json")).statusCode());
        turnedAway.tell();
        turnedAway.tell();
        var told = deliveries(hook).stream().filter(delivery -> "refused".equals(delivery.get("outcome"))).toList();
        assertEquals(1, told.size(), told.toString());
        assertTrue(((String) told.getFirst().get("reason")).startsWith("Calls turned away with 503: 1. "), told.toString());
        await("the neighbour is indexed", () -> deliveries(neighbour).size() == 1);
    }
}
