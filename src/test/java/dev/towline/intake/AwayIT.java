package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.integration.HookToken;
import dev.towline.integration.Integrations;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.index.Wakeups;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.Tenants;
import dev.towline.local.Send;
import dev.towline.local.Tap.Mode;
import dev.towline.provider.Incoming;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queue and database are taken away, hang, refuse and come back: what was answered 2xx is indexed once all the same. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class AwayIT {

    @Inject
    Worker worker;

    @Inject
    Sender sender;

    @Inject
    SqsAsyncClient sqs;

    @Inject
    MeterRegistry metrics;

    @Inject
    Tenants tenants;

    @Inject
    Integrations integrations;

    @Inject
    SnsSubscriptions subscriptions;

    @Inject
    SnsCertificates certificates;

    @Inject
    WaitingCount waitingCount;

    @Inject
    ClaimCheck claims;

    @Inject
    SecretKeys keys;

    @Inject
    Wakeups wakeups;

    @Inject
    javax.sql.DataSource database;

    @ConfigProperty(name = "test.database.direct")
    String directUrl;

    private Connection direct;

    @BeforeEach
    void connect() throws SQLException {
        direct = DriverManager.getConnection(directUrl, "postgres", "postgres");
    }

    @AfterEach
    void bringBack() throws SQLException {
        Stand.turn(Stand.QUEUE, Mode.FLOW);
        Stand.turn(Stand.DATABASE, Mode.FLOW);
        execute("drop trigger if exists full_disk on waiting_delivery");
        execute("drop trigger if exists poison on git_commit");
        direct.close();
    }

    @Test
    void while_the_queue_is_down_deliveries_are_accepted_and_even_indexed() throws Exception {
        var hook = create("queue down");
        Stand.turn(Stand.QUEUE, Mode.CUT);
        var started = System.nanoTime();
        assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
        assertTrue(since(started).compareTo(Duration.ofSeconds(5)) < 0, "before Gitea gives up: " + since(started));
        await("indexed without the queue", () -> deliveries(hook).size() == 1);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
        await("nothing stays behind", () -> count("select count(*) from waiting_delivery") == 0);
    }

    @Test
    void a_queue_that_hangs_is_noticed_and_what_it_takes_too_late_is_not_indexed_twice() throws Exception {
        var hook = create("queue hangs");
        Stand.turn(Stand.QUEUE, Mode.STALL);
        var slowest = Duration.ZERO;
        var quickest = Duration.ofDays(1);
        for (var i = 0; i < 6; i++) {
            var started = System.nanoTime();
            assertEquals(202, send(hook, "push", other(i)).statusCode());
            slowest = since(started).compareTo(slowest) > 0 ? since(started) : slowest;
            quickest = since(started).compareTo(quickest) < 0 ? since(started) : quickest;
        }
        assertTrue(slowest.compareTo(Duration.ofSeconds(5)) < 0, "before Gitea gives up: " + slowest);
        assertTrue(quickest.compareTo(Duration.ofSeconds(1)) < 0, "the breaker spares the wait: " + quickest);
        // What was held back reaches the queue now.
        Stand.turn(Stand.QUEUE, Mode.FLOW);
        await("all are indexed", () -> deliveries(hook).size() == 6);
        await("the queue is used again", () -> {
            var overflowed = metrics.counter("towline.door.overflow").count();
            return accepted(hook) && metrics.counter("towline.door.overflow").count() == overflowed;
        });
        await("nothing stays behind", () -> count("select count(*) from waiting_delivery") == 0);
        assertEquals(6, deliveries(hook).stream().filter(delivery -> "indexed".equals(delivery.get("outcome"))).count());
    }

    @Test
    void only_when_the_overflow_fails_too_the_answer_is_later() throws Exception {
        var hook = create("disk full");
        trigger("full_disk", "waiting_delivery", "53100");
        Stand.turn(Stand.QUEUE, Mode.CUT);
        var answer = send(hook, "push", fixture("push.json"));
        assertEquals(503, answer.statusCode());
        assertEquals("10", answer.headers().firstValue("Retry-After").orElse(""));
        Stand.turn(Stand.DATABASE, Mode.STALL);
        var started = System.nanoTime();
        assertEquals(503, send(hook, "push", fixture("push.json")).statusCode());
        assertTrue(since(started).compareTo(Duration.ofSeconds(5)) < 0, "before Gitea gives up: " + since(started));
        // What was held on its way to the database arrives while the disk is still full.
        Stand.turn(Stand.DATABASE, Mode.FLOW);
        Thread.sleep(1_000);
        bringBack();
        connect();
        assertEquals(0, deliveries(hook).size());
    }

    @Test
    void a_batch_that_the_queue_takes_in_part_is_confirmed_in_part() {
        // For no integration at all: the worker drops them. The queue refuses characters that XML does not know.
        var answers = IntStream.range(0, 60).mapToObj(i -> {
            var message = new Envelope(1, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), new byte[32], 0, new byte[0], null, null).toMessage();
            return sender.send(i % 3 == 0 ? message + "\u0001" : message);
        }).toList();
        for (var i = 0; i < answers.size(); i++) {
            assertEquals(i % 3 != 0, confirmed(answers.get(i)), "message " + i);
        }
    }

    @Test
    void a_database_that_is_away_costs_no_delivery_an_attempt() throws Exception {
        var hook = create("database away");
        var failures = metrics.counter("towline.worker.failures").count();
        send(hook, "ping", fixture("ping.json"));
        await("the tenant has a log to lock", () -> deliveries(hook).size() == 1);
        direct.setAutoCommit(false);
        execute("select 1 from change_head for update");
        for (var i = 0; i < 30; i++) {
            assertEquals(202, send(hook, "push", other(i)).statusCode());
        }
        Stand.turn(Stand.DATABASE, Mode.CUT);
        direct.rollback();
        direct.setAutoCommit(true);
        var more = send(hook, "push", other(30));
        assertEquals(202, more.statusCode(), "the door needs no database");
        // As long as it takes a message to come back from the queue by itself once.
        Thread.sleep(Duration.ofSeconds(5));
        Stand.turn(Stand.DATABASE, Mode.FLOW);
        await("all are indexed", () -> count("select count(*) from delivery where outcome = 'indexed' and integration_id = '" + hook.id() + "'") == 31);
        assertEquals(failures, metrics.counter("towline.worker.failures").count());
    }

    @Test
    void a_session_that_the_database_ends_within_the_transaction_is_tried_again_at_once() throws Exception {
        var hook = create("session ended");
        var failures = metrics.counter("towline.worker.failures").count();
        send(hook, "ping", fixture("ping.json"));
        await("the tenant has a log to lock", () -> deliveries(hook).size() == 1);
        direct.setAutoCommit(false);
        execute("select 1 from change_head for update");
        assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
        var waits = "from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%change_head%'";
        await("the worker waits for the lock", () -> count("select count(*) " + waits) == 1);
        execute("select pg_terminate_backend(pid) " + waits);
        await("it is back", () -> count("select count(*) " + waits) == 1);
        direct.rollback();
        direct.setAutoCommit(true);
        await("indexed", () -> deliveries(hook).size() == 2);
        assertEquals(failures, metrics.counter("towline.worker.failures").count());
    }

    @Test
    void a_waiting_row_that_this_node_cannot_read_stops_no_other() throws Exception {
        var hook = create("unreadable row");
        execute("insert into waiting_delivery (tenant_id, delivery_id, message, why, attempts, arrived_at, due_at, expires_at) "
                + "select tenant_id, gen_random_uuid(), '{\"version\":2}', 'share', 0, now(), now(), now() + interval '1 hour' from integration where integration_id = '" + hook.id() + "'");
        try {
            await("it was taken", () -> count("select count(*) from waiting_delivery where attempts > 0") == 1);
            Stand.turn(Stand.QUEUE, Mode.CUT);
            assertEquals(202, send(hook, "push", other(78)).statusCode());
            await("the next one is indexed", () -> deliveries(hook).size() == 1);
        } finally {
            execute("delete from waiting_delivery");
        }
    }

    @Test
    void a_delivery_that_fails_again_and_again_goes_to_quarantine_with_the_reason() throws Exception {
        var hook = create("poison");
        trigger("poison", "git_commit", "22000");
        worker.stop();
        Stand.turn(Stand.QUEUE, Mode.CUT);
        assertEquals(202, send(hook, "push", other(77)).statusCode());
        waitingCount.count();
        assertEquals(1, metrics.get("towline.waiting.deliveries").gauge().value());
        // The attempts before the last take a minute.
        execute("update waiting_delivery set attempts = " + (Hand.ATTEMPTS - 1));
        worker.start();
        await("in quarantine", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        assertEquals("quarantined", delivery.get("outcome"));
        assertTrue(((String) delivery.get("reason")).contains("failed on it 6 times (PSQLException 22000"), "" + delivery.get("reason"));
        assertEquals(1, count("select count(*) from kept_body where why = 'quarantine' and body_id = '" + delivery.get("id") + "'"));
        await("nothing stays behind", () -> count("select count(*) from waiting_delivery") == 0);
    }

    /** First: a wait for messages that another test cut off may still be given some, which are hidden then. */
    @Test
    @Order(1)
    void a_stop_under_load_leaves_nothing_in_nobody_s_hands() throws Exception {
        var hook = create("stopped under load");
        for (var i = 0; i < 60; i++) {
            assertEquals(202, send(hook, "push", other(i)).statusCode());
        }
        worker.stop();
        assertEquals(0, count("select count(*) from waiting_delivery where due_at > now()"), "each waiting row may be taken at once");
        assertEquals("0", hidden(), "and each message of the queue");
        worker.start();
        await("the rest is indexed", () -> count("select count(*) from delivery where integration_id = '" + hook.id() + "'") == 60);
    }

    private String hidden() {
        var url = sqs.getQueueUrl(request -> request.queueName("towline-deliveries")).join().queueUrl();
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .join().attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    @Test
    void a_clock_that_jumps_changes_nothing() throws Exception {
        var hook = create("clock");
        var body = other(5);
        var token = HookToken.authentic(hook.url().getPath().replaceFirst(".*/", ""), keys).orElseThrow();
        var headers = new java.util.HashMap<String, String>();
        Send.github("push", body, hook.secret()).forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        var id = new DeliveryId(UUID.randomUUID());
        var delivery = Delivery.of(id, token, Clock.systemUTC().instant(), new Incoming(headers, body));
        var envelope = Envelope.of(delivery, SealedCall.seal(keys, delivery.tenant(), id, delivery.incoming()));
        for (var hours : new int[] {0, -26, 26}) {
            var clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
            new DeliveryHandler(tenants, integrations, subscriptions, certificates, keys, claims, new Indexing(subscriptions, clock), wakeups, database, clock,
                    new io.micrometer.core.instrument.simple.SimpleMeterRegistry()).handle(envelope);
        }
        assertEquals(1, deliveries(hook).size());
        assertEquals(2, count("select count(*) from git_commit where integration_id = '" + hook.id() + "'"));
        asAdmin().get("/api/integrations/" + hook.id()).then().statusCode(200);
    }

    private static boolean accepted(Hooks.Hook hook) {
        try {
            return send(hook, "ping", fixture("ping.json")).statusCode() == 202;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean confirmed(CompletableFuture<Void> answer) {
        return answer.handle((done, failure) -> failure == null).join();
    }

    /** A push of its own commit, on issues at which no other test looks. */
    static byte[] other(int number) throws Exception {
        return bytes(new String(fixture("push.json"), StandardCharsets.UTF_8)
                .replace("ABC-1", "ABC-8").replace("ABC-2", "ABC-9")
                .replace("4c1f0a9be2d3574861a0c9f8e7d6b5a493827160", "%040x".formatted(number + 0xabc000)));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void trigger(String name, String table, String state) throws SQLException {
        execute("create or replace function " + name + "() returns trigger language plpgsql as "
                + "$$ begin raise exception 'a fault of the test' using errcode = '" + state + "'; end $$");
        execute("create trigger " + name + " before insert on " + table + " for each row execute function " + name + "()");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) {
        try (var other = DriverManager.getConnection(directUrl, "postgres", "postgres"); var rows = other.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
