package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.StandResource;
import dev.towline.jira.TenantId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The application with {@code TOWLINE_WAKEUPS=postgres}, where a Redis that it knows of is at hand all the same. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(value = RedisResource.class, initArgs = @ResourceArg(name = "wakeups", value = "postgres"), restrictToAnnotatedClass = true)
class RedisUnaskedIT {

    @Inject
    Wakeups application;

    // Not injected: every test's application would have to have it.
    private final int port = ConfigProvider.getConfig().getValue("test.redis.port", Integer.class);

    @Test
    void it_never_connects_to_redis() throws Exception {
        var tenant = new TenantId(UUID.randomUUID());
        var heard = new CountDownLatch(1);
        application.follow((woken, position) -> {
            if (woken.equals(tenant)) {
                heard.countDown();
            }
        });
        application.reached(tenant, 7);
        assertTrue(heard.await(40, TimeUnit.SECONDS));
        // That of this question is the only one since Redis started.
        var connections = connections();
        assertTrue(connections.contains("total_connections_received:1\r\n"), connections);
    }

    private String connections() throws Exception {
        try (var redis = new Socket("127.0.0.1", port)) {
            redis.getOutputStream().write("INFO stats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(redis.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
