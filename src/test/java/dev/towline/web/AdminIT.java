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

    @Test
    void a_browser_that_asks_for_german_gets_the_page_its_parts_and_its_errors_in_german() {
        var asked = "de-AT,de;q=0.9,en;q=0.5";
        var page = RestAssured.given().header("Accept-Language", asked).urlEncodingEnabled(false).get(Stand.jira().pageUrl(ADMIN, "/admin")).then().statusCode(200).extract().asString();
        assertTrue(page.contains("<html lang=\"de\">") && page.contains("Integration anlegen"), page);
        assertFalse(page.contains("Create integration") || page.contains("Where is it?"), page);
        var id = create("Hafen").get("id");
        var part = asAdmin().header("Accept-Language", "de").accept("text/html").get("/api/integrations").then().statusCode(200).extract().asString();
        assertTrue(part.contains("Wartet auf die erste Zustellung") && part.contains("Noch keine Zustellung"), part);
        asAdmin().header("Accept-Language", "de").body(Map.of("name", " ")).patch("/api/integrations/" + id).then().statusCode(400)
                .body("title", equalTo("Bitte prüfen Sie die markierten Felder")).body("errors[0].message", equalTo("Bitte einen Namen eintragen."));
        asAdmin().header("Accept-Language", "fr").body(Map.of("name", " ")).patch("/api/integrations/" + id).then().statusCode(400).body("errors[0].message", equalTo("Give it a name."));
        var notice = RestAssured.given().header("Accept-Language", asked).urlEncodingEnabled(false).get(Stand.jira().pageUrl(GUEST, "/admin")).then().statusCode(403).extract().asString();
        assertTrue(notice.contains("Nur für die Jira-Administration"), notice);
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
    void who_changes_what_somebody_else_changed_meanwhile_is_told_what_it_says_now_and_may_insist() {
        var path = "/api/integrations/" + create("two at once").get("id");
        int seen = asAdmin().get(path).path("standing.edition");
        asAdmin().body(Map.of("name", "theirs", "edition", seen, "rules", Map.of("branches", java.util.List.of("main", "x"), "emails", false))).patch(path).then().statusCode(200);
        asAdmin().body(Map.of("name", "mine", "edition", seen, "rules", Map.of("branches", java.util.List.of(), "emails", true, "fileNames", true))).patch(path).then().statusCode(409)
                .body("title", containsString("Somebody else changed this integration"))
                .body("errors.field", equalTo(java.util.List.of("name", "rules.branches", "rules.emails")))
                .body("errors.message", equalTo(java.util.List.of("It says now: theirs", "It says now: main, x", "It is switched off now.")));
        asAdmin().get(path).then().body("name", equalTo("theirs")).body("standing.edition", equalTo(seen + 1));
        asAdmin().body(Map.of("name", "theirs", "edition", seen)).patch(path).then().statusCode(200);
        asAdmin().body(Map.of("paused", true)).patch(path).then().statusCode(200);
        asAdmin().body(Map.of("name", "mine", "edition", seen + 1)).patch(path).then().statusCode(200).body("name", equalTo("mine")).body("state", equalTo("paused"));
    }

    @Test
    void the_health_of_the_site_is_told_to_programs_and_people() {
        asAdmin().get("/api/health").then().statusCode(200).contentType(ContentType.JSON)
                .body("queue.state", equalTo("well")).body("jira.answeredAt", not(nullValue())).body("unread.count", not(nullValue()));
        var part = asAdmin().accept("text/html").get("/api/health").then().statusCode(200).contentType(ContentType.HTML).extract().asString();
        for (var word : new String[] {"From the git servers to the index", "From the index to Jira", "How Jira answers", "Deliveries that could not be read", "Address of the incoming webhook"}) {
            assertTrue(part.contains(word), word);
        }
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
    void an_administrator_says_which_type_an_environment_is_and_its_deployments_are_told_once_more() throws SQLException {
        var id = create("environments <b>").get("id");
        deployed(id, "kunde-1", "qa");
        asAdmin().get("/api/integrations/" + id).then().body("rules.environments.production", hasSize(0));
        var form = asAdmin().accept("text/html").get("/api/integrations/" + id + "/environments").then().statusCode(200).contentType(ContentType.HTML).extract().asString();
        assertTrue(form.contains("Environments of environments &lt;b&gt;") && form.contains("<bdi>kunde-1</bdi> <span class=\"lozenge\">No type</span>"), form);
        asAdmin().body(Map.of("rules", Map.of("environments", Map.of("production", java.util.List.of(" Kunde-* ", "prod"))))).patch("/api/integrations/" + id).then().statusCode(200)
                .body("rules.environments.production", equalTo(java.util.List.of("kunde-*", "prod"))).body("rules.environments.testing", hasSize(0));
        form = asAdmin().accept("text/html").get("/api/integrations/" + id + "/environments").asString();
        assertTrue(form.contains("<bdi>kunde-1</bdi> <span class=\"lozenge\">Production</span>") && form.contains("value=\"kunde-*, prod\""), form);
        // Done by now, or waiting for the next look: never for the environment whose type is as before.
        assertEquals(0, number("select count(*) from resend where integration_id = ? and which = 'qa'", id));
        asAdmin().body(Map.of("name", "still")).patch("/api/integrations/" + id).then().body("rules.environments.production", hasSize(2));
        asAdmin().delete("/api/integrations/" + id).then().statusCode(204);
        assertEquals(0, number("select count(*) from environment_pattern where integration_id = ?", id));
    }

    @Test
    void faults_of_environments_are_named_with_their_types_and_change_nothing() {
        var id = create("faulty environments").get("id");
        asAdmin().body(Map.of("name", "changed", "rules", Map.of("environments", Map.of("production", java.util.List.of("a", "b"), "staging", java.util.List.of("B"), "testing", "c",
                "development", java.util.stream.IntStream.range(0, 51).mapToObj(n -> "d" + n).toList(), "unmapped", java.util.List.of("e\u0007")))))
                .patch("/api/integrations/" + id).then().statusCode(400)
                .body("errors.field", equalTo(java.util.stream.Stream.of("staging", "testing", "development", "unmapped").map("rules.environments."::concat).toList()))
                .body("errors[0].message", equalTo("“b” stands at another type already."));
        asAdmin().body(Map.of("rules", Map.of("environments", Map.of("live", java.util.List.of())))).patch("/api/integrations/" + id).then().statusCode(400).body("errors[0].field", equalTo("rules.environments"));
        asAdmin().get("/api/integrations/" + id).then().body("name", equalTo("faulty environments")).body("rules.environments.production", hasSize(0));
        asAdmin().accept("text/html").get("/api/integrations/" + UUID.randomUUID() + "/environments").then().statusCode(404);
    }

    @Test
    void an_administrator_says_who_is_who_one_by_one_and_in_a_file() throws SQLException {
        var id = create("people").get("id");
        var path = "/api/integrations/" + id + "/people";
        committed(id, "Ana <b>", "ana@home.example", 3);
        committed(id, "Ci", "7+ci@users.noreply.example", 1);
        var part = asAdmin().accept("text/html").get(path).then().statusCode(200).contentType(ContentType.HTML).extract().asString();
        assertTrue(part.contains("Ana &lt;b&gt;") && part.contains("value=\"ana@home.example\"") && part.contains("3 commits"), part);
        asAdmin().body(Map.of("git", "Ana@Home.example", "email", "ana@work.example", "account", "")).put(path).then().statusCode(204);
        asAdmin().accept("application/json").get(path).then().body("items", equalTo(java.util.List.of(Map.of("git", "ana@home.example", "email", "ana@work.example", "account", ""))));
        assertFalse(asAdmin().accept("text/html").get(path).asString().contains("Ana &lt;b&gt;"), "she is known now");
        asAdmin().contentType("text/csv").body("git,email,account\r\n=bo,bo@work.example,557058:bo\r\nana@home.example,ana@new.example\r\n").post(path + "/file").then().statusCode(200).body("people", equalTo(2));
        assertEquals("git,email,account\r\n'=bo,bo@work.example,557058:bo\r\nana@home.example,ana@new.example,\r\n", asAdmin().accept("text/csv").get(path + "/file").asString());
        asAdmin().contentType("text/csv").body("a,b@work.example\nb,nonsense\n\nA,c@work.example\nd\n").post(path + "/file").then().statusCode(400)
                .body("errors.field", equalTo(java.util.List.of("file", "file", "file")))
                .body("errors.message", equalTo(java.util.List.of("Line 2: This is no e-mail address.", "Line 4: Stands in line 1 already.", "Line 5: Must have two or three columns.")));
        asAdmin().contentType("text/csv").body(new byte[] {'a', ',', (byte) 0xff}).post(path + "/file").then().statusCode(400);
        asAdmin().accept("application/json").get(path).then().body("items", hasSize(2));
        asAdmin().body(Map.of("git", "[REDACTED]", "email", "x", "account", "a b")).put(path).then().statusCode(400).body("errors.field", equalTo(java.util.List.of("git", "email", "account")));
        asAdmin().queryParam("git", "=bo").delete(path).then().statusCode(204);
        asAdmin().queryParam("git", "=bo").delete(path).then().statusCode(404);
        asAdmin().delete("/api/integrations/" + id).then().statusCode(204);
        assertEquals(0, number("select count(*) from identity where integration_id = ?", id));
        asAdmin().accept("application/json").get(path).then().statusCode(404);
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
        as(account).accept("text/html").get(path + "/people").then().statusCode(403);
        as(account).accept("application/json").get(path + "/people").then().statusCode(403);
        as(account).accept("text/csv").get(path + "/people/file").then().statusCode(403);
        as(account).body(Map.of("git", "a", "email", "a@b.example")).put(path + "/people").then().statusCode(403);
        as(account).contentType("text/csv").body("a,b@c.example").post(path + "/people/file").then().statusCode(403);
        as(account).queryParam("git", "a").delete(path + "/people").then().statusCode(403);
        as(account).accept("text/html").get(path + "/environments").then().statusCode(403);
        as(account).delete(path).then().statusCode(403);
        as(account).body(Map.of("what", "secret")).post(path + "/rotate").then().statusCode(403);
        as(account).accept("text/html").body(Map.of("what", "secret")).post(path + "/rotate").then().statusCode(403);
        as(account).get("/api/deliveries").then().statusCode(403);
        as(account).post("/api/deliveries/" + UUID.randomUUID() + "/replay").then().statusCode(403);
        asAdmin().get("/api/integrations").then().body("items.name", not(hasItem("taken"))).body("items.findAll { it.id == '" + id + "' }", hasSize(1));
    }

    @Test
    void an_administrator_has_jira_compared_once_at_a_time_and_it_is_written_down() throws Exception {
        as(DEVELOPER).post("/api/reconciliation").then().statusCode(403);
        as(DEVELOPER).get("/api/reconciliation").then().statusCode(403);
        asAdmin().post("/api/reconciliation").then().statusCode(202).body("running", equalTo(true));
        asAdmin().post("/api/reconciliation").then().statusCode(409).body("title", equalTo("A comparison is under way already."));
        asAdmin().accept("text/html").get("/api/reconciliation").then().statusCode(200).body(containsString("Comparing…"));
        assertEquals("compared", asAdmin().get("/api/audit").jsonPath().getString("items[0].deed"));
        // The rest of a long one would be in the way of others.
        try (var connection = database.getConnection(); var end = connection.prepareStatement("update reconciliation set running = false, leased_until = 'epoch', next_at = now() + interval '1 day'")) {
            end.executeUpdate();
        }
    }

    @Test
    void browser_code_is_served() {
        for (var asset : new String[] {"admin.js", "guide.js", "panel.js", "part.js", "morph.js", "live.js", "api.js", "host.js", "times.js", "towline.css", "logo.svg", "favicon.svg"}) {
            assertEquals(200, RestAssured.get("/assets/" + asset).statusCode(), asset);
        }
    }

    private void committed(String integration, String author, String email, int commits) throws SQLException {
        try (var connection = database.getConnection(); var insert = connection.prepareStatement("""
                insert into git_commit (tenant_id, integration_id, repository, sha, message, author_name, author_email, author_username, authored_at, url, files, position)
                select tenant_id, integration_id, '7', ? || n, '', ?, ?, '', now(), '', '[]', 1
                from integration cross join generate_series(1, ?) as n where integration_id = ?""")) {
            insert.setString(1, email);
            insert.setString(2, author);
            insert.setString(3, email);
            insert.setInt(4, commits);
            insert.setObject(5, UUID.fromString(integration));
            insert.executeUpdate();
        }
    }

    private void deployed(String integration, String... environments) throws SQLException {
        try (var connection = database.getConnection(); var insert = connection.prepareStatement("""
                insert into deployment (tenant_id, integration_id, repository, deployment, environment, id, name, state, updated_at, url, sha, ref, text_keys, position)
                select tenant_id, integration_id, '7', environment || '#1', environment, '1', '', 'successful', now(), '', '', '', '{}', 0
                from integration cross join unnest(?::text[]) as environment where integration_id = ?""")) {
            insert.setArray(1, connection.createArrayOf("text", environments));
            insert.setObject(2, UUID.fromString(integration));
            insert.executeUpdate();
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
