package dev.towline.realtime;

import static dev.towline.realtime.LiveStand.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.sandbox.Site;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody does in Jira reaches the pages of those who may see it, and of nobody else: from the sandbox Jira to the stream. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class JiraToPageIT {

    private static final AtomicInteger ISSUES = new AtomicInteger(8000);
    // Written wherever people write; it must come out nowhere.
    private static final String CANARY = "canary-in-the-mine";

    @Inject
    DataSource database;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    private final String key = "ABC-" + ISSUES.incrementAndGet();
    private Site.Issue issue;

    @BeforeEach
    void an_issue() {
        issue = Stand.jira().site().createIssue(key, CANARY);
    }

    @Test
    void what_people_do_to_an_issue_is_on_the_pages_that_follow_it_and_nothing_but_identifiers_is_anywhere() throws Exception {
        var log = new CopyOnWriteArrayList<String>();
        var listener = listener(log);
        Logger.getLogger("").addHandler(listener);
        try (var page = follow(Stand.DEVELOPER, ari("issue", issue.id()))) {
            page.openedAt();
            var jira = Stand.jira();
            var start = System.nanoTime();
            jira.editAs(Stand.ADMIN, key, CANARY + " again");
            assertEvent("updated", page.next());
            assertTrue(System.nanoTime() - start < 5_000_000_000L, "five seconds for what takes some ten milliseconds");
            jira.transitionAs(Stand.ADMIN, key, "Done");
            assertEvent("updated", page.next());
            assertEvent("transitioned", page.next());
            jira.assignAs(Stand.ADMIN, key, Stand.DEVELOPER);
            assertEvent("updated", page.next());
            assertEvent("assigned", page.next());
            jira.commentAs(Stand.ADMIN, key, CANARY + " [~accountid:" + Stand.DEVELOPER + "]");
            assertEvent("commented", page.next());
            assertEvent("mentioned", page.next());
            jira.deleteAs(Stand.ADMIN, key);
            assertEvent("deleted", page.next());
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertTrue(log.stream().anyMatch(line -> line.contains("comment_created")), "the log was listened to");
        assertEquals(List.of(), log.stream().filter(line -> line.contains(CANARY)).toList());
        assertEquals(List.of(), tablesWith(CANARY));
    }

    @Test
    void over_http_2_a_page_asks_for_a_ticket_and_has_its_stream_on_one_connection() throws Exception {
        var browser = Http2Page.browser(vertx);
        var asked = Http2Page.to(HttpMethod.POST, URI.create(baseUrl + "/api/realtime/tickets"))
                .putHeader("Content-Type", "application/json").putHeader("Authorization", "JWT " + Stand.jira().contextToken(Stand.DEVELOPER));
        var body = "{\"channels\":[\"" + ari("issue", issue.id()) + "\"]}";
        var answer = browser.request(asked).compose(request -> request.send(body)).compose(HttpClientResponse::body).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        var page = Http2Page.open(browser, URI.create(baseUrl + "/realtime/stream?ticket=" + answer.toJsonObject().getString("ticket")));
        assertEquals(HttpVersion.HTTP_2, page.answer.version());
        assertEquals("text/event-stream", page.answer.getHeader("Content-Type"));
        Stand.jira().transitionAs(Stand.ADMIN, key, "Done");
        eventually(() -> page.positions().size() == 2, "updated and transitioned");
        browser.close();
        assertTrue(vertx.isNativeTransportEnabled() || !System.getProperty("os.name").equals("Linux"), "the transport that notices dead peers");
    }

    @Test
    void a_page_that_was_away_is_told_what_it_missed_in_order_and_once() throws Exception {
        var channel = ari("issue", issue.id());
        long last;
        try (var page = follow(Stand.DEVELOPER, channel)) {
            page.openedAt();
            // A site whose log is still empty has no position to resume from: it would be told to refresh.
            Stand.jira().editAs(Stand.ADMIN, key, CANARY + " again");
            last = Follower.position(page.next());
        }
        Stand.jira().transitionAs(Stand.ADMIN, key, "Done");
        Stand.jira().assignAs(Stand.ADMIN, key, Stand.ADMIN);
        try (var page = Follower.of(URI.create(baseUrl + "/realtime/stream?ticket=" + ticket(Stand.DEVELOPER, channel).getString("ticket") + "&lastEventId=" + last))) {
            page.opened();
            var types = new ArrayList<String>();
            while (types.size() < 4) {
                types.add(page.next().split("\n")[1].replace("event: avi:jira:", ""));
            }
            assertEquals(List.of("updated:issue", "transitioned:issue", "updated:issue", "assigned:issue"), types);
        }
    }

    @Test
    void who_follows_the_project_is_told_of_its_issues_but_not_of_those_with_a_security_level() throws Exception {
        var hidden = Stand.jira().site().createIssue("ABC-" + ISSUES.incrementAndGet(), CANARY);
        Stand.jira().site().hide(hidden.key(), Stand.DEVELOPER);
        try (var page = follow(Stand.DEVELOPER, ari("project", issue.projectId()))) {
            page.openedAt();
            Stand.jira().editAs(Stand.ADMIN, hidden.key(), CANARY);
            Stand.jira().commentAs(Stand.ADMIN, hidden.key(), CANARY);
            Stand.jira().editAs(Stand.ADMIN, key, CANARY + " again");
            var block = page.next();
            while (!block.contains(String.valueOf(issue.id()))) {
                // Other tests of this application change issues of this project.
                assertFalse(block.contains(String.valueOf(hidden.id())), block);
                block = page.next();
            }
            assertTrue(block.contains(ari("project", issue.projectId())), block);
        }
    }

    @Test
    void without_permission_there_is_no_channel_to_receive_anything_on() {
        for (var channel : List.of(ari("issue", issue.id()), ari("project", issue.projectId()), board())) {
            var answer = ticket(Stand.GUEST, channel);
            assertEquals(List.of(), answer.getList("accepted"), channel);
            assertEquals(List.of("no permission"), answer.getList("refused.reason"), channel);
            assertEquals(List.of(channel), ticket(Stand.DEVELOPER, channel).getList("accepted"));
        }
        assertEquals(List.of("no permission"), ticket(Stand.DEVELOPER, "ari:cloud:jira-software:" + Stand.jira().cloudId() + ":board/99").getList("refused.reason"));
    }

    @Test
    void an_issue_with_a_security_level_and_one_of_another_project_are_no_channels_and_however_many_are_asked_for_jira_is_asked_once() {
        var site = Stand.jira().site();
        var channels = new ArrayList<>(List.of(ari("project", issue.projectId()), board()));
        for (var each = 0; each < 40; each++) {
            channels.add(ari("issue", site.createIssue("ABC-" + ISSUES.incrementAndGet(), CANARY).id()));
        }
        var hidden = site.createIssue("ABC-" + ISSUES.incrementAndGet(), CANARY);
        site.hide(hidden.key(), Stand.DEVELOPER);
        var forbidden = List.of(ari("issue", hidden.id()), ari("issue", site.issue("OPS-1").orElseThrow().id()), ari("issue", 999_999));
        var before = site.received().size();
        var answer = ticket(Stand.DEVELOPER, Stream.concat(channels.stream(), forbidden.stream()).toArray(String[]::new));
        assertEquals(channels, answer.getList("accepted"));
        assertEquals(forbidden, answer.getList("refused.channel"));
        assertEquals(Set.of("no permission"), Set.copyOf(answer.getList("refused.reason")));
        var asked = site.received().stream().skip(before).map(Site.Received::path).toList();
        for (var question : List.of("/rest/api/3/permissions/check", "/rest/api/3/issue/bulkfetch", "/rest/agile/1.0/board/" + issue.projectId())) {
            assertTrue(Collections.frequency(asked, question) <= 1, () -> question + " in " + asked);
        }
        assertEquals(List.of(), asked.stream().filter(path -> path.startsWith("/rest/api/3/issue/1")).toList(), "issues are not asked about one by one");
    }

    @Test
    void the_pages_of_two_people_that_come_back_at_once_are_two_questions_to_jira() throws Exception {
        var channels = new String[] {ari("issue", issue.id()), ari("project", issue.projectId())};
        var before = Stand.jira().site().received().size();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 40).mapToObj(number -> threads.submit(() -> ticket(number % 2 == 0 ? Stand.ADMIN : Stand.DEVELOPER, channels))).toList();
            for (var answer : answers) {
                assertEquals(List.of(channels), answer.get(30, TimeUnit.SECONDS).getList("accepted"));
            }
        }
        var asked = Stand.jira().site().received().stream().skip(before).map(Site.Received::path).toList();
        assertEquals(2, Collections.frequency(asked, "/rest/api/3/permissions/check"), asked.toString());
    }

    private void assertEvent(String action, String block) {
        var type = "avi:jira:" + action + ":issue";
        var by = "\"atlassianId\":\"" + Stand.ADMIN + "\"";
        assertEquals("event: " + type + "\ndata: {\"channels\":[\"" + ari("issue", issue.id()) + "\"],\"type\":\"" + type + "\",\"payload\":{\"projectId\":" + issue.projectId()
                + ",\"issueId\":" + issue.id() + "," + by + "}}\n", block.substring(block.indexOf('\n') + 1));
    }

    private Follower follow(String account, String channel) throws Exception {
        return Follower.of(URI.create(baseUrl + "/realtime/stream?ticket=" + ticket(account, channel).getString("ticket")));
    }

    private static JsonPath ticket(String account, String... channels) {
        return RestAssured.given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(account))
                .body(Map.of("channels", List.of(channels))).post("/api/realtime/tickets").then().statusCode(200).extract().jsonPath();
    }

    private static String ari(String type, long id) {
        return "ari:cloud:jira:" + Stand.jira().cloudId() + ":" + type + "/" + id;
    }

    // The sandbox gives a project's board the project's number.
    private String board() {
        return "ari:cloud:jira-software:" + Stand.jira().cloudId() + ":board/" + issue.projectId();
    }

    private List<String> tablesWith(String text) throws Exception {
        var found = new ArrayList<String>();
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                try (var rows = statement.executeQuery("select 1 from \"" + table + "\" t where t::text like '%" + text + "%' limit 1")) {
                    if (rows.next()) {
                        found.add(table);
                    }
                }
            }
            assertTrue(tables.contains("change") && tables.contains("jira_webhook"), "the search found too few tables to be believed: " + tables);
        }
        return found;
    }

    private static Handler listener(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line instanceof org.jboss.logmanager.ExtLogRecord ours ? ours.getFormattedMessage() : line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
