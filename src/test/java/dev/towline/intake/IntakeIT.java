package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.commits;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the flow from the door to the index, on a real queue and database. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class IntakeIT {

    @Inject
    Worker worker;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry metrics;

    @Test
    void a_signed_push_is_accepted_and_shows_on_its_issue() throws Exception {
        var hook = create("accepted");
        var answer = send(hook, "push", fixture("push.json"));
        assertEquals(202, answer.statusCode());
        await("indexed", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        assertEquals("indexed", delivery.get("outcome"));
        assertTrue(answer.body().contains((String) delivery.get("id")), "the 202 names the delivery");
        assertEquals(List.of("ABC-1", "ABC-2"), delivery.get("issueKeys"));
        assertEquals(3, delivery.get("entities"));
        assertTrue(commits(Stand.DEVELOPER, "ABC-1").contains("4c1f0a9be2d3574861a0c9f8e7d6b5a493827160"));
        asAdmin().get("/api/integrations/" + hook.id()).then().body("state", equalTo("connected"))
                .body("standing.traffic.days.taken.sum()", equalTo(1)).body("standing.traffic.days.failed.sum()", equalTo(0)).body("standing.traffic.repositories", equalTo(1));
        assertEquals(202, Send.post(hook.url(), Send.github("push", fixture("create.json"), "not the secret"), fixture("create.json")).statusCode());
        await("refused", () -> deliveries(hook).size() == 2);
        asAdmin().get("/api/integrations/" + hook.id()).then().body("state", equalTo("refusing")).body("standing.traffic.days.failed.sum()", equalTo(1));
    }

    @Test
    void a_delivery_sent_five_times_changes_nothing_after_the_first() throws Exception {
        var hook = create("five times");
        var body = fixture("push.json");
        var headers = Send.github("push", body, hook.secret());
        Send.post(hook.url(), headers, body);
        await("the first is indexed", () -> deliveries(hook).size() == 1);
        var before = state(hook);
        for (var i = 0; i < 4; i++) {
            assertEquals(202, Send.post(hook.url(), headers, body).statusCode());
        }
        await("all five are recorded", () -> deliveries(hook).size() == 5);
        assertEquals(before, state(hook));
        assertEquals(4, deliveries(hook).stream().filter(delivery -> "ignored".equals(delivery.get("outcome"))).count());
    }

    @Test
    void a_delivery_sent_while_the_worker_is_stopped_is_indexed_after_it_starts_again() throws Exception {
        var hook = create("stopped worker");
        worker.stop();
        try {
            assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
            assertEquals(0, deliveries(hook).size());
        } finally {
            worker.start();
        }
        await("indexed after the start", () -> deliveries(hook).size() == 1);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_push_that_tells_no_time_happened_when_the_door_received_it_however_late_it_is_handled() throws Exception {
        var hook = create("no time");
        var body = bytes(new String(fixture("push.json"), StandardCharsets.UTF_8).replaceAll("\"(pushed_at|updated_at|timestamp)\"", "\"not_$1\""));
        worker.stop();
        try {
            assertEquals(202, send(hook, "push", body).statusCode());
        } finally {
            worker.start();
        }
        await("indexed", () -> deliveries(hook).size() == 1);
        assertEquals(1, count("""
                select count(*) from branch join delivery using (tenant_id, integration_id)
                where integration_id = ? and branch.at = delivery.received_at""", UUID.fromString(hook.id())));
    }

    @Test
    void regression_what_was_accepted_before_a_rotation_is_still_believed_and_what_comes_after_is_not() throws Exception {
        var hook = create("rotated meanwhile");
        worker.stop();
        try {
            assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
            asAdmin().body(Map.of("what", "url", "stopOld", true)).post("/api/integrations/" + hook.id() + "/rotate").then().statusCode(200);
            asAdmin().body(Map.of("what", "secret", "stopOld", true)).post("/api/integrations/" + hook.id() + "/rotate").then().statusCode(200);
        } finally {
            worker.start();
        }
        await("indexed after the rotation", () -> deliveries(hook).size() == 1);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));

        var url = asAdmin().body(Map.of("what", "url", "stopOld", true)).post("/api/integrations/" + hook.id() + "/rotate").<String>path("hookUrl");
        assertEquals(202, send(new Hooks.Hook(hook.id(), URI.create(url), hook.secret()), "create", fixture("create.json")).statusCode());
        await("the second is judged", () -> deliveries(hook).size() == 2);
        assertEquals("refused", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_forged_signature_is_refused_and_nothing_is_indexed() throws Exception {
        var hook = create("forged");
        var body = bytes(new String(fixture("push.json"), StandardCharsets.UTF_8).replace("ABC-1", "ABC-11"));
        assertEquals(202, Send.post(hook.url(), Send.github("push", body, "not the secret"), body).statusCode());
        await("recorded", () -> deliveries(hook).size() == 1);
        assertEquals("refused", deliveries(hook).getFirst().get("outcome"));
        assertEquals(List.of(), commits(Stand.DEVELOPER, "ABC-11"));
        asAdmin().get("/api/integrations/" + hook.id()).then().body("state", equalTo("waiting"));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of("{", "cut off, at line 1 column 2"),
                Arguments.of("[]", "expected an object"),
                Arguments.of("null", "expected an object"),
                Arguments.of("42", "expected an object"),
                Arguments.of("\"text\"", "expected an object"),
                Arguments.of("not json", "not JSON"),
                Arguments.of("{\"ref\":7}", "missing at $.repository"),
                Arguments.of("\u0000\u0001", "not JSON"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_signed_body_that_cannot_be_read_is_quarantined_with_the_reason(String body, String reason) throws Exception {
        var hook = create("unreadable");
        assertEquals(202, send(hook, "push", bytes(body)).statusCode());
        await("recorded", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        assertEquals("quarantined", delivery.get("outcome"));
        assertTrue(((String) delivery.get("reason")).contains(reason), "not the reason: " + delivery.get("reason"));
        assertEquals(1, count("select count(*) from kept_body where body_id = ?", UUID.fromString((String) delivery.get("id"))));
    }

    @Test
    void a_deeply_nested_body_is_quarantined() throws Exception {
        var hook = create("nested");
        assertEquals(202, send(hook, "push", bytes("[".repeat(100_000) + "]".repeat(100_000))).statusCode());
        await("recorded", () -> deliveries(hook).size() == 1);
        assertEquals("quarantined", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_truncated_body_is_quarantined() throws Exception {
        var hook = create("truncated");
        var whole = fixture("push.json");
        assertEquals(202, send(hook, "push", java.util.Arrays.copyOf(whole, whole.length / 2)).statusCode());
        await("recorded", () -> deliveries(hook).size() == 1);
        assertEquals("quarantined", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_body_too_large_for_the_queue_is_indexed_all_the_same() throws Exception {
        var hook = create("large");
        var random = new Random(7);
        // Random text does not compress below the queue's limit.
        var filler = new StringBuilder();
        for (var i = 0; i < 3_000_000; i++) {
            filler.append((char) ('!' + random.nextInt(90)));
        }
        var padding = filler.toString().replace("\"", "q").replace("\\", "b");
        var body = bytes(new String(fixture("push.json"), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"padding\":\"" + java.util.regex.Matcher.quoteReplacement(padding) + "\","));
        assertEquals(202, send(hook, "push", body).statusCode());
        await("indexed", () -> deliveries(hook).size() == 1);
        var delivery = deliveries(hook).getFirst();
        assertEquals("indexed", delivery.get("outcome"));
        assertEquals(0, count("select count(*) from kept_body where body_id = ?", UUID.fromString((String) delivery.get("id"))));
    }

    @Test
    void a_body_over_the_limit_is_413_before_it_is_read() throws Exception {
        var hook = create("huge");
        try (var socket = new Socket(hook.url().getHost(), hook.url().getPort())) {
            socket.setSoTimeout(10_000);
            // Promises 25 MB and a byte, and sends none of it.
            socket.getOutputStream().write(bytes("POST " + hook.url().getPath() + " HTTP/1.1\r\nHost: towline\r\nContent-Length: " + (Door.BODY_LIMIT + 1) + "\r\n\r\n"));
            assertEquals("HTTP/1.1 413", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void a_body_that_does_not_tell_its_length_is_413_once_it_is_over_the_limit() throws Exception {
        var hook = create("huge in chunks");
        try (var socket = new Socket(hook.url().getHost(), hook.url().getPort())) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            out.write(bytes("POST " + hook.url().getPath() + " HTTP/1.1\r\nHost: towline\r\nTransfer-Encoding: chunked\r\n\r\n"));
            var chunk = bytes("100000\r\n" + "x".repeat(0x100000) + "\r\n");
            try {
                for (var megabytes = 0; megabytes < 27; megabytes++) {
                    out.write(chunk);
                }
            } catch (java.net.SocketException closedEarly) {
                // The door may hang up as soon as it has answered.
            }
            assertEquals("HTTP/1.1 413", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void an_invented_token_is_404_and_so_is_every_other_method_refused() throws Exception {
        var body = fixture("push.json");
        var hook = create("invented");
        var text = hook.url().toString();
        for (var url : List.of(text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A"), text + "x", text.replaceFirst("/hooks/.*", "/hooks/x"))) {
            assertEquals(404, Send.post(URI.create(url), Send.github("push", body, hook.secret()), body).statusCode(), url);
        }
        io.restassured.RestAssured.get(text).then().statusCode(405);
    }

    @Test
    void a_rotated_url_is_turned_away_and_the_new_one_works() throws Exception {
        var hook = create("rotated");
        var rotated = asAdmin().body(Map.of("what", "url", "stopOld", true)).post("/api/integrations/" + hook.id() + "/rotate");
        rotated.then().statusCode(200);
        var body = fixture("push.json");
        assertEquals(404, send(hook, "push", body).statusCode());
        var url = rotated.jsonPath().getMap("$").values().stream().map(String::valueOf).filter(value -> value.contains("/hooks/")).findFirst().orElseThrow();
        assertEquals(202, send(new Hooks.Hook(hook.id(), URI.create(url), hook.secret()), "push", body).statusCode());
        await("indexed", () -> deliveries(hook).size() == 1);
    }

    @Test
    void an_old_url_and_an_old_secret_work_beside_the_new_ones_until_they_are_stopped() throws Exception {
        var old = create("overlap");
        var path = "/api/integrations/" + old.id();
        var url = URI.create(asAdmin().body(Map.of("what", "url")).post(path + "/rotate").then().statusCode(200).extract().<String>path("hookUrl"));
        var secret = asAdmin().body(Map.of("what", "secret")).post(path + "/rotate").then().statusCode(200).extract().<String>path("secret");
        asAdmin().get(path).then().body("standing.oldUrl.until", notNullValue()).body("standing.oldUrl.oldUsedAt", nullValue()).body("standing.oldSecret.newUsedAt", nullValue());

        assertEquals(202, send(old, "push", fixture("push.json")).statusCode());
        await("by the old ones", () -> deliveries(old).size() == 1);
        assertEquals("indexed", deliveries(old).getFirst().get("outcome"));
        asAdmin().get(path).then().body("standing.oldUrl.oldUsedAt", notNullValue()).body("standing.oldSecret.oldUsedAt", notNullValue())
                .body("standing.oldUrl.newUsedAt", nullValue()).body("standing.oldSecret.newUsedAt", nullValue());
        assertTrue(asAdmin().accept("text/html").get("/api/integrations").asString().contains("nothing has come by the new one yet"));

        assertEquals(202, send(new Hooks.Hook(old.id(), url, secret), "create", fixture("create.json")).statusCode());
        await("by the new ones", () -> deliveries(old).size() == 2);
        asAdmin().get(path).then().body("standing.oldUrl.newUsedAt", notNullValue()).body("standing.oldSecret.newUsedAt", notNullValue());

        asAdmin().body(Map.of("what", "url")).post(path + "/rotate/stop").then().statusCode(204);
        asAdmin().body(Map.of("what", "secret")).post(path + "/rotate/stop").then().statusCode(204);
        asAdmin().body(Map.of("what", "url")).post(path + "/rotate/stop").then().statusCode(404);
        asAdmin().get(path).then().body("standing.oldUrl", nullValue()).body("standing.oldSecret", nullValue());
        assertEquals(404, send(old, "push", fixture("push.json")).statusCode());
        assertEquals(202, send(new Hooks.Hook(old.id(), url, old.secret()), "push", fixture("push.json")).statusCode());
        await("by the old secret", () -> deliveries(old).size() == 3);
        assertEquals("refused", deliveries(old).getFirst().get("outcome"));
    }

    @Test
    void a_paused_integration_acknowledges_and_ignores() throws Exception {
        var hook = create("paused");
        asAdmin().body(Map.of("paused", true)).patch("/api/integrations/" + hook.id()).then().statusCode(200);
        assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
        await("recorded", () -> deliveries(hook).size() == 1);
        assertEquals("ignored", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void deleting_an_integration_erases_what_came_from_it_and_nothing_else() throws Exception {
        var gone = create("gone");
        var stays = create("stays");
        send(gone, "push", fixture("push.json"));
        send(stays, "push", fixture("push.json"));
        await("both indexed", () -> deliveries(gone).size() == 1 && deliveries(stays).size() == 1);
        asAdmin().delete("/api/integrations/" + gone.id()).then().statusCode(204);
        assertEquals(404, send(gone, "push", fixture("push.json")).statusCode());
        for (var table : List.of("git_commit", "branch", "ref_update", "repository", "issue_link", "delivery", "integration")) {
            assertEquals(0, count("select count(*) from " + table + " where integration_id = ?", UUID.fromString(gone.id())), table);
            assertTrue(count("select count(*) from " + table + " where integration_id = ?", UUID.fromString(stays.id())) > 0, table);
        }
    }

    @Test
    void a_message_that_fails_is_not_lost_and_comes_again() throws Exception {
        var hook = create("comes again");
        var before = metrics.counter("towline.worker.failures").count();
        execute("alter table git_commit rename to git_commit_away");
        try {
            assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
            await("the worker has tried", () -> deliveries(hook).isEmpty() && metrics.counter("towline.worker.failures").count() > before);
            assertEquals(0, count("select count(*) from repository where integration_id = ?", UUID.fromString(hook.id())), "nothing half is kept");
        } finally {
            execute("alter table git_commit_away rename to git_commit");
        }
        await("indexed once the database is whole", () -> deliveries(hook).size() == 1);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_message_that_takes_longer_than_its_visibility_is_kept_from_coming_back_meanwhile() throws Exception {
        var hook = create("slow");
        send(hook, "ping", fixture("ping.json"));
        await("the tenant has a log to lock", () -> deliveries(hook).size() == 1);
        var redelivered = metrics.counter("towline.worker.failures").count();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select 1 from change_head where tenant_id = (select tenant_id from integration where integration_id = ?) for update")) {
                lock.setObject(1, UUID.fromString(hook.id()));
                lock.execute();
            }
            assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
            Thread.sleep(Custody.VISIBILITY.plusSeconds(4));
            assertEquals(1, handlingsUnderWay(), "one worker waits for the lock, and no second got the message");
            connection.rollback();
        }
        await("indexed", () -> deliveries(hook).size() == 2);
        assertEquals(redelivered, metrics.counter("towline.worker.failures").count());
    }

    private long handlingsUnderWay() {
        return count("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%change_head%' and ?::uuid is not null", UUID.randomUUID());
    }

    @Test
    void many_deliveries_at_once_are_each_indexed_once() throws Exception {
        var hook = create("many");
        // Keys of their own: the other tests look at ABC-1, and an issue shows only its newest 200 commits.
        var template = new String(fixture("push.json"), StandardCharsets.UTF_8).replace("ABC-1", "ABC-8").replace("ABC-2", "ABC-9");
        var ids = new HashSet<String>();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answers = IntStream.range(0, 200).mapToObj(i -> {
                var body = bytes(template.replace("4c1f0a9be2d3574861a0c9f8e7d6b5a493827160", "%040x".formatted(i + 1)));
                var request = HttpRequest.newBuilder(hook.url()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
                Send.github("push", body, hook.secret()).forEach(request::header);
                return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
            }).toList();
            for (var answer : answers) {
                assertEquals(202, answer.join().statusCode());
                ids.add(io.restassured.path.json.JsonPath.from(answer.join().body()).getString("delivery"));
            }
        }
        await("all indexed", () -> count("select count(*) from delivery where integration_id = ? and outcome = 'indexed'", UUID.fromString(hook.id())) == 200);
        assertEquals(200, ids.size());
        assertEquals(201, count("select count(*) from git_commit where integration_id = ?", UUID.fromString(hook.id())));
    }

    private String state(Hooks.Hook hook) {
        var id = UUID.fromString(hook.id());
        return count("select count(*) from git_commit where integration_id = ?", id) + "/"
                + count("select count(*) from issue_link where integration_id = ?", id) + "/"
                + count("select count(*) from change where kind <> 'DELIVERY' and integration_id = ?", id) + "/"
                + count("select coalesce(sum(position), 0) from git_commit where integration_id = ?", id) + "/"
                + count("select coalesce(sum(position), 0) from branch where integration_id = ?", id);
    }

    private long count(String sql, UUID id) {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws java.sql.SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
