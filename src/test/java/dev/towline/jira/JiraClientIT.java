package dev.towline.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that does what Jira does on bad days. */
class JiraClientIT {

    private record Seen(String method, String url, String contentType, String authorization, String body) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Tenant tenant = new Tenant();
    private HttpServer server;
    private HttpHandler answer;
    private boolean renewable;
    private int renewed;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            seen.add(new Seen(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer.handle(exchange);
            exchange.close();
        });
        server.start();
        tenant.tenantId = UUID.randomUUID();
        tenant.baseUrl = "http://localhost:" + server.getAddress().getPort();
        tenant.state = Tenant.INSTALLED;
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void a_question_is_signed_for_its_path_and_has_no_body() {
        answer = exchange -> say(exchange, 200, "{\"a\":1}");
        var answered = client().send(tenant, "GET", "/rest/x?fields=a,b", null);
        assertEquals(1, answered.body().path("a").asInt());
        assertEquals(List.of(new Seen("GET", "/rest/x?fields=a,b", null, "JWT for GET /rest/x?fields=a,b", "")), seen);
    }

    @Test
    void a_refused_proof_is_renewed_once_where_that_can_help() {
        answer = exchange -> say(exchange, 401, "");
        assertEquals(401, client().send(tenant, "GET", "/rest/x", null).status());
        assertEquals(1, seen.size(), "nothing to renew");
        renewable = true;
        assertEquals(401, client().send(tenant, "GET", "/rest/x", null).status());
        assertEquals(List.of("JWT for GET /rest/x", "JWT for GET /rest/x", "JWT for GET /rest/x x"), seen.stream().map(Seen::authorization).toList());
    }

