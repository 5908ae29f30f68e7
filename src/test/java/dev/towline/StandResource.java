package dev.towline;

import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real PostgreSQL and a real SQS protocol for every {@code @QuarkusTest}. */
public final class StandResource implements QuarkusTestResourceLifecycleManager {

    private LocalQueue queue;

    @Override
    public Map<String, String> start() {
        try {
            queue = LocalQueue.inMemory();
            // A port of its own, so that checkouts beside each other can be tested at once.
            var port = LocalQueue.freePort();
            // The tests start the sandbox Jira there themselves (Stand): it would live in another class loader here.
            var sandbox = LocalQueue.freePort();
            return Map.of(
                    "test.sandbox.port", String.valueOf(sandbox),
                    "towline.install-keys-url", "http://localhost:" + sandbox + "/install-keys",
                    "towline.host-script", "http://localhost:" + sandbox + "/host/all.js",
                    "quarkus.http.test-port", String.valueOf(port),
                    "towline.base-url", "http://localhost:" + port,
                    "quarkus.management.test-port", String.valueOf(LocalQueue.freePort()),
                    "quarkus.datasource.jdbc.url", LocalPostgres.ofTests().jdbcUrl(),
                    "quarkus.datasource.username", "postgres",
                    "quarkus.datasource.password", "postgres",
                    "quarkus.sqs.endpoint-override", queue.endpoint().toString());
        } catch (java.io.IOException e) {
            throw new IllegalStateException("the local stand did not start", e);
        }
    }

    @Override
    public void stop() {
        if (queue != null) {
            queue.close();
        }
    }
}
