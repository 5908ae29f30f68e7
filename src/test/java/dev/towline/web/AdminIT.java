package dev.towline.web;

import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static dev.towline.Stand.GUEST;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.index.Wakeups;
import dev.towline.provider.Provider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin page and the API behind it, as an administrator and as others meet them. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class AdminIT {

    @Inject
    DataSource database;

    @Inject
    Wakeups wakeups;

    @Test
    void an_administrator_gets_the_page() {
        var id = create("Page <b>&").get("id");
        var page = RestAssured.given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(ADMIN, "/admin")).then().statusCode(200).contentType(ContentType.HTML)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("Strict-Transport-Security", containsString("max-age="))
                .header("Content-Security-Policy", allOf(
                        containsString("frame-ancestors https://localhost https://127.0.0.1 http://localhost:*"),
                        containsString("script-src 'self' " + Stand.jira().url()), not(containsString("unsafe"))))
                .extract().asString();
        assertTrue(page.contains("data-integration=\"" + id + "\""));
        assertTrue(page.contains("Page &lt;b&gt;&amp;"), "escaped once");
        assertTrue(page.contains("data-channel=\"ari:cloud:towline:" + Stand.jira().cloudId() + ":integrations\""));
        assertTrue(page.contains("Waiting for the first delivery"));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEVELOPER, GUEST})
    void others_are_told_calmly_that_it_is_not_for_them(String account) {
        create("Not for others");
        var page = RestAssured.given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(account, "/admin")).then().statusCode(403).contentType(ContentType.HTML).extract().asString();
        assertTrue(page.contains("For Jira administrators only"));
        assertFalse(page.contains("Not for others"));
    }

    @Test
    void a_page_without_a_token_is_refused() {
        RestAssured.get("/admin").then().statusCode(401);
        RestAssured.get("/api/integrations").then().statusCode(401);
    }

    @Test
    void secrets_are_shown_once() {
        var created = asAdmin().body(Map.of("name", "  Größe 日本 🚀 ", "provider", "github")).post("/api/integrations").then().statusCode(201).contentType(ContentType.JSON)
                .body("name", equalTo("Größe 日本 🚀")).body("provider", equalTo("github")).body("state", equalTo("waiting"))
                .body("hookUrl", containsString("/hooks/")).body("secret", matchesPattern("[0-9a-f]{64}"))
                .extract().jsonPath();
        var later = asAdmin().get("/api/integrations").asString() + asAdmin().get("/api/integrations/" + created.get("id")).asString()
                + asAdmin().accept(ContentType.HTML).get("/api/integrations").asString();
        assertTrue(later.contains("Größe 日本 🚀"));
        assertFalse(later.contains(created.getString("secret")));
        assertFalse(later.contains("/hooks/"));
    }

    @Test
    void what_accepts_anything_gets_json_and_what_wants_html_gets_the_part_of_the_page() {
        asAdmin().accept("*/*").get("/api/integrations").then().statusCode(200).contentType(ContentType.JSON).body("items", not(nullValue()));
        asAdmin().accept("text/html").get("/api/integrations").then().statusCode(200).contentType(ContentType.HTML);
        asAdmin().accept("*/*").body(Map.of("name", "any", "provider", "github")).post("/api/integrations").then().statusCode(201).contentType(ContentType.JSON);
        var part = asAdmin().accept("text/html").body(Map.of("name", "<i>part", "provider", "github")).post("/api/integrations").then().statusCode(201).contentType(ContentType.HTML).extract().asString();
        assertTrue(part.contains("&lt;i&gt;part is created"));
        assertTrue(part.contains("/hooks/"));
    }

    @ParameterizedTest
    @EnumSource
    void the_part_of_a_new_integration_tells_the_steps_of_its_git_server(Provider provider) {
        asAdmin().accept("text/html").body(Map.of("name", provider.label(), "provider", provider.code())).post("/api/integrations").then().statusCode(201)
                .body(containsString("Steps for " + provider.label())).body(containsString("<ol>"));
    }

    @Test
    void faults_are_named_with_their_fields() {
        asAdmin().body("{\"name\":\"a\\u0007\",\"provider\":\"cvs\"}").post("/api/integrations").then().statusCode(400).contentType("application/problem+json")
                .body("type", equalTo("about:blank")).body("status", equalTo(400)).body("title", equalTo("Please check the marked fields"))
                .body("errors.field", equalTo(java.util.List.of("name", "provider")))
                .body("errors[1].message", equalTo("Towline does not know this git server."));
        asAdmin().accept("text/html").body("{\"provider\":\"github\"}").post("/api/integrations").then().statusCode(400).contentType("application/problem+json")
                .body("errors.field", equalTo(java.util.List.of("name")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{|400", "[]|400", "''|400", "{\"name\":{}}|400"})
    void what_is_not_our_form_is_refused(String body, int status) {
        asAdmin().body(body).post("/api/integrations").then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void a_body_larger_than_any_form_is_refused() {
        asAdmin().body("{\"name\":\"" + "a".repeat(1_000_000) + "\"}").post("/api/integrations").then().statusCode(413).contentType("application/problem+json");
    }

    @Test
    void an_integration_is_renamed_paused_and_resumed() {
        var id = create("before").get("id");
        asAdmin().body(Map.of("name", "after")).patch("/api/integrations/" + id).then().statusCode(200).body("name", equalTo("after")).body("state", equalTo("waiting"));
        asAdmin().body(Map.of("paused", true, "rules", Map.of("descriptionKeys", false))).patch("/api/integrations/" + id).then().statusCode(200)
                .body("state", equalTo("paused")).body("name", equalTo("after")).body("rules.descriptionKeys", equalTo(false));
        asAdmin().body(Map.of("paused", false)).patch("/api/integrations/" + id).then().statusCode(200).body("state", equalTo("waiting"));
        asAdmin().body(Map.of("name", "")).patch("/api/integrations/" + id).then().statusCode(400).body("errors[0].field", equalTo("name"));
        asAdmin().get("/api/integrations/" + id).then().body("name", equalTo("after"));
    }

    @Test
    void an_integration_is_limited_to_projects_and_what_is_indexed_follows() throws SQLException {
        var id = create("limited").get("id");
        asAdmin().get("/api/integrations/" + id).then().body("rules.projects", hasSize(0));
        var wanted = number("select coalesce(sum(relink_wanted), 0) from site_projects where tenant_id = (select tenant_id from integration where integration_id = ?)", id);
        asAdmin().body(Map.of("rules", Map.of("projects", java.util.List.of("abc", "OPS")))).patch("/api/integrations/" + id).then().statusCode(200)
                .body("rules.projects", equalTo(java.util.List.of("ABC", "OPS"))).body("rules.descriptionKeys", equalTo(true));
        var after = number("select coalesce(sum(relink_wanted), 0) from site_projects where tenant_id = (select tenant_id from integration where integration_id = ?)", id);
        assertTrue(after > wanted);
        assertTrue(asAdmin().accept("text/html").get("/api/integrations").asString().contains("value=\"ABC, OPS\""));
        asAdmin().body(Map.of("rules", Map.of("projects", java.util.List.of("ABC-1")))).patch("/api/integrations/" + id).then().statusCode(400)
                .body("errors[0].field", equalTo("rules.projects")).body("errors[0].message", containsString("“ABC-1” is no project key"));
        asAdmin().body(Map.of("name", "still limited")).patch("/api/integrations/" + id).then().body("rules.projects", equalTo(java.util.List.of("ABC", "OPS")));
    }

    @Test
    void rotating_makes_one_new_value_and_shows_it_once() {
        var created = create("rotates");
        var url = asAdmin().body(Map.of("what", "url")).post("/api/integrations/" + created.get("id") + "/rotate").then().statusCode(200).body("secret", nullValue()).extract().jsonPath().getString("hookUrl");
        var secret = asAdmin().body(Map.of("what", "secret")).post("/api/integrations/" + created.get("id") + "/rotate").then().statusCode(200).body("hookUrl", nullValue()).extract().jsonPath().getString("secret");
        assertNotEquals(created.get("hookUrl"), url);
        assertNotEquals(created.get("secret"), secret);
        var part = asAdmin().accept("text/html").body(Map.of("what", "secret")).post("/api/integrations/" + created.get("id") + "/rotate").then().statusCode(200).extract().asString();
        assertTrue(part.contains("New secret of rotates"));
        asAdmin().body(Map.of("what", "name")).post("/api/integrations/" + created.get("id") + "/rotate").then().statusCode(400).body("errors[0].field", equalTo("what"));
    }

    @Test
    void every_change_by_an_administrator_is_one_entry_of_the_log_that_pages_follow() throws SQLException {
        var id = create("followed").get("id");
        assertEquals(1, changes(id), "created");
        asAdmin().body(Map.of("name", "renamed")).patch("/api/integrations/" + id).then().statusCode(200);
        asAdmin().body(Map.of("paused", true)).patch("/api/integrations/" + id).then().statusCode(200);
        asAdmin().body(Map.of("rules", Map.of("descriptionKeys", false))).patch("/api/integrations/" + id).then().statusCode(200);
        assertEquals(4, changes(id), "renamed, paused, rule");
        asAdmin().body(Map.of("what", "url")).post("/api/integrations/" + id + "/rotate").then().statusCode(200);
        asAdmin().body(Map.of("what", "secret")).post("/api/integrations/" + id + "/rotate").then().statusCode(200);
        assertEquals(6, changes(id), "rotated twice");
        asAdmin().body(Map.of("name", "")).patch("/api/integrations/" + id).then().statusCode(400);
        assertEquals(6, changes(id), "what was refused is no news");
        var unknown = UUID.randomUUID().toString();
        asAdmin().body(Map.of("name", "x")).patch("/api/integrations/" + unknown).then().statusCode(404);
        assertEquals(0, changes(unknown));
    }

    @Test
    void a_change_by_an_administrator_wakes_those_who_follow() throws Exception {
        var id = create("wakes").get("id");
        var woken = new LinkedBlockingQueue<Long>();
        wakeups.follow((tenant, reached) -> woken.add(reached));
        asAdmin().body(Map.of("name", "woke")).patch("/api/integrations/" + id).then().statusCode(200);
        var position = newest(id);
        var reached = 0L;
        while (reached < position) {
            reached = Optional.ofNullable(woken.poll(10, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("nobody was woken"));
        }
    }

    @Test
    void a_deleted_integration_is_gone() {
        var id = create("short-lived").get("id");
        asAdmin().delete("/api/integrations/" + id).then().statusCode(204);
        asAdmin().get("/api/integrations/" + id).then().statusCode(404).contentType("application/problem+json");
        asAdmin().delete("/api/integrations/" + id).then().statusCode(404);
        asAdmin().get("/api/integrations").then().body("items.id", not(hasItem(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "nonsense"})
    void an_unknown_integration_is_not_found_by_any_call(String id) {
        var path = "/api/integrations/" + id;
        asAdmin().get(path).then().statusCode(404).contentType("application/problem+json");
        asAdmin().body(Map.of("name", "x")).patch(path).then().statusCode(404);
        asAdmin().delete(path).then().statusCode(404);
        asAdmin().body(Map.of("what", "url")).post(path + "/rotate").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEVELOPER, GUEST})
    void only_administrators_may_call(String account) {
        var id = create("guarded " + UUID.randomUUID()).get("id");
        var path = "/api/integrations/" + id;
        as(account).get("/api/integrations").then().statusCode(403).contentType("application/problem+json").body("title", equalTo("For Jira administrators only"));
        as(account).accept("text/html").get("/api/integrations").then().statusCode(403);
        as(account).get(path).then().statusCode(403);
        as(account).body(Map.of("name", "taken", "provider", "github")).post("/api/integrations").then().statusCode(403);
        as(account).body(Map.of("name", "taken")).patch(path).then().statusCode(403);
        as(account).delete(path).then().statusCode(403);
        as(account).body(Map.of("what", "secret")).post(path + "/rotate").then().statusCode(403);
        as(account).accept("text/html").body(Map.of("what", "secret")).post(path + "/rotate").then().statusCode(403);
        as(account).get("/api/deliveries").then().statusCode(403);
        as(account).post("/api/deliveries/" + UUID.randomUUID() + "/replay").then().statusCode(403);
        asAdmin().get("/api/integrations").then().body("items.name", not(hasItem("taken"))).body("items.findAll { it.id == '" + id + "' }", hasSize(1));
    }

    @Test
    void browser_code_is_served() {
        for (var asset : new String[] {"admin.js", "panel.js", "part.js", "morph.js", "live.js", "api.js", "host.js", "times.js", "towline.css", "logo.svg", "favicon.svg"}) {
            assertEquals(200, RestAssured.get("/assets/" + asset).statusCode(), asset);
        }
    }

    private long changes(String integration) throws SQLException {
        return number("select count(*) from change where kind = 'INTEGRATION' and integration_id = ?", integration);
    }

    private long newest(String integration) throws SQLException {
        return number("select max(position) from change where kind = 'INTEGRATION' and integration_id = ?", integration);
    }

    private long number(String query, String integration) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(query)) {
            statement.setObject(1, UUID.fromString(integration));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static Map<String, String> create(String name) {
        return asAdmin().body(Map.of("name", name, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath().getMap("");
    }

    private static RequestSpecification asAdmin() {
        return as(ADMIN);
    }

    private static RequestSpecification as(String account) {
        return RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(account)).contentType(ContentType.JSON);
    }
}
