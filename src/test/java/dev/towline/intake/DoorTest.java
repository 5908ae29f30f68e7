package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DoorTest {

    /** It answered 500, on which git servers give up, and the usual error handler wrote the path with the token into the log. */
    @Test
    void regression_a_defect_in_the_door_is_answered_503() throws Exception {
        var vertx = Vertx.vertx();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var router = Router.router(vertx);
            new Door(null, null, null, null, null, null, null, null, Clock.systemUTC(), new SimpleMeterRegistry()).open(router);
            var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            var address = URI.create("http://127.0.0.1:" + server.actualPort() + "/hooks/" + "A".repeat(75));
            var answer = http.send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(503, answer.statusCode());
            assertEquals("10", answer.headers().firstValue("Retry-After").orElse(""));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
