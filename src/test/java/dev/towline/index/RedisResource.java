package dev.towline.index;

import dev.towline.local.LocalQueue;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import redis.embedded.RedisServer;

/** A real Redis that the application is told of, whether or not it wakes by it. */
public final class RedisResource implements QuarkusTestResourceLifecycleManager {

    private String wakeups;
    private RedisServer server;

    @Override
    public void init(Map<String, String> arguments) {
        wakeups = arguments.get("wakeups");
    }

    @Override
    public Map<String, String> start() {
        try {
            var port = LocalQueue.freePort();
            server = RedisServer.newRedisServer().port(port).setting("bind 127.0.0.1").setting("save \"\"").build();
            server.start();
            return Map.of("towline.wakeups", wakeups, "quarkus.redis.hosts", "redis://127.0.0.1:" + port, "test.redis.port", String.valueOf(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
