package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits within which AWS is asked, against a server of the test's own. */
class AwsHttpIT {

    private final List<String> seen = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AwsHttp aws = new AwsHttp();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", call -> {
            var path = call.getRequestURI().getPath();
            seen.add(path);
            switch (path) {
                case "/moved" -> {
                    call.getResponseHeaders().add("Location", "/elsewhere");
                    call.sendResponseHeaders(302, -1);
                }
                case "/endless" -> {
                    call.sendResponseHeaders(200, 0);
                    call.getResponseBody().write(new byte[AwsHttp.ANSWER_LIMIT + 1]);
                }
                case "/slow" -> {
                    call.sendResponseHeaders(200, 0);
                    call.getResponseBody().write(1);
                    call.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                default -> {
                    call.sendResponseHeaders(200, 2);
                    call.getResponseBody().write(new byte[] {1, 2});
                }
            }
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void an_answer_is_told_as_it_is() {
        var answer = aws.get(at("/plain"));
        assertEquals(200, answer.status());
        assertArrayEquals(new byte[] {1, 2}, answer.body());
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() {
        assertEquals(302, aws.get(at("/moved")).status());
        assertEquals(List.of("/moved"), seen);
    }

    @Test
    void too_large_an_answer_is_given_up() {
        assertThrows(AwsUnavailable.class, () -> aws.get(at("/endless")));
    }

    @Test
    void a_body_that_trickles_is_given_up_and_the_address_is_not_told() {
        var failure = assertThrows(AwsUnavailable.class, () -> aws.get(at("/slow"), Duration.ofMillis(300)));
        assertFalse(failure.getMessage().contains("/slow"), failure.getMessage());
    }

    @Test
    void a_host_that_does_not_answer_is_unavailable() {
        server.stop(0);
        assertThrows(AwsUnavailable.class, () -> aws.get(at("/plain")));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
