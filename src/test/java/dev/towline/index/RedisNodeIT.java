package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.StandResource;
import dev.towline.jira.TenantId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The application with {@code TOWLINE_WAKEUPS=redis}, beside another node. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(value = RedisResource.class, initArgs = @ResourceArg(name = "wakeups", value = "redis"), restrictToAnnotatedClass = true)
class RedisNodeIT {

    private static final TenantId TENANT = new TenantId(UUID.randomUUID());

    @Inject
    Wakeups application;

    @Inject
    Vertx vertx;

    // Not injected: every test's application would have to have it.
    private final int port = ConfigProvider.getConfig().getValue("test.redis.port", Integer.class);

    @Test
    void it_starts_and_hears_the_other_node_and_is_heard_by_it() throws Exception {
        var heardHere = new LinkedBlockingQueue<Long>();
        var heardThere = new LinkedBlockingQueue<Long>();
        var ready = new LinkedBlockingQueue<Long>();
        var other = new Wakeups(mailbox -> new RedisBroadcast(Redis.createClient(vertx, "redis://127.0.0.1:" + port), mailbox));
        application.follow((tenant, position) -> note(tenant, position, heardHere));
        other.follow((tenant, position) -> note(tenant, position, heardThere));
        other.missed(() -> ready.add(0L));
        other.start();
        try {
            assertEquals(0, next(ready));
            other.reached(TENANT, 7);
            assertEquals(7, next(heardThere));
            assertEquals(7, next(heardHere));
            application.reached(TENANT, 8);
            assertEquals(8, next(heardThere));
        } finally {
            other.stop();
        }
    }

    private static void note(TenantId tenant, long position, BlockingQueue<Long> heard) {
        if (tenant.equals(TENANT)) {
            heard.add(position);
        }
    }

    private static Long next(BlockingQueue<Long> heard) throws InterruptedException {
        return heard.poll(40, TimeUnit.SECONDS);
    }
}
