package dev.towline.connect;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(value = InstallKeyServer.class, restrictToAnnotatedClass = true)
class LifecycleIT {

    private static final String SITE = "http://localhost:9999";
    private static final String OTHER_SECRET = "another-shared-secret-0123456789-0123456789";

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    @AfterEach
    void no_tenant_is_left_for_other_tests() throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.executeUpdate("delete from tenant where client_key like 'client-%' or client_key like 'uninstalled %'");
        }
    }

    @Test
    void an_install_is_stored_and_its_secret_sealed() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        assertEquals(List.of("client-1 installed " + SITE), tenants());
        assertEquals("0", one("select count(*) from tenant where position(convert_to(?, 'UTF8') in shared_secret) > 0", Forge.SECRET));
        call("client-1", Forge.SECRET).statusCode(200).body(equalTo("client-1 5b10:a"));
        load("client-1", Forge.SECRET, "/probe/page/x", "a=1").statusCode(200).body(equalTo("client-1 5b10:a x"));
    }

    @Test
    void a_reinstall_replaces_the_secret_and_keeps_the_tenant_and_its_open_pages() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        var id = one("select tenant_id from tenant where client_key = 'client-1'");
        install("client-1", OTHER_SECRET).statusCode(204);
        assertEquals(id, one("select tenant_id from tenant where client_key = 'client-1'"));
        call("client-1", OTHER_SECRET).statusCode(200);
        call("client-1", Forge.SECRET).statusCode(200);
        execute("update tenant set previous_until = now() - interval '1 second' where client_key = 'client-1'");
        call("client-1", Forge.SECRET).statusCode(401);
        call("client-1", OTHER_SECRET).statusCode(200);
    }

    @Test
    void another_client_key_of_the_same_site_is_another_tenant_and_ends_the_older_one() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        var older = one("select tenant_id from tenant where client_key = 'client-1'");
        install("client-2", OTHER_SECRET).statusCode(204);
        assertEquals(List.of("client-2 installed " + SITE, "uninstalled " + older + " uninstalled " + SITE), tenants());
        assertNotEquals(older, one("select tenant_id from tenant where client_key = 'client-2'"));
        assertEquals("1", one("select count(*) from tenant where client_key like 'uninstalled %' and shared_secret is null and previous_secret is null"));
        call("client-1", Forge.SECRET).statusCode(401);
        call("client-2", OTHER_SECRET).statusCode(200);
    }

    @Test
    void another_site_is_left_alone() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        callback("installed", "client-2", with(body("installed", "client-2"), "baseUrl", "http://127.0.0.1:9999", "sharedSecret", OTHER_SECRET)).statusCode(204);
        assertEquals(List.of("client-1 installed " + SITE, "client-2 installed http://127.0.0.1:9999"), tenants());
    }

    @Test
    void an_uninstall_forgets_the_secrets_and_a_later_install_is_another_tenant() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        install("client-1", OTHER_SECRET).statusCode(204);
        var id = one("select tenant_id from tenant where client_key = 'client-1'");
        callback("uninstalled", "client-1", body("uninstalled", "client-1")).statusCode(204);
        assertEquals(List.of("uninstalled " + id + " uninstalled " + SITE), tenants());
        assertEquals("1", one("select count(*) from tenant where client_key like 'uninstalled %' and shared_secret is null and previous_secret is null and previous_until is null"));
        call("client-1", Forge.SECRET).statusCode(401);
        call("client-1", OTHER_SECRET).statusCode(401);
        install("client-1", Forge.SECRET).statusCode(204);
        assertNotEquals(id, one("select tenant_id from tenant where client_key = 'client-1'"));
        call("client-1", OTHER_SECRET).statusCode(401);
    }

    @Test
    void an_uninstall_of_a_site_that_we_never_knew_is_fine() throws SQLException {
        callback("uninstalled", "client-1", body("uninstalled", "client-1")).statusCode(204);
        assertEquals(List.of(), tenants());
    }

    @Test
    void disabling_and_enabling_come_with_the_shared_secret_and_are_noted() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        toggle("disabled", "client-1", Forge.SECRET).statusCode(204);
        assertEquals(List.of("client-1 disabled " + SITE), tenants());
        toggle("enabled", "client-1", Forge.SECRET).statusCode(204);
        assertEquals(List.of("client-1 installed " + SITE), tenants());
    }

    @Test
    void enabling_is_refused_without_the_right_secret_body_or_installation() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        install("client-2", OTHER_SECRET, "http://127.0.0.1:9999").statusCode(204);
        var before = everything();
        toggle("disabled", "client-1", OTHER_SECRET).statusCode(401);
        toggle("disabled", "client-3", Forge.SECRET).statusCode(401);
        callback("disabled", "client-1", body("disabled", "client-1")).statusCode(401);
        post("/connect/disabled", shared("client-1", Forge.SECRET, "POST", "/connect/disabled"), body("disabled", "client-2")).statusCode(401);
        post("/connect/disabled", shared("client-1", Forge.SECRET, "POST", "/connect/disabled"), body("enabled", "client-1")).statusCode(401);
        post("/connect/disabled", shared("client-1", Forge.SECRET, "POST", "/connect/enabled"), body("disabled", "client-1")).statusCode(401);
        post("/connect/disabled", context("client-1", Forge.SECRET), body("disabled", "client-1")).statusCode(401);
        assertEquals(before, everything());
    }

    @Test
    void nothing_is_stored_when_a_callback_is_forged() throws SQLException {
        install("client-1", Forge.SECRET).statusCode(204);
        var before = everything();
        for (var event : List.of("installed", "uninstalled")) {
            var path = "/connect/" + event;
            var body = body(event, "client-1");
            var claims = claims("client-1", path).build();
            post(path, null, body).statusCode(401);
            post(path, Forge.install(Forge.STRANGER, Forge.KEY_ID, claims), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, "no-such-key", claims), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, "../" + Forge.KEY_ID, claims), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, "..", claims), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, "http://localhost/keys/" + Forge.KEY_ID, claims), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, "a".repeat(129), claims), body).statusCode(401);
            post(path, Forge.shared(Forge.SECRET, claims), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims("client-1", "/connect/other").build()), body).statusCode(401);
            post(path, Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims("client-1", path).audience("https://other.example").build()), body).statusCode(401);
            // A token of Atlassian's for one site does not speak for another.
            post(path, Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims("client-2", path).build()), body).statusCode(401);
        }
        assertEquals(before, everything());
        call("client-1", Forge.SECRET).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "clientKey, client-2", "clientKey, ''", "eventType, uninstalled", "eventType, ''", "key, another.app", "key, ''",
        "baseUrl, https://evil.example", "baseUrl, http://localhost:9999@evil.example", "baseUrl, ''",
        "sharedSecret, short", "sharedSecret, ''",
    })
    void nothing_is_stored_when_the_body_does_not_agree_with_its_signature(String field, String value) throws SQLException {
        callback("installed", "client-1", with(body("installed", "client-1"), field, value))
                .statusCode(401).contentType("application/problem+json").header("WWW-Authenticate", "JWT").body("detail", not(containsString("evil")));
        assertEquals(List.of(), tenants());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "{\"clientKey\":{\"a\":1}}", "{\"clientKey\":\"client-1\"", "\u0000"})
    void nothing_is_stored_when_the_body_is_no_event(String body) throws SQLException {
        var token = Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims("client-1", "/connect/installed").build());
        int status = given().header("Authorization", "JWT " + token).contentType("application/json").body(body).post("/connect/installed").statusCode();
        assertFalse(status < 400 || status >= 500, "status " + status);
        assertEquals(List.of(), tenants());
    }

    @Test
    void nothing_is_stored_when_the_body_is_too_large() throws SQLException {
        callback("installed", "client-1", with(body("installed", "client-1"), "description", "x".repeat(LifecycleEvent.LIMIT))).statusCode(413);
        assertEquals(List.of(), tenants());
    }

    @Test
    void nothing_is_stored_when_the_body_is_too_deep() throws SQLException {
        var token = Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims("client-1", "/connect/installed").build());
        given().header("Authorization", "JWT " + token).contentType("application/json").body("[".repeat(2_000)).post("/connect/installed").then().statusCode(400);
        assertEquals(List.of(), tenants());
    }

    @Test
    void when_the_keys_cannot_be_fetched_the_callback_is_to_be_sent_again() throws SQLException {
        var token = Forge.install(Forge.ATLASSIAN, "broken", claims("client-1", "/connect/installed").build());
        post("/connect/installed", token, body("installed", "client-1")).statusCode(503).header("Retry-After", "10");
        assertEquals(List.of(), tenants());
    }

    @Test
    void a_null_and_an_unknown_field_do_no_harm() throws SQLException {
        var body = with(body("installed", "client-1"), "cloudId", null, "displayUrl", "javascript:alert(1)", "unheardOf", "x");
        callback("installed", "client-1", body).statusCode(204);
        assertEquals("1", one("select count(*) from tenant where client_key = 'client-1' and cloud_id is null and display_url = base_url"));
    }

    @Test
    void a_page_and_a_call_do_not_accept_each_others_tokens() {
        install("client-1", Forge.SECRET).statusCode(204);
        given().header("Authorization", "JWT " + context("client-1", Forge.SECRET)).get("/probe/page/x").then().statusCode(401);
        given().header("Authorization", "JWT " + shared("client-1", Forge.SECRET, "GET", "/probe/call")).get("/probe/call").then().statusCode(401);
        given().queryParam("jwt", context("client-1", Forge.SECRET)).get("/probe/call").then().statusCode(401);
        given().get("/probe/page/x").then().statusCode(401);
        given().get("/probe/call").then().statusCode(401).contentType("application/problem+json").body("detail", equalTo("there is no token"));
    }

    @Test
    void the_path_is_hashed_as_it_was_sent() {
        install("client-1", Forge.SECRET).statusCode(204);
        load("client-1", Forge.SECRET, "/probe/page/caf%C3%A9%20%26x", "").statusCode(200).body(equalTo("client-1 5b10:a café &x"));
        var query = "a=1&a=0&b=%2B+%2a";
        load("client-1", Forge.SECRET, "/probe/page/x", query).statusCode(200);
        var token = shared("client-1", Forge.SECRET, "GET", "/probe/page/x?" + query);
        given().urlEncodingEnabled(false).get("/probe/page/x?" + query + "1&jwt=" + token).then().statusCode(401);
    }

    @Test
    void a_person_who_opens_a_page_outside_jira_reads_where_it_belongs() {
        given().accept("text/html,application/xhtml+xml,*/*;q=0.8").get("/probe/page/x").then()
                .statusCode(401).contentType("text/html").header("WWW-Authenticate", "JWT").body(containsString("This page opens inside Jira"));
        given().accept("*/*").get("/probe/page/x").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void the_descriptor_names_this_place_and_what_it_offers() {
        given().get("/atlassian-connect.json").then().statusCode(200).contentType("application/json")
                .body("baseUrl", equalTo(baseUrl)).body("key", equalTo("dev.towline")).body("name", equalTo("Towline"))
                .body("authentication.type", equalTo("jwt")).body("apiMigrations.signed-install", equalTo(true))
                .body("modules.jiraIssueContents[0].target.url", equalTo("/panel/issue?issueKey={issue.key}&issueId={issue.id}"))
                .body("modules.jiraDevelopmentTool.logoUrl", equalTo(baseUrl + "/assets/logo.svg"))
                .body("modules.jiraBuildInfoProvider.homeUrl", equalTo(baseUrl)).body("modules.jiraDeploymentInfoProvider.homeUrl", equalTo(baseUrl))
                .body(not(containsString("{{")));
    }

    private ValidatableResponse install(String clientKey, String secret) {
        return install(clientKey, secret, SITE);
    }

    private ValidatableResponse install(String clientKey, String secret, String site) {
        return callback("installed", clientKey, with(body("installed", clientKey), "sharedSecret", secret, "baseUrl", site));
    }

    /** Signed by Atlassian. */
    private ValidatableResponse callback(String event, String signedFor, Map<String, Object> body) {
        var path = "/connect/" + event;
        return post(path, Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims(signedFor, path).build()), body);
    }

    /** Signed by the site. */
    private ValidatableResponse toggle(String event, String clientKey, String secret) {
        var path = "/connect/" + event;
        return post(path, shared(clientKey, secret, "POST", path), body(event, clientKey));
    }

    private static ValidatableResponse post(String path, String token, Map<String, Object> body) {
        var request = given().contentType("application/json").body(body);
        return (token == null ? request : request.header("Authorization", "JWT " + token)).post(path).then();
    }

    private ValidatableResponse call(String clientKey, String secret) {
        return given().header("Authorization", "JWT " + context(clientKey, secret)).get("/probe/call").then();
    }

    private ValidatableResponse load(String clientKey, String secret, String path, String query) {
        var token = shared(clientKey, secret, "GET", path + "?" + query);
        return given().urlEncodingEnabled(false).get(path + "?" + (query.isEmpty() ? "" : query + "&") + "jwt=" + token).then();
    }

    private JWTClaimsSet.Builder claims(String clientKey, String path) {
        return Forge.claims(clientKey, qsh("POST", path), clock.instant()).audience(baseUrl);
    }

    private String shared(String clientKey, String secret, String method, String url) {
        return Forge.shared(secret, Forge.claims(clientKey, qsh(method, url), clock.instant()).subject("5b10:a").build());
    }

    private String context(String clientKey, String secret) {
        return Forge.shared(secret, Forge.claims(clientKey, "context-qsh", clock.instant()).subject("5b10:a").build());
    }

    private static String qsh(String method, String url) {
        var parts = url.split("\\?", 2);
        try {
            return Qsh.of(method, parts[0], "", Query.parse(parts.length == 1 ? null : parts[1]));
        } catch (NotProven e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> body(String event, String clientKey) {
        return with(Map.of("key", "dev.towline", "clientKey", clientKey, "eventType", event, "baseUrl", SITE,
                "sharedSecret", Forge.SECRET, "productType", "jira", "displayUrl", "https://jira.example.org"));
    }

    private static Map<String, Object> with(Map<String, Object> body, Object... changes) {
        var changed = new HashMap<>(body);
        for (int at = 0; at < changes.length; at += 2) {
            changed.put((String) changes[at], changes[at + 1]);
        }
        return changed;
    }

    private List<String> tenants() throws SQLException {
        return query("select client_key || ' ' || state || ' ' || base_url from tenant where client_key like 'client-%' or client_key like 'uninstalled %' order by client_key");
    }

    /** Every column of every tenant. */
    private List<String> everything() throws SQLException {
        return query("select tenant::text from tenant order by client_key");
    }

    private String one(String sql, String... parameters) throws SQLException {
        return query(sql, parameters).getFirst();
    }

    private List<String> query(String sql, String... parameters) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                statement.setString(at + 1, parameters[at]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