    @Test
    void a_body_is_sent_as_json_in_utf_8() {
        answer = exchange -> say(exchange, 202, "");
        var answered = client().send(tenant, "POST", "/rest/x", JsonNodeFactory.instance.objectNode().put("é", "ü"));
        assertTrue(answered.isSuccess() && answered.body().isMissingNode());
        assertEquals("{\"é\":\"ü\"}", seen.getFirst().body());
        assertEquals("application/json", seen.getFirst().contentType());
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            say(exchange, 302, "");
        };
        assertEquals(302, client().send(tenant, "POST", "/rest/x", JsonNodeFactory.instance.objectNode()).status());
        assertEquals(1, seen.size());
    }

    @Test
    void jira_says_how_long_to_wait() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            say(exchange, 429, "busy");
        };
        var answered = client().send(tenant, "GET", "/rest/x", null);
        assertEquals(429, answered.status());
        assertEquals(Optional.of(Duration.ofSeconds(17)), answered.retryAfter());
        assertTrue(answered.body().isMissingNode());
    }

    @Test
    void an_answer_that_is_too_large_is_no_answer() {
        answer = exchange -> say(exchange, 200, "\"" + "x".repeat(4 * 1024 * 1024) + "\"");
        unavailable(client());
    }

    @Test
    void an_answer_that_trickles_is_given_up() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        };
        unavailable(client(Duration.ofMillis(300)));
    }

    @Test
    void a_site_that_does_not_answer_is_given_up() {
        answer = exchange -> await();
        unavailable(client(Duration.ofMillis(300)));
    }

    @Test
    void a_site_that_is_down_is_unavailable() {
        server.stop(0);
        unavailable(client());
    }

    @Test
    void a_host_that_is_not_allowed_and_a_site_without_us_are_never_called() {
        answer = exchange -> say(exchange, 200, "{}");
        assertThrows(JiraUnavailable.class, () -> client(new JiraHosts(List.of("*.atlassian.net"), true), JiraHttp.LIMIT).send(tenant, "GET", "/x", null));
        tenant.state = Tenant.UNINSTALLED;
        assertThrows(JiraUnavailable.class, () -> client().send(tenant, "GET", "/x", null));
        assertEquals(List.of(), seen);
    }

    @Test
    void a_path_cannot_continue_the_host_name() {
        assertThrows(IllegalArgumentException.class, () -> client().send(tenant, "GET", ".evil.example/x", null));
        assertThrows(IllegalArgumentException.class, () -> client().send(tenant, "GET", "@evil.example/x", null));
        assertEquals(List.of(), seen);
    }

    @Test
    void an_issue_that_jira_describes_badly_or_not_at_all_is_not_visible() {
        for (var body : List.of("{}", "[]", "", "no json", "{\"id\":\"1\",\"key\":null,\"fields\":{\"project\":{\"id\":\"2\"}}}")) {
            answer = exchange -> say(exchange, 200, body);
            assertThrows(JiraUnavailable.class, () -> permissions().visibleIssue(new Viewer(tenant, "a"), "ABC-1"), body);
        }
        answer = exchange -> say(exchange, 404, "{}");
        assertEquals(Optional.empty(), permissions().visibleIssue(new Viewer(tenant, "a"), "ABC-1"));
    }

    @Test
    void a_permission_that_jira_does_not_state_is_not_granted() {
        answer = exchange -> say(exchange, 200, "{\"globalPermissions\":[]}");
        assertFalse(permissions().administers(new Viewer(tenant, "a")));
        for (int status : List.of(302, 400, 401, 403, 429, 500)) {
            answer = exchange -> say(exchange, status, "{\"globalPermissions\":[\"ADMINISTER\"]}");
            assertThrows(JiraUnavailable.class, () -> permissions().administers(new Viewer(tenant, "a")), "status " + status);
        }
    }

    @Test
    void all_that_one_may_see_is_one_question_and_what_is_granted_is_remembered_for_a_moment() {
        answer = exchange -> say(exchange, 200, """
                {"globalPermissions":[],"projectPermissions":[{"permission":"BROWSE_PROJECTS","projects":[5],"issues":[7]},{"permission":"OTHER","projects":[6],"issues":[8]}]}""");
        var permissions = permissions();
        var viewer = new Viewer(tenant, "a");
        var wanted = List.of(new Right.Administer(), new Right.Browse(5), new Right.Browse(6), new Right.See(7), new Right.See(8));
        assertEquals(Set.of(new Right.Browse(5), new Right.See(7)), permissions.held(viewer, wanted));
        assertEquals(1, seen.size());
        permissions.held(viewer, wanted);
        assertEquals(2, seen.size(), "a refusal is not remembered");
        permissions.held(viewer, List.of(new Right.See(7)));
        assertEquals(Set.of(7L), permissions.visible(viewer, List.of(7L)));
        assertEquals(3, seen.size());
        permissions.visible(new Viewer(tenant, "b"), List.of(7L));
        assertEquals(4, seen.size(), "another person is another question");
        assertEquals(Set.of(), permissions.held(new Viewer(tenant, ""), wanted));
        assertEquals(4, seen.size());
    }

    @Test
    void when_hundreds_come_at_once_they_take_turns() throws Exception {
        var asking = new AtomicInteger();
        var most = new AtomicInteger();
        answer = exchange -> {
            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            asking.decrementAndGet();
            say(exchange, 200, "{\"projectPermissions\":[{\"permission\":\"BROWSE_PROJECTS\",\"projects\":[5]}]}");
        };
        var permissions = permissions();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 300).mapToObj(number -> people.submit(() -> permissions.held(new Viewer(tenant, "person-" + number), List.of(new Right.Browse(5))))).toList();
            for (var one : all) {
                assertEquals(Set.of(new Right.Browse(5)), one.get(30, TimeUnit.SECONDS));
            }
        }
        assertEquals(300, seen.size());
        assertTrue(most.get() <= Permissions.AT_ONCE, "at once: " + most);
    }

    @Test
    void what_cannot_be_an_issue_and_nobody_are_never_asked_about() {
        for (var text : List.of("", "0", "../myself", "ABC-1/../..", "ABC-1?x", "ABC", "-1", "ABC-0", "1".repeat(19), "ABC-1\n", "A-" + "1".repeat(30))) {
            assertEquals(Optional.empty(), permissions().visibleIssue(new Viewer(tenant, "a"), text), text);
        }
        assertEquals(Optional.empty(), permissions().visibleIssue(new Viewer(tenant, "a"), null));
        assertEquals(Optional.empty(), permissions().visibleIssue(new Viewer(tenant, ""), "ABC-1"));
        assertFalse(permissions().administers(new Viewer(tenant, "")));
        assertEquals(List.of(), seen);
    }

    private void unavailable(JiraClient client) {
        var unavailable = assertThrows(JiraUnavailable.class, () -> client.send(tenant, "GET", "/rest/x?secret=s", null));
        assertFalse(unavailable.getMessage().contains("secret") || unavailable.getMessage().contains("localhost"), unavailable.getMessage());
    }

    private Permissions permissions() {
        return new Permissions(client(), Clock.systemUTC());
    }

    private JiraClient client() {
        return client(JiraHttp.LIMIT);
    }

    private JiraClient client(Duration limit) {
        return client(new JiraHosts(List.of("localhost"), true), limit);
    }

    private JiraClient client(JiraHosts hosts, Duration limit) {
        return new JiraClient(List.of(new Credential() {
            @Override
            public Tenant.Kind kind() {
                return Tenant.Kind.CONNECT;
            }

            @Override
            public Call call(Tenant tenant, String method, String path) {
                return new Call(URI.create(hosts.of(tenant) + path), "JWT for " + method + " " + path + " ".repeat(renewed) + "x".repeat(renewed));
            }

            @Override
            public boolean renew(Call refused) {
                return renewable && renewed++ == 0;
            }
        }), new JiraHttp(new ObjectMapper(), Clock.systemUTC(), limit), new JiraAnswers(Clock.systemUTC(), new io.micrometer.core.instrument.simple.SimpleMeterRegistry()));
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
