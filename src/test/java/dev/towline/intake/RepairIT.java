package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.send;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.intake.Hooks.Hook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the backfill script and an administrator learn of gaps, by HTTP. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class RepairIT {

    private static final String ZEROS = "0".repeat(40);

    @Inject
    DataSource database;

    @Test
    void a_hole_is_told_to_the_script_and_to_the_administrator_once_it_is_old_enough() throws Exception {
        var hook = withHole("hole");
        assertEquals("", ask(hook, "gaps").asString());
        afterTheGrace(hook);
        assertEquals("team/hole\trefs/heads/main\t" + "b".repeat(40) + "\t" + "d".repeat(40) + "\tmissing\n", ask(hook, "gaps").then().contentType("text/plain;charset=utf-8").extract().asString());
        asAdmin().queryParam("integration", hook.id()).get("/api/gaps").then().statusCode(200)
                .body("items.size()", equalTo(1)).body("items[0].repository", equalTo("team/hole")).body("items[0].ref", equalTo("refs/heads/main"))
                .body("items[0].kind", equalTo("missing")).body("items[0].from", equalTo("b".repeat(40))).body("items[0].to", equalTo("d".repeat(40)))
                .body("items[0].missing", nullValue()).body("items[0].since", equalTo("2026-03-01T10:00:03Z"));
        asAdmin().get("/api/gaps").then().statusCode(200).body("items.repository", hasItem("team/hole"));
        var page = asAdmin().accept("text/html").get("/api/integrations").asString();
        assertTrue(page.contains("id=\"gaps/" + hook.id() + "\"") && page.contains("1 gap<") && page.contains("/agent/towline-backfill"));
        asAdmin().get("/api/integrations/" + hook.id()).then().body("gaps", nullValue());
    }

    @Test
    void the_script_learns_which_repositories_the_integration_knows() throws Exception {
        var hook = withHole("known");
        assertEquals("7\tteam/known\thttps://git.example.com/team/known\n", ask(hook, "repositories").asString());
        assertEquals("", ask(create("nothing yet"), "repositories").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaps", "repositories"})
    void nobody_is_told_without_proof(String what) throws Exception {
        var hook = create("proof " + what);
        var now = Instant.now().getEpochSecond();
        ask(hook, what, now, hook.secret()).then().statusCode(200);
        ask(hook, what, now - 240, hook.secret()).then().statusCode(200);
        assertEquals("The timestamp is more than 5 minutes off. Set this machine's clock.\n", ask(hook, what, now - 320, hook.secret()).then().statusCode(401).extract().asString());
        ask(hook, what, now + 320, hook.secret()).then().statusCode(401);
        assertEquals("The signature does not match: the secret is not this integration's.\n", ask(hook, what, now, "another").then().statusCode(401).extract().asString());
        RestAssured.get(hook.url() + "/" + what).then().statusCode(401);
        RestAssured.given().header("X-Towline-Timestamp", "soon").header("X-Towline-Signature", "sha256=" + hmac(hook.secret(), "soon.")).get(hook.url() + "/" + what).then().statusCode(401);
        RestAssured.post(hook.url() + "/" + what).then().statusCode(405).header("Allow", "GET");
        var unknown = new Hook(hook.id(), java.net.URI.create(hook.url().toString().replaceFirst("hooks/....", "hooks/AAAA")), hook.secret());
        ask(unknown, what).then().statusCode(404);
        var rotated = asAdmin().body(Map.of("what", "url", "stopOld", true)).post("/api/integrations/" + hook.id() + "/rotate").then().statusCode(200).extract().jsonPath().getString("hookUrl");
        ask(hook, what).then().statusCode(404);
        ask(new Hook(hook.id(), java.net.URI.create(rotated), hook.secret()), what).then().statusCode(200);
    }

    @Test
    void a_recount_by_the_script_closes_the_gap_whatever_the_git_server_is() throws Exception {
        var hook = withHole("repaired");
        afterTheGrace(hook);
        recount(hook, "7", 2);
        await("half of it", () -> deliveries(hook).size() == 3);
        assertTrue(asAdmin().accept("text/html").get("/api/integrations").asString().contains("1 of 2 parts have arrived"));
        assertEquals(1, ask(hook, "gaps").asString().lines().count());
        recount(hook, "7", 1);
        await("all of it", () -> deliveries(hook).size() == 4);
        assertEquals("", ask(hook, "gaps").asString());
    }

    @Test
    void history_of_a_repository_that_the_git_server_never_told_of_is_kept_and_said() throws Exception {
        var hook = create("stray");
        recount(hook, "nobody", 1);
        await("told", () -> deliveries(hook).size() == 1);
        var told = deliveries(hook).getFirst();
        assertEquals("quarantined", told.get("outcome"));
        assertTrue(told.get("reason").toString().startsWith("GitHub has not told this integration of a repository with the id “nobody”"), () -> told.toString());
        assertEquals(1, number("select count(*) from kept_body where body_id = ?::uuid", told.get("id")));
        assertEquals(0, number("select count(*) from git_commit where integration_id = ?::uuid", hook.id()));
        recount(hook, "nobody", 1);
        await("looked at again", () -> deliveries(hook).size() == 2);
        assertEquals("quarantined", deliveries(hook).getFirst().get("outcome"));
    }

    /** One of two parts of the stretch from b to d, by our own script. */
    private static void recount(Hook hook, String repository, int part) throws Exception {
        var sha = (part == 1 ? "c" : "d").repeat(40);
        var body = """
                {"version": 1, "repository": {"id": "%s", "name": "a clone", "url": ""}, "at": "2026-03-02T10:00:00Z", "ref": "refs/heads/main", "from": "%s", "to": "%s",
                 "part": %d, "parts": 2, "commits": [{"sha": "%s", "parents": [], "author": {"name": "Ana", "email": "ana@example.org"}, "authoredAt": "2026-03-01T10:00:00Z",
                 "message": "told afterwards", "files": [], "fileCount": 0}]}
                """.formatted(repository, "b".repeat(40), "d".repeat(40), part, sha);
        var timestamp = Instant.now().getEpochSecond();
        RestAssured.given().contentType("application/json").body(body).header("X-Towline-Event", "recount").header("X-Towline-Delivery", UUID.randomUUID())
                .header("X-Towline-Timestamp", timestamp).header("X-Towline-Signature", "sha256=" + hmac(hook.secret(), timestamp + "." + body))
                .post(hook.url()).then().statusCode(202);
    }

    private long number(String query, Object id) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(query)) {
            select.setString(1, id.toString());
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Test
    void who_asks_too_often_is_told_to_wait() throws Exception {
        var hook = create("curious");
        var last = 200;
        for (var i = 0; i < 3 * Questions.A_MINUTE && last == 200; i++) {
            last = ask(hook, "gaps").statusCode();
        }
        assertEquals(429, last);
        ask(create("patient"), "gaps").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {Stand.DEVELOPER, Stand.GUEST})
    void only_administrators_may_see_gaps(String account) {
        Hooks.as(account).get("/api/gaps").then().statusCode(403);
        asAdmin().queryParam("integration", "nonsense").get("/api/gaps").then().statusCode(400).body("errors[0].field", equalTo("integration"));
        asAdmin().queryParam("integration", UUID.randomUUID()).get("/api/gaps").then().statusCode(200).body("items.size()", equalTo(0));
    }

    /** Two pushes of which the one in between never came. */
    private Hook withHole(String name) throws Exception {
        var hook = create(name);
        send(hook, "push", push(name, ZEROS, "b", 1));
        send(hook, "push", push(name, "d", "e", 3));
        await("indexed", () -> deliveries(hook).size() == 2);
        return hook;
    }

    private static byte[] push(String name, String before, String after, int second) {
        return """
                {"ref": "refs/heads/main", "before": "%s", "after": "%s", "forced": false, "commits": [
                  {"id": "%2$s", "message": "one", "timestamp": "2026-03-01T10:00:00Z", "url": "", "author": {"name": "Ana", "email": "ana@example.org"}, "added": [], "removed": [], "modified": []}],
                 "repository": {"id": 7, "name": "%3$s", "full_name": "team/%3$s", "html_url": "https://git.example.com/team/%3$s", "pushed_at": %4$d}}
                """.formatted(before.equals(ZEROS) ? ZEROS : before.repeat(40), after.repeat(40), name, Instant.parse("2026-03-01T10:00:00Z").getEpochSecond() + second)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void afterTheGrace(Hook hook) throws SQLException {
        try (var connection = database.getConnection(); var update = connection.prepareStatement("update gap set noted_at = noted_at - interval '1 hour' where integration_id = ?")) {
            update.setObject(1, UUID.fromString(hook.id()));
            assertEquals(1, update.executeUpdate());
        }
    }

    private static Response ask(Hook hook, String what) throws Exception {
        return ask(hook, what, Instant.now().getEpochSecond(), hook.secret());
    }

    private static Response ask(Hook hook, String what, long timestamp, String secret) throws Exception {
        return RestAssured.given().header("X-Towline-Timestamp", timestamp).header("X-Towline-Signature", "sha256=" + hmac(secret, timestamp + ".")).get(hook.url() + "/" + what);
    }

    private static String hmac(String secret, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
