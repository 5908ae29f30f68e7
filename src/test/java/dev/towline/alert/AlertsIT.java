package dev.towline.alert;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chat that is told of trouble, by the application as it runs. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class AlertsIT {

    private record Hook(String id, URI url, String secret) {}

    @Inject
    Watch watch;

    @Inject
    DataSource database;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer chat;
    private volatile int status = 200;

    @BeforeEach
    void open() throws IOException {
        chat = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        chat.createContext("/", exchange -> {
            told.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        chat.start();
        asAdmin().body(Map.of("url", "http://127.0.0.1:" + chat.getAddress().getPort() + "/services/T0?x=1")).put("/api/alerts").then().statusCode(204);
    }

    @AfterEach
    void close() {
        asAdmin().delete("/api/alerts").then().statusCode(204);
        chat.stop(0);
    }

    @Test
    void trouble_is_told_once_and_so_is_its_end() throws Exception {
        look();
        var name = "Mast <" + UUID.randomUUID() + ">";
        var hook = failing(name);
        look();
        assertEquals(1, lines("The newest delivery of “" + escaped(name) + "” (GitHub) could not be taken in."));
        look();
        assertEquals(1, lines(escaped(name)));

        send(hook, hook.secret(), "{\"zen\":\"calm\"}");
        await(hook, "connected");
        look();
        assertEquals(1, lines(escaped(name)), "what may come back in a moment is not over");
        sql("update alert set gone_at = gone_at - interval '11 minutes' where gone_at is not null");
        look();
        assertEquals(1, lines("Deliveries of “" + escaped(name) + "” (GitHub) are taken in again."));
        look();
        assertEquals(2, lines(escaped(name)));
        assertTrue(told.getFirst().startsWith("POST /services/T0?x=1 {\"text\":\""), told.getFirst());
        assertTrue(told.getLast().contains("/plugins/servlet/ac/dev.towline/towline-admin"), told.getLast());
    }

    @Test
    void a_stranger_who_knows_the_hook_url_rings_no_bell_between_good_calls() throws Exception {
        look();
        var name = "Buoy " + UUID.randomUUID();
        var hook = failing(name);
        aged(hook, "50 minutes", "40 minutes");
        look();
        assertEquals(0, lines(name), "a good call came within the hour before");
        aged(hook, "3 hours", "61 minutes");
        look();
        assertEquals(1, lines("The newest delivery of “" + name + "” (GitHub) could not be taken in."), "no good one comes any more");
    }

    @Test
    void a_chat_is_told_in_the_language_of_whoever_named_it() throws Exception {
        asAdmin().header("Accept-Language", "de-CH, en;q=0.5").body(Map.of("url", "http://127.0.0.1:" + chat.getAddress().getPort() + "/x")).put("/api/alerts").then().statusCode(204);
        look();
        var name = "Möwe " + UUID.randomUUID();
        failing(name);
        look();
        assertEquals(1, lines("Die neueste Zustellung von “" + name + "” (GitHub) konnte nicht aufgenommen werden."));
        asAdmin().post("/api/alerts/test").then().statusCode(200).body("said", containsString("look into the chat"));
        assertEquals(1, lines("So sagt Ihnen Towline"));
    }

    @Test
    void what_is_not_taken_is_tried_again_later_each_time_and_given_up_in_the_end() throws Exception {
        look();
        status = 500;
        var name = "Keel " + UUID.randomUUID();
        failing(name);
        look();
        assertEquals(1, lines(name));
        watch.look();
        assertEquals(1, lines(name), "not before its time");
        asAdmin().get("/api/health").then().body("alerts.host", equalTo("127.0.0.1")).body("alerts.answer", equalTo("turned_away")).body("alerts.status", equalTo(500));
        for (var i = 0; i < 8; i++) {
            look();
        }
        assertEquals(6, lines(name));
        assertTrue(asAdmin().accept("text/html").get("/api/health").asString().contains("It was turned away with status 500"));
    }

    @Test
    void a_test_tells_in_words_what_came_of_it_and_no_redirection_is_followed() {
        asAdmin().post("/api/alerts/test").then().statusCode(200).body("taken", equalTo(true)).body("said", containsString("look into the chat"));
        status = 302;
        asAdmin().post("/api/alerts/test").then().statusCode(200).body("taken", equalTo(false)).body("said", containsString("status 302"));
        assertFalse(told.stream().anyMatch(line -> line.contains("/elsewhere")));
        chat.stop(0);
        asAdmin().post("/api/alerts/test").then().statusCode(200).body("taken", equalTo(false)).body("said", containsString("Nobody answered"));
    }

    @Test
    void an_address_that_leads_nowhere_or_inside_is_refused_beside_its_field_and_the_one_before_stays() {
        for (var wrong : Map.of("http://hooks.example/x", "begin with https", "https://169.254.169.254/", "not in the open Internet", "https://nowhere.invalid/", "no host", "chat", "no address").entrySet()) {
            asAdmin().body(Map.of("url", wrong.getKey())).put("/api/alerts").then().statusCode(400).body("errors[0].field", equalTo("url")).body("errors[0].message", containsString(wrong.getValue()));
        }
        asAdmin().get("/api/health").then().body("alerts.host", equalTo("127.0.0.1"));
        assertFalse(asAdmin().get("/api/health").asString().contains("services"), "the rest of the address is a secret");
        assertTrue(asAdmin().accept("text/html").get("/api/audit").asString().contains("Set where Towline tells of trouble: 127.0.0.1"));
    }

    @Test
    void it_is_for_administrators_only() {
        for (var account : List.of(Stand.DEVELOPER, Stand.GUEST)) {
            as(account).body(Map.of("url", "https://8.8.8.8/")).put("/api/alerts").then().statusCode(403);
            as(account).post("/api/alerts/test").then().statusCode(403);
            as(account).delete("/api/alerts").then().statusCode(403);
            as(account).get("/api/health").then().statusCode(403).body("alerts", nullValue());
        }
    }

    private void look() throws SQLException {
        sql("update alert_target set next_at = now() - interval '1 second'");
        watch.look();
    }

    private Hook failing(String name) throws Exception {
        var created = asAdmin().body(Map.of("name", name, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        var hook = new Hook(created.getString("id"), URI.create(created.getString("hookUrl")), created.getString("secret"));
        send(hook, hook.secret(), "{\"zen\":\"first\"}");
        await(hook, "connected");
        send(hook, "not the secret", "{\"zen\":\"forged\"}");
        await(hook, "refusing");
        aged(hook, "70 minutes", "65 minutes");
        return hook;
    }

    /** The good call and the refused one after it came as long ago. */
    private void aged(Hook hook, String good, String refused) throws SQLException {
        sql("update integration set last_delivery_at = now() - interval '" + good + "' where integration_id = '" + hook.id() + "'");
        sql("update delivery set received_at = now() - interval '" + refused + "' where outcome = 'refused' and integration_id = '" + hook.id() + "'");
    }

    private static void send(Hook hook, String secret, String body) throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        assertEquals(202, Send.post(hook.url(), Send.github("ping", bytes, secret), bytes).statusCode());
    }

    private static void await(Hook hook, String state) throws InterruptedException {
        var deadline = System.nanoTime() + 45_000_000_000L;
        while (!state.equals(asAdmin().get("/api/integrations/" + hook.id()).path("state"))) {
            assertTrue(System.nanoTime() < deadline, "not within 45 s: " + state);
            Thread.sleep(50);
        }
    }

    private long lines(String text) {
        return told.stream().flatMap(body -> List.of(body.split("\\\\n")).stream()).filter(line -> line.contains(text)).count();
    }

    private static String escaped(String name) {
        return name.replace("<", "&lt;").replace(">", "&gt;");
    }

    private void sql(String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static io.restassured.specification.RequestSpecification asAdmin() {
        return as(Stand.ADMIN);
    }

    private static io.restassured.specification.RequestSpecification as(String account) {
        return given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(account));
    }
}
