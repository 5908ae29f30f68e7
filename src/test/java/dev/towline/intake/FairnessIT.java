package dev.towline.intake;

import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.create;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.StandResource;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import dev.towline.local.Send;
import dev.towline.provider.Provider;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One tenant floods, another sends now and then: the flood costs the other no waiting in line. {@code -Dflood=10000} for the
 * full size, of which docs/reliability.md has the figures.
 */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(900)
class FairnessIT {

    private static final int FLOOD = Integer.getInteger("flood", 1_000);
    private static final int QUIET = 40;
    private static final int UNANSWERED = 40;
    private static final Duration FLOOD_LIMIT = Duration.ofMinutes(10);

    @Inject
    DataSource database;

    @Inject
    Integrations integrations;

    @Inject
    MeterRegistry metrics;

    @AfterEach
    void forgetTheOtherTenant() throws Exception {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("delete from tenant where client_key like 'another-%'");
        }
    }

    @Test
    void one_tenant_s_flood_does_not_make_another_wait() throws Exception {
        var loud = create("flood");
        var quiet = hookOfAnotherTenant(loud);
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            // The first is for the JVM to get warm.
            p95OfSome(http, quiet, 0);
            var alone = p95OfSome(http, quiet, QUIET);
            var moved = metrics.counter("towline.worker.moved").count();
            var flood = Thread.ofVirtual().start(() -> send(http, loud, 1_000, FLOOD, 0));
            await("the flood is on", () -> metrics.counter("towline.worker.moved").count() > moved);
            // The door, the client and the queue's stand-in share the processors now: this figure is theirs as much as the line's.
            var arriving = p95OfSome(http, quiet, 2 * QUIET);
            flood.join();
            var waiting = FLOOD - handled(loud);
            var behind = p95OfSome(http, quiet, 3 * QUIET);
            var left = FLOOD - handled(loud);
            await("the flood itself is indexed, too", FLOOD_LIMIT, () -> handled(loud) == FLOOD);
            System.out.printf("FAIRNESS flood=%d, of which moved=%.0f; p95 of another: alone=%d ms, while it arrives=%d ms, while %d to %d of it wait=%d ms; p95 of the flood=%d ms%n",
                    FLOOD, metrics.counter("towline.worker.moved").count() - moved, alone, arriving, waiting, left, behind, p95(loud));
            assertTrue(left > 0, "the others did not wait for the flood");
            assertTrue(behind < p95(loud) / 2, "the flood waits for itself: others " + behind + " ms, the flood " + p95(loud) + " ms");
        }
    }

    private long p95OfSome(HttpClient http, Hooks.Hook hook, int from) throws Exception {
        forget(hook);
        send(http, hook, from, QUIET, 100);
        await("the quiet ones are handled", () -> handled(hook) == QUIET);
        return p95(hook);
    }

    /** The sandbox is one site; another tenant's row does for what the worker asks. */
    private Hooks.Hook hookOfAnotherTenant(Hooks.Hook hook) throws Exception {
        var tenant = new TenantId(UUID.randomUUID());
        try (var connection = database.getConnection(); var insert = connection.prepareStatement("""
                insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at)
                select ?, 'another-' || ?, 'http://localhost:1', 'http://localhost:1', state, installed_at, changed_at
                from tenant where tenant_id = (select tenant_id from integration where integration_id = ?)""")) {
            insert.setObject(1, tenant.value());
            insert.setString(2, tenant.toString());
            insert.setObject(3, UUID.fromString(hook.id()));
            assertEquals(1, insert.executeUpdate());
        }
        var created = integrations.create(tenant, "account", "quiet", Provider.GITHUB);
        return new Hooks.Hook(created.integration().id().toString(), URI.create(created.hookUrl()), created.secret());
    }

    private static void send(HttpClient http, Hooks.Hook hook, int from, int deliveries, int pauseMillis) {
        var open = new Semaphore(UNANSWERED);
        try {
            for (var i = 0; i < deliveries; i++) {
                var body = AwayIT.other(from + i);
                var request = HttpRequest.newBuilder(hook.url()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
                Send.github("push", body, hook.secret()).forEach(request::header);
                open.acquire();
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> open.release());
                Thread.sleep(pauseMillis);
            }
            open.acquire(UNANSWERED);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long handled(Hooks.Hook hook) {
        return number("select count(*) from delivery where integration_id = ?", hook);
    }

    /** Of the time from the door to the index, in milliseconds. */
    private long p95(Hooks.Hook hook) {
        return number("""
                select (1000 * extract(epoch from percentile_cont(0.95) within group (order by handled_at - received_at)))::bigint
                from delivery where integration_id = ?""", hook);
    }

    private void forget(Hooks.Hook hook) throws Exception {
        try (var connection = database.getConnection(); var delete = connection.prepareStatement("delete from delivery where integration_id = ?")) {
            delete.setObject(1, UUID.fromString(hook.id()));
            delete.executeUpdate();
        }
    }

    private long number(String sql, Hooks.Hook hook) {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, UUID.fromString(hook.id()));
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
