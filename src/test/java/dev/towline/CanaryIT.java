package dev.towline;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.provider.PlantedCalls;
import dev.towline.provider.Provider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Law 5 from end to end: what git servers send along of source code, and of what people wrote about it, leaves no trace. Every call
 * that we have goes through the door, the queue and the worker with a word planted in each such place; then that word is looked
 * for in every column of every table, the log, the queue, all that Jira received, and all that an open page was told.
 */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(240)
class CanaryIT {

    /** No other test's calls link there. */
    private static final String ISSUE = "OPS-4";
    /** At once, so that a small machine answers each in time. */
    private static final int UNANSWERED = 16;
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Not a word of any language, and the same in all letters that are indexed in lower case. */
    private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

    private final StringBuffer log = new StringBuffer();
    private final StringBuffer jira = new StringBuffer();
    private final StringBuffer page = new StringBuffer();
    private final Map<Provider, Integration> integrations = new EnumMap<>(Provider.class);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Handler ears = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.append(line instanceof ExtLogRecord ours ? ours.getFormattedMessage() : line.getMessage()).append('\n');
            for (var thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
                log.append(thrown).append('\n');
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private InputStream stream;

    @Inject
    DataSource database;

    @Inject
    SqsAsyncClient sqs;

    private record Integration(UUID id, URI url, String secret) {}

    @BeforeEach
    void listen() throws Exception {
        Logger.getLogger("").addHandler(ears);
        Stand.jira().site().onReceived(jira::append);
        for (var provider : Provider.values()) {
            var created = asAdmin().body(Map.of("name", "canary " + provider.code(), "provider", provider.code())).post("/api/integrations");
            created.then().statusCode(201);
            integrations.put(provider, new Integration(UUID.fromString(created.path("id")), URI.create(created.path("hookUrl")), created.path("secret")));
        }
        follow();
    }

    @AfterEach
    void tidyUp() throws Exception {
        stream.close();
        integrations.values().forEach(integration -> asAdmin().delete("/api/integrations/" + integration.id()));
        Stand.jira().site().onReceived(body -> { });
        Logger.getLogger("").removeHandler(ears);
        http.close();
    }

    @Test
    void source_code_and_comments_in_any_call_leave_no_trace() throws Exception {
        var calls = PlantedCalls.with(canary, ISSUE, provider -> integrations.get(provider).secret());
        assertTrue(Files.exists(Path.of("../shared/payloads")) ? calls.size() > PlantedCalls.ownCount() : calls.size() == PlantedCalls.ownCount());
        send(calls);

        assertEquals(Set.of(), traces(canary));
        var outcomes = outcomes();
        assertTrue(outcomes.getOrDefault("indexed", 0) > calls.size() / 2, () -> "most calls are read, or nothing was tried: " + outcomes);
        assertTrue(jira.indexOf(ISSUE) >= 0 && page.indexOf("avi:towline:") >= 0 && log.indexOf("delivery indexed") >= 0, "there was something to look at");
    }

    /** The same search, for what we do keep: it must not be blind. */
    @Test
    void a_word_in_a_commit_message_is_found_where_messages_go() throws Exception {
        var github = integrations.get(Provider.GITHUB);
        var calls = PlantedCalls.with("x", ISSUE + " " + canary, provider -> provider == Provider.GITHUB ? github.secret() : "of no use").stream()
                .filter(call -> call.name().equals("github/push")).toList();
        send(calls);
        assertEquals(Set.of("table git_commit", "Jira"), traces(canary));
        page.append(canary);
        log.append(canary);
        assertEquals(Set.of("table git_commit", "Jira", "log", "page"), traces(canary));
    }

    private static RequestSpecification asAdmin() {
        return given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN));
    }

    /** An administrator's page that is open on the issue and on the list of integrations. */
    private void follow() throws Exception {
        var site = Stand.jira().cloudId();
        var issue = Stand.jira().site().issue(ISSUE).orElseThrow().id();
        var ticket = asAdmin().body(Map.of("channels", List.of("ari:cloud:jira:" + site + ":issue/" + issue, "ari:cloud:towline:" + site + ":integrations")))
                .post("/api/realtime/tickets");
        ticket.then().statusCode(200);
        assertEquals(2, ticket.jsonPath().getList("accepted").size(), ticket.asString());
        var base = integrations.get(Provider.GITHUB).url();
        stream = http.send(HttpRequest.newBuilder(base.resolve("/realtime/stream?ticket=" + ticket.path("ticket"))).build(), HttpResponse.BodyHandlers.ofInputStream()).body();
        Thread.ofVirtual().start(() -> {
            try {
                for (var bytes = new byte[8192]; ; ) {
                    var read = stream.read(bytes);
                    if (read < 0) {
                        return;
                    }
                    page.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                // The test has ended.
            }
        });
    }

    /** Returns when the worker has handled all of them, the queue is empty, and Jira has what it is to have. */
    private void send(List<PlantedCalls.Call> calls) throws Exception {
        var open = new Semaphore(UNANSWERED);
        var answers = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
        for (var call : calls) {
            var request = HttpRequest.newBuilder(integrations.get(call.provider()).url()).POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
            call.headers().forEach(request::header);
            open.acquire();
            answers.add(http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> open.release()));
        }
        for (var i = 0; i < calls.size(); i++) {
            assertEquals(202, answers.get(i).join().statusCode(), calls.get(i).name());
        }
        await("all are handled", () -> outcomes().values().stream().mapToInt(Integer::intValue).sum() == calls.size());
        await("the queue is empty", () -> onQueue() == 0);
        await("Jira is told", () -> count("select count(*) from change_head join devinfo_progress using (tenant_id) where change_head.position > devinfo_progress.position") == 0);
    }

    /** Where the word is found. */
    private Set<String> traces(String word) throws SQLException {
        var found = new TreeSet<String>();
        for (var table : tables()) {
            // A row as text has every column in it, bytes in hex.
            var hex = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
            if (count("select count(*) from \"%s\" as kept where position('%s' in lower(kept::text)) > 0 or position('%s' in kept::text) > 0".formatted(table, word, hex)) > 0) {
                found.add("table " + table);
            }
        }
        Map.of("log", log, "Jira", jira, "page", page).forEach((place, text) -> {
            if (text.indexOf(word) >= 0) {
                found.add(place);
            }
        });
        return found;
    }

    private List<String> tables() throws SQLException {
        try (var connection = database.getConnection(); var select = connection.createStatement();
                var rows = select.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
            var tables = new ArrayList<String>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            assertTrue(tables.containsAll(Set.of("git_commit", "kept_body", "waiting_delivery", "devinfo_sent")), tables::toString);
            return tables;
        }
    }

    private Map<String, Integer> outcomes() {
        var outcomes = new TreeMap<String, Integer>();
        for (var integration : integrations.values()) {
            try (var connection = database.getConnection(); var select = connection.prepareStatement("select outcome, count(*) from delivery where integration_id = ? group by outcome")) {
                select.setObject(1, integration.id());
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        outcomes.merge(rows.getString(1), rows.getInt(2), Integer::sum);
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        return outcomes;
    }

    private int onQueue() {
        var url = sqs.getQueueUrl(request -> request.queueName("towline-deliveries")).join().queueUrl();
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).join()
                .attributes().values().stream().mapToInt(Integer::parseInt).sum();
    }

    private long count(String sql) {
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void await(String what, BooleanSupplier isSo) throws InterruptedException {
        var deadline = System.nanoTime() + SOON.toNanos();
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "not within " + SOON.toSeconds() + " s: " + what
                    + log.toString().lines().filter(line -> line.startsWith("delivery failed")).map(line -> "; " + line).reduce("", String::concat));
            Thread.sleep(100);
        }
    }
}
