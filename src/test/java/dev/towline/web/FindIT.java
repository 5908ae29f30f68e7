package dev.towline.web;

import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where is my commit, what did a delivery do, and who did what: as an administrator asks, with a real delivery on its whole way. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class FindIT {

    private static final String LINKED = "f1a7d0c4be0123456789abcdef0123456789ab01";
    private static final String UNLINKED = "f1a7d0c4be0123456789abcdef0123456789ab02";
    private static final String HELD = "f1a7d0c4be0123456789abcdef0123456789ab03";

    private static boolean issueThere;

    private String integration;
    private String name;
    private URI hook;
    private String secret;

    @BeforeEach
    void create() {
        if (!issueThere) {
            Stand.jira().site().createIssue("ABC-411", "Where is it");
            issueThere = true;
        }
        name = "Finder " + System.nanoTime();
        var created = as(ADMIN).body(Map.of("name", name, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        integration = created.get("id");
        hook = URI.create(created.get("hookUrl"));
        secret = created.get("secret");
    }

    @Test
    void a_commit_is_followed_from_its_delivery_to_jira() throws Exception {
        send(push("team/finder", "feature/ABC-411-find"));
        var trail = trail("f1a7d0c4be0123456789abcdef0123456789ab01", steps -> steps.contains("accepted"));
        assertEquals(List.of("received", "indexed", "linked", "accepted"), trail.getList("steps.step"));
        assertEquals("push of " + name, trail.get("steps[0].detail"));
        assertEquals("to ABC-411", trail.get("steps[2].detail"));
        assertEquals(List.of("ABC-411"), trail.getList("entity.issueKeys"));
        assertEquals("commit", trail.get("entity.kind"));
        assertEquals("team/finder", trail.get("entity.repository"));

        var delivery = as(ADMIN).get("/api/deliveries/" + trail.get("steps[0].delivery")).then().statusCode(200).extract().jsonPath();
        assertEquals("push", delivery.get("delivery.event"));
        assertTrue(delivery.getList("changes.id").containsAll(List.of(LINKED, "feature/ABC-411-find")));
        assertEquals(0, delivery.getInt("more"));
        assertTrue(delivery.getBoolean("recorded"));
        as(ADMIN).accept(ContentType.HTML).get("/api/deliveries/" + trail.get("steps[0].delivery")).then().statusCode(200)
                .body(containsString("Jira has it")).body(containsString("feature/ABC-411-find"));
    }

    @Test
    void where_it_stopped_is_told_with_the_reason() throws Exception {
        send(push("team/stopped", "feature/ABC-411-stop"));
        var unlinked = trail(UNLINKED, steps -> !steps.isEmpty());
        assertEquals(List.of("received", "indexed", "unlinked"), unlinked.getList("steps.step"));
        assertEquals("Its text names no issue key.", unlinked.get("steps[2].detail"));
        var held = trail(HELD, steps -> !steps.isEmpty());
        assertTrue(held.getString("steps[2].detail").startsWith("UTF-8: Jira shows Towline no such project."), held.prettify());
    }

    @Test
    void it_is_found_by_all_that_people_call_it() throws Exception {
        var branch = "feature/ABC-411-" + System.nanoTime();
        send(push("team/names", branch));
        trail(branch, steps -> !steps.isEmpty());
        for (var asked : new String[] {branch, "refs/heads/" + branch, "https://git.example/team/names/tree/" + branch}) {
            as(ADMIN).queryParam("q", asked).get("/api/find").then().statusCode(200).body("found.entity.id", equalTo(List.of(branch))).body("reasons", equalTo(null));
        }
        as(ADMIN).queryParam("q", " abc-411 ").get("/api/find").then().statusCode(200).body("found.entity.id", hasItems(branch, LINKED));
        as(ADMIN).queryParam("q", "UTF-8").get("/api/find").then().statusCode(200).body("found.entity.id", hasItem(HELD));
        as(ADMIN).queryParam("q", "F1A7D0C4BE").get("/api/find").then().body("found.entity.id", hasItems(LINKED, UNLINKED, HELD));
        as(ADMIN).queryParam("q", "https://git.example/team/names/commit/f1a7d0c4be").get("/api/find").then()
                .body("found.findAll { it.entity.repository != 'team/names' }", equalTo(List.of()));
        as(ADMIN).accept(ContentType.HTML).queryParam("q", branch).get("/api/find").then().statusCode(200).contentType(ContentType.HTML).body(containsString("1 thing found")).body(containsString(branch));
    }

    @Test
    void who_may_see_the_issue_follows_what_is_linked_to_it_and_learns_of_nothing_else() throws Exception {
        var branch = "feature/ABC-411-" + System.nanoTime();
        var unlinked = "ops-secret-" + System.nanoTime();
        send(push("team/missing", branch));
        send(push("team/missing", unlinked));
        trail(unlinked, steps -> !steps.isEmpty());
        as(DEVELOPER).queryParam("q", branch).get("/api/issues/ABC-411/missing").then().statusCode(200)
                .body("found.entity.id", equalTo(List.of(branch))).body("found[0].steps[0].step", equalTo("received")).body("found[0].steps[0].delivery", equalTo(null));
        as(DEVELOPER).queryParam("q", UNLINKED).get("/api/issues/ABC-411/missing").then().body("found", equalTo(List.of())).body("elsewhere", equalTo(true));
        for (var asked : new String[] {unlinked, "UTF-8"}) {
            as(DEVELOPER).queryParam("q", asked).get("/api/issues/ABC-411/missing").then()
                    .body("found.findAll { !it.entity.issueKeys.contains('ABC-411') }", equalTo(List.of())).body("elsewhere", equalTo(false));
        }
        as(DEVELOPER).accept(ContentType.HTML).queryParam("q", unlinked).get("/api/issues/ABC-411/missing").then().statusCode(200).body(containsString("Not linked to ABC-411"));
        as(dev.towline.Stand.GUEST).queryParam("q", branch).get("/api/issues/ABC-411/missing").then().statusCode(404);
    }

    @Test
    void what_is_not_there_is_said_with_what_may_be_the_reason() {
        as(ADMIN).queryParam("q", "0123456789abcdef0000").get("/api/find").then().statusCode(200).body("found", equalTo(List.of()))
                .body("reasons", hasItem(name + " has not received a delivery yet: its webhook is not set up, or has not fired."));
        as(ADMIN).accept(ContentType.HTML).queryParam("q", "<b>none").get("/api/find").then().statusCode(200)
                .body(containsString("Nothing of this has reached Towline")).body(not(containsString("<b>none")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/find?q=", "/api/find", "/api/find?q=%20%20"})
    void nothing_asked_is_a_fault_of_the_field(String address) {
        RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + Stand.jira().contextToken(ADMIN)).get(address).then()
                .statusCode(400).contentType("application/problem+json").body("errors[0].field", equalTo("q")).body("errors[0].message", equalTo("Say what to look for."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/find?q=x", "/api/audit", "/api/deliveries", "/api/deliveries/00000000-0000-0000-0000-000000000000"})
    void it_is_for_administrators(String address) {
        as(DEVELOPER).get(address).then().statusCode(403);
        RestAssured.get(address).then().statusCode(401);
    }

    @Test
    void what_nobody_could_read_is_downloaded_and_that_is_written_down() throws Exception {
        var body = "{\"ref\":7,\"repository\":{\"id\":1}}".getBytes(StandardCharsets.UTF_8);
        Send.post(hook, Send.github("push", body, secret), body);
        var id = await(() -> as(ADMIN).queryParam("integration", integration).queryParam("outcome", "quarantined").get("/api/deliveries").jsonPath().<String>get("items[0].id"));
        var content = as(ADMIN).accept("*/*").get("/api/deliveries/" + id + "/content").then().statusCode(200)
                .header("Content-Disposition", containsString("attachment")).contentType("application/octet-stream").extract().asByteArray();
        assertEquals(new String(body, StandardCharsets.UTF_8), new String(content, StandardCharsets.UTF_8));
        as(ADMIN).post("/api/deliveries/replay?integration=" + integration).then().statusCode(202).body("queued", equalTo(1));
        assertEquals(List.of("replayed", "downloaded"), as(ADMIN).get("/api/audit").jsonPath().getList("items.findAll { it.subject == '" + id + "' }.deed"));
        as(ADMIN).get("/api/deliveries/00000000-0000-0000-0000-000000000000/content").then().statusCode(404);
    }

    @Test
    void every_deed_is_written_down_with_who_did_it() {
        as(ADMIN).body(Map.of("name", name + "!")).patch("/api/integrations/" + integration).then().statusCode(200);
        as(ADMIN).body(Map.of("paused", true)).patch("/api/integrations/" + integration).then().statusCode(200);
        as(ADMIN).body(Map.of("paused", false)).patch("/api/integrations/" + integration).then().statusCode(200);
        as(ADMIN).body(Map.of("what", "url")).post("/api/integrations/" + integration + "/rotate").then().statusCode(200);
        as(ADMIN).body(Map.of("what", "secret")).post("/api/integrations/" + integration + "/rotate").then().statusCode(200);
        as(ADMIN).body(Map.of("name", "")).patch("/api/integrations/" + integration).then().statusCode(400);
        as(ADMIN).delete("/api/integrations/" + integration).then().statusCode(204);
        var written = as(ADMIN).get("/api/audit").jsonPath();
        assertEquals(
                List.of("deleted", "new_secret", "new_url", "resumed", "paused", "changed", "created"),
                written.getList("items.findAll { it.subject == '" + integration + "' }.deed"));
        assertEquals(ADMIN, written.get("items[0].account"));
        as(ADMIN).accept(ContentType.HTML).get("/api/audit").then().statusCode(200).body(containsString("Deleted " + name + "! and all that came from it"));
    }

    private interface Look<T> {
        T now();
    }

    private static <T> T await(Look<T> look) throws InterruptedException {
        for (var i = 0; i < 300; i++) {
            var seen = look.now();
            if (seen != null) {
                return seen;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not within 30 s");
    }

    /** The one trail of what was asked for in this test's integration, once its steps are as wanted. */
    private JsonPath trail(String asked, java.util.function.Predicate<List<String>> wanted) throws InterruptedException {
        return await(() -> {
            var answer = as(ADMIN).queryParam("q", asked).get("/api/find").jsonPath();
            var at = answer.getList("found.entity.integration").indexOf(name);
            if (at < 0) {
                return null;
            }
            answer.setRootPath("found[" + at + "]");
            return wanted.test(answer.getList("steps.step")) ? answer : null;
        });
    }

    private void send(String push) throws Exception {
        var body = push.getBytes(StandardCharsets.UTF_8);
        assertEquals(202, Send.post(hook, Send.github("push", body, secret), body).statusCode());
    }

    private static String push(String repository, String branch) {
        return """
                {"ref":"refs/heads/%2$s","before":"0000000000000000000000000000000000000000","after":"%3$s","created":true,"deleted":false,"forced":false,
                 "repository":{"id":%6$d,"full_name":"%1$s","html_url":"https://git.example/%1$s","name":"finder","owner":{"login":"team"}},
                 "commits":[%3$s,%4$s,%5$s]}"""
                .replaceFirst("\"after\":\"%3\\$s\"", "\"after\":\"" + LINKED + "\"")
                .formatted(repository, branch, commit(repository, LINKED, "ABC-411 Find it"), commit(repository, UNLINKED, "Tidy up"), commit(repository, HELD, "Read UTF-8"),
                        Math.abs(repository.hashCode()));
    }

    private static String commit(String repository, String sha, String message) {
        return """
                {"id":"%2$s","message":"%3$s","timestamp":"2026-11-28T09:00:00Z","url":"https://git.example/%1$s/commit/%2$s","distinct":true,
                 "author":{"name":"A","email":"a@example.org","username":"a"},"added":[],"removed":[],"modified":["x"]}"""
                .formatted(repository, sha, message);
    }

    private static RequestSpecification as(String account) {
        return RestAssured.given().contentType(ContentType.JSON).header("Authorization", "JWT " + Stand.jira().contextToken(account));
    }
}
