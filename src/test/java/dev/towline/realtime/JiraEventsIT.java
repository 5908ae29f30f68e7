package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.index.JiraEvent;
import dev.towline.jira.TenantId;
import dev.towline.local.Send;
import dev.towline.local.Tap;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The door for Jira's webhooks, their queue and worker, and our copy of a site's project keys that follows them. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class JiraEventsIT {

    @Inject
    DataSource database;

    @Inject
    SqsAsyncClient sqs;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "towline.jira-events-queue")
    String queue;

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    private static final AtomicLong ISSUES = new AtomicLong(500_000);

    /** Each test is about an issue of its own; whether the site has it is not asked. */
    private final long issue = ISSUES.incrementAndGet();

    @AfterEach
    void the_queue_is_back() {
        Stand.turn(Stand.QUEUE, Tap.Mode.FLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project_created", "project_updated", "project_deleted", "project_soft_deleted", "project_restored_deleted", "project_archived", "project_restored_archived"})
    void an_event_of_projects_lets_them_be_read_again(String event) throws Exception {
        Stand.jira();
        var told = number("told");
        assertEquals(204, post("/jira/events?event=" + event, "/jira/events?event=" + event).statusCode());
        await("told once more", () -> number("told") == told + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jira/events", "/jira/events?event=worklog_created", "/jira/events?event=", "/jira/events?event=project_created%00"})
    void other_events_are_accepted_and_change_nothing(String address) throws Exception {
        Stand.jira();
        var told = number("told");
        assertEquals(204, post(address, address).statusCode());
        assertEquals(told, number("told"));
    }

    @Test
    void an_event_that_this_site_did_not_sign_is_turned_away() throws Exception {
        Stand.jira();
        var told = number("told");
        var address = "/jira/events?event=project_created";
        assertEquals(401, RestAssured.given().urlEncodingEnabled(false).post(address).statusCode());
        assertEquals(401, post(address, "/jira/events?event=project_deleted").statusCode(), "signed for another event");
        assertEquals(401, RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN)).post(address).statusCode());
        assertEquals(told, number("told"));
    }

    @Test
    void a_webhook_that_jira_repeats_is_in_the_log_once() throws Exception {
        for (var repeat = 0; repeat < 3; repeat++) {
            assertEquals(204, updated("repeated-" + issue, issue).statusCode());
        }
        assertEquals(204, updated("another-" + issue, issue).statusCode());
        await("both are there", () -> logged(issue) >= 2);
        assertEquals(204, updated("last-" + issue, issue).statusCode());
        await("the last as well", () -> logged(issue) >= 3);
        assertEquals(3, logged(issue));
    }

    @Test
    void an_identifier_is_its_own_site_s_and_what_a_site_tells_is_of_that_site_alone() throws Exception {
        var other = new TenantId(UUID.randomUUID());
        try (var connection = database.getConnection(); var insert = connection.prepareStatement(
                "insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at) values (?, ?, '', '', 'installed', now(), now())")) {
            insert.setObject(1, other.value());
            insert.setString(2, other.toString());
            insert.executeUpdate();
        }
        assertEquals(204, updated("shared-" + issue, issue).statusCode());
        await("the first site's", () -> logged(issue) == 1);
        var same = new Webhook(other, "shared-" + issue, "jira:issue_updated", Map.of(JiraEvent.Thing.ISSUE, issue), "", "", Set.of(), true, 0);
        sqs.sendMessage(request -> request.queueUrl(queueUrl()).messageBody(same.message())).join();
        await("the other's", () -> logged(issue) == 2);
        assertEquals(2, count("select count(distinct tenant_id) from change where kind = 'JIRA' and jira -> 'ids' ->> 'ISSUE' = '" + issue + "'"));
    }

    @Test
    void a_token_of_another_site_or_of_none_tells_nothing() throws Exception {
        var address = "/jira/events?event=jira:issue_updated";
        var token = Stand.jira().pageToken(null, "POST", address).split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8);
        var foreign = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.replace(Stand.jira().clientKey(), "another-site").getBytes(StandardCharsets.UTF_8));
        for (var forged : List.of(token[0] + "." + foreign + "." + token[2], token[0] + "." + token[1] + ".", token[0] + "." + token[1] + "." + token[2].substring(1))) {
            assertEquals(401, RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + forged).header("X-Atlassian-Webhook-Identifier", "forged-" + issue)
                    .contentType("application/json").body("{\"issue\":{\"id\":\"" + issue + "\"}}").post(address).statusCode());
        }
        assertEquals(204, updated("forged-" + issue, issue).statusCode());
        await("the real one, and it alone", () -> logged(issue) == 1);
    }

    @Test
    void while_the_queue_is_away_jira_is_told_to_come_again_and_then_it_is_taken() throws Exception {
        assertEquals(204, updated("before-" + issue, issue).statusCode());
        await("the first", () -> logged(issue) == 1);
        Stand.turn(Stand.QUEUE, Tap.Mode.CUT);
        var answer = updated("during-" + issue, issue);
        assertEquals(503, answer.statusCode());
        assertEquals("30", answer.header("Retry-After"));
        assertEquals("application/problem+json", answer.contentType());
        Stand.turn(Stand.QUEUE, Tap.Mode.FLOW);
        // The queue still serves the waits of the connections that were cut, and what it gives to them comes back after 30 s.
        for (var dead = 0; dead < 2 * WebhookWorker.HANDS; dead++) {
            assertEquals(204, updated("to-the-dead-" + dead + "-" + issue, ISSUES.incrementAndGet()).statusCode());
        }
        assertEquals(204, updated("during-" + issue, issue).statusCode());
        await("the second", () -> logged(issue) == 2);
    }

    @Test
    void a_body_that_is_no_webhook_is_refused_and_one_that_does_not_belong_in_the_queue_harms_no_other() throws Exception {
        var address = "/jira/events?event=jira:issue_updated";
        assertEquals(400, signed(address, address).contentType("application/json").body("{\"issue\":{").post(address).statusCode());
        var failures = meters.counter("towline.jira.events.failures");
        var before = failures.count();
        sqs.sendMessage(request -> request.queueUrl(queueUrl()).messageBody("not ours")).join();
        assertEquals(204, updated("beside-" + issue, issue).statusCode());
        await("the good one", () -> logged(issue) == 1);
        await("the bad one is counted", () -> failures.count() > before);
    }

    @Test
    void five_hundred_events_of_jira_delay_no_git_delivery() throws Exception {
        var created = RestAssured.given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN))
                .body(Map.of("name", "beside a burst", "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        byte[] push;
        try (var in = getClass().getResourceAsStream("/deliveries/push.json")) {
            push = in.readAllBytes();
        }
        // The first delivery of an application loads the code for it, and is not what is measured.
        push(created, push, 1);
        // A plain client: what RestAssured does for each request would be most of the burden.
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(); var threads = Executors.newFixedThreadPool(4)) {
            var address = "/jira/events?event=jira:issue_updated";
            var token = Stand.jira().pageToken(null, "POST", address);
            var burst = IntStream.range(0, 500).mapToObj(each -> threads.submit(() -> client.send(HttpRequest.newBuilder(URI.create(baseUrl + address))
                    .header("Authorization", "JWT " + token).header("X-Atlassian-Webhook-Identifier", "burst-" + issue + "-" + each).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(issue))).build(), HttpResponse.BodyHandlers.discarding()).statusCode())).toList();
            await("the burst is under way", () -> burst.stream().filter(Future::isDone).count() > 50);
            var took = push(created, new String(push, StandardCharsets.UTF_8).replace("\"after\"", " \"after\"").getBytes(StandardCharsets.UTF_8), 2);
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "the delivery took " + took);
            for (var answer : burst) {
                assertEquals(204, answer.get(60, TimeUnit.SECONDS));
            }
        }
        await("and all events are in the log", () -> logged(issue) == 500);
    }

    @Test
    void the_descriptor_asks_for_every_event_that_is_understood_and_for_no_other() {
        var hooks = RestAssured.get("/atlassian-connect.json").jsonPath().<Map<String, String>>getList("modules.webhooks");
        assertEquals(JiraEventNames.AVIS.keySet(), hooks.stream().map(hook -> hook.get("event")).collect(Collectors.toSet()));
        hooks.forEach(hook -> assertEquals("/jira/events?event=" + hook.get("event"), hook.get("url")));
    }

    @Test
    void our_copy_of_the_projects_follows_jira() throws Exception {
        var site = Stand.jira().site();
        awaitKnown(true, "ABC", "OPS");
        site.createProject("KEYA", "Keys");
        awaitKnown(true, "KEYA");
        site.renameProject("KEYA", "KEYB");
        // Jira still resolves keys of before.
        awaitKnown(true, "KEYA", "KEYB");
        site.deleteProject("KEYB");
        awaitKnown(false, "KEYA", "KEYB");
        awaitKnown(true, "ABC");
    }

    @Test
    void more_projects_than_one_page_are_all_read() throws Exception {
        var site = Stand.jira().site();
        // Two hundred and sixty webhooks would say no more than the last one of each.
        Stand.jira().untold(() -> IntStream.range(0, 129).forEach(number -> site.createProject("PG" + number, "Page " + number)));
        site.createProject("PG129", "Page 129");
        awaitKnown(true, "PG0", "PG129", "ABC");
        Stand.jira().untold(() -> IntStream.range(0, 129).forEach(number -> site.deleteProject("PG" + number)));
        site.deleteProject("PG129");
        awaitKnown(false, "PG0", "PG129");
    }

    @Test
    void while_jira_does_not_answer_what_was_known_holds() throws Exception {
        var jira = Stand.jira();
        awaitKnown(true, "ABC");
        jira.site().answerNext("/rest/api/3/project/search", 503, Map.of("Retry-After", "1"), 1);
        jira.site().createProject("KEYC", "After trouble");
        awaitKnown(true, "KEYC", "ABC");
        jira.site().deleteProject("KEYC");
    }

    /** @return how long it took to be handled, as the so many-th of its integration */
    private Duration push(JsonPath integration, byte[] body, int number) throws Exception {
        var start = System.nanoTime();
        assertEquals(202, Send.post(URI.create(integration.getString("hookUrl")), Send.github("push", body, integration.getString("secret")), body).statusCode());
        await("the push is handled", () -> count("select count(*) from change where kind = 'DELIVERY' and integration_id = '" + integration.getString("id") + "'") == number);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Response post(String address, String signedFor) {
        return signed(address, signedFor).post(address);
    }

    private static RequestSpecification signed(String address, String signedFor) {
        return RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + Stand.jira().pageToken(null, "POST", signedFor));
    }

    private static Response updated(String identifier, long issue) {
        var address = "/jira/events?event=jira:issue_updated";
        return signed(address, address).header("X-Atlassian-Webhook-Identifier", identifier).contentType("application/json")
                .body(body(issue)).post(address);
    }

    private static String body(long issue) {
        return "{\"issue\":{\"id\":\"" + issue + "\",\"key\":\"ABC-1\",\"fields\":{\"summary\":\"words\",\"project\":{\"id\":\"10000\"}}}}";
    }

    private String queueUrl() {
        return sqs.getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
    }

    private long logged(long issue) throws SQLException {
        return count("select count(*) from change where kind = 'JIRA' and jira -> 'ids' ->> 'ISSUE' = '" + issue + "'");
    }

    private long count(String sql) throws SQLException {
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void await(String what, Callable<Boolean> isSo) throws Exception {
        // A message that the queue gave to a connection which was cut comes back after 30 s.
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isSo.call()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void awaitKnown(boolean known, String... keys) throws SQLException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            var held = keys();
            if (List.of(keys).stream().allMatch(key -> held.contains(key) == known)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        fail("known: " + keys());
    }

    private TreeSet<String> keys() throws SQLException {
        var keys = new TreeSet<String>();
        try (var connection = database.getConnection(); var select = connection.prepareStatement(
                "select project_key from project_key join tenant using (tenant_id) where client_key = ?")) {
            select.setString(1, Stand.jira().clientKey());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }

    private long number(String column) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(
                "select coalesce(sum(" + column + "), 0) from site_projects join tenant using (tenant_id) where client_key = ?")) {
            select.setString(1, Stand.jira().clientKey());
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
