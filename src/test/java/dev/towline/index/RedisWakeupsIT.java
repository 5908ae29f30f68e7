package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.TenantId;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;

/** Two nodes that wake each other over a real Redis, and what they do when it is away. */
@Timeout(120)
class RedisWakeupsIT {

    private static final String MISSED = "missed";
    // Ten seconds in production. Nothing else depends on it.
    private static final Duration SILENCE = Duration.ofMillis(200);

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final BlockingQueue<String> heardHere = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heardThere = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private int port;
    private RedisServer server;
    private Wakeups here;
    private Wakeups there;

    @BeforeEach
    void two_nodes_start() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        up();
        here = node(heardHere);
        there = node(heardThere);
        assertEquals(MISSED, next(heardHere));
        assertEquals(MISSED, next(heardThere));
    }

    @AfterEach
    void all_stop() throws Exception {
        here.stop();
        there.stop();
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void every_node_hears_it_once() throws Exception {
        here.reached(tenant, 7);
        assertEquals(tenant + ":7", next(heardHere));
        assertEquals(tenant + ":7", next(heardThere));
        there.reached(tenant, 8);
        assertEquals(tenant + ":8", next(heardHere));
        assertEquals(tenant + ":8", next(heardThere));
    }

    @Test
    void a_quiet_line_stays_open() throws Exception {
        TimeUnit.MILLISECONDS.sleep(SILENCE.toMillis() * 5 / 2);
        here.reached(tenant, 2);
        // It was not connected anew meanwhile: that would have said "missed".
        assertEquals(tenant + ":2", next(heardThere));
    }

    @Test
    void while_redis_is_away_this_node_hears_at_once_and_the_others_are_told_to_look_when_it_is_back() throws Exception {
        server.stop();
        here.reached(tenant, 3);
        assertEquals(tenant + ":3", next(heardHere));
        up();
        assertEquals(MISSED, next(heardThere));
        here.reached(tenant, 5);
        until(heardThere, tenant + ":5");
    }

    @Test
    void what_was_reached_just_before_the_end_is_still_sent() throws Exception {
        here.reached(tenant, 11);
        here.stop();
        assertEquals(tenant + ":11", next(heardThere));
    }

    private void up() throws Exception {
        server = RedisServer.newRedisServer().port(port).setting("bind 127.0.0.1").setting("save \"\"").build();
        server.start();
    }

    private Wakeups node(BlockingQueue<String> heard) {
        var node = new Wakeups(mailbox -> new RedisBroadcast(Redis.createClient(vertx, "redis://127.0.0.1:" + port), mailbox, SILENCE));
        node.follow((id, position) -> heard.add(id + ":" + position));
        node.missed(() -> heard.add(MISSED));
        node.start();
        return node;
    }

    private static void until(BlockingQueue<String> heard, String awaited) throws InterruptedException {
        for (var next = next(heard); !next.equals(awaited); next = next(heard)) {
            assertTrue(next.equals(MISSED) || next.contains(":"), next);
        }
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        var next = heard.poll(40, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was heard");
        return next;
    }
}
