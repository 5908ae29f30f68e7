package dev.towline.web;

import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static dev.towline.Stand.GUEST;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.index.Index;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.Tenants;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issue panel and its JSON, as people with different rights meet them. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class PanelIT {

    private static final String SHA = "5f1d7a84db7a0b3b0a5f1d7a84db7a0b3b0a1234";

    @Inject
    DataSource database;

    @Inject
    Tenants tenants;

    @Test
    void the_panel_shows_what_is_linked_to_the_issue() {
        push("ABC-3", "ABC-3 Fold umlauts <em>\n\nThe whole story");
        var page = panel(DEVELOPER, "ABC-3").statusCode(200).contentType(ContentType.HTML)
                .header("Content-Security-Policy", containsString("frame-ancestors")).header("Cache-Control", "no-store").extract().asString();
        for (var word : new String[] {"ABC-3 Fold umlauts &lt;em&gt;", "The whole story", "Émilie Dupont", SHA.substring(0, 7), "feature/ABC-3", "panel integration", "team/umlauts", "ABC-3 Fold them", ">Open<",
            "Build and test", ">Failed<", "#12", "live", ">production<", ">Successful<", "v1-ABC-3"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
        assertFalse(page.contains("emilie@example.com"));
        assertFalse(page.contains("javascript:"));
        assertTrue(page.contains("data-channel=\"ari:cloud:jira:" + Stand.jira().cloudId() + ":issue/"));
    }

    @Test
    void the_api_tells_the_same_to_the_same_person() {
        push("ABC-4", "ABC-4 Export");
        as(DEVELOPER).get("/api/issues/ABC-4/development").then().statusCode(200).contentType(ContentType.JSON)
                .body("commits.sha", equalTo(List.of(SHA))).body("commits[0].message", equalTo("ABC-4 Export"))
                .body("commits[0].author.name", equalTo("Émilie Dupont")).body("commits[0].author.email", equalTo(null))
                .body("commits[0].fileCount", equalTo(2)).body("commits[0].files[0].path", equalTo("src/a.c")).body("commits[0].files[0].change", equalTo("modified"))
                .body("commits[0].authoredAt", equalTo("2026-11-22T09:00:00Z")).body("commits[0].url", equalTo("")).body("commits[0].issueKeys", equalTo(List.of("ABC-4")))
                .body("commits[0].repository.name", equalTo("team/umlauts")).body("commits[0].integration.name", equalTo("panel integration"))
                .body("branches.name", equalTo(List.of("feature/ABC-4")))
                .body("pullRequests[0].state", equalTo("open")).body("pullRequests[0].reviewers[0].decision", equalTo("none"))
                .body("builds.pipeline", equalTo(List.of("ci.yml"))).body("builds[0].number", equalTo(12)).body("builds[0].state", equalTo("failed"))
                .body("builds[0].ref", equalTo("feature/ABC-4")).body("builds[0].url", equalTo("")).body("builds[0].issueKeys", equalTo(List.of("ABC-4")))
                .body("deployments.environment", equalTo(List.of("live"))).body("deployments[0].environmentType", equalTo("production"))
                .body("deployments[0].state", equalTo("successful")).body("deployments[0].sha", equalTo(SHA))
                .body("tags.name", equalTo(List.of("v1-ABC-4"))).body("tags[0].commit.sha", equalTo(SHA));
        var part = as(DEVELOPER).accept("text/html").get("/api/issues/ABC-4/development").then().statusCode(200).contentType(ContentType.HTML).extract().asString();
        assertTrue(panel(DEVELOPER, "ABC-4").extract().asString().contains(part.strip()), "the part is the very markup of the panel");
    }

    @Test
    void an_issue_is_found_by_its_id_too() {
        push("ABC-5", "ABC-5 Lower case");
        as(DEVELOPER).get("/api/issues/" + idOf("ABC-5") + "/development").then().statusCode(200).body("commits.sha", hasItem(SHA));
    }

    @Test
    void an_issue_that_the_viewer_may_not_see_is_not_shown() {
        push("OPS-1", "OPS-1 A secret of the operators");
        panel(ADMIN, "OPS-1").statusCode(200).body(containsString("A secret of the operators"));
        for (var account : new String[] {DEVELOPER, GUEST}) {
            var page = panel(account, "OPS-1").statusCode(404).extract().asString();
            assertTrue(page.contains("This issue cannot be shown"));
            assertFalse(page.contains("A secret of the operators"));
            as(account).get("/api/issues/OPS-1/development").then().statusCode(404).contentType("application/problem+json").body(not(containsString("operators")));
            as(account).accept("text/html").get("/api/issues/OPS-1/development").then().statusCode(404).body(not(containsString("operators")));
        }
    }

    @Test
    void a_hint_in_the_address_does_not_open_another_issue() {
        push("OPS-2", "OPS-2 Another secret");
        // Jira signs whatever the page's address holds, so an id may point elsewhere than the key: the id decides, and Jira decides on the id.
        var url = Stand.jira().pageUrl(DEVELOPER, "/panel/issue?issueKey=ABC-6&issueId=" + idOf("OPS-2"));
        RestAssured.given().urlEncodingEnabled(false).get(url).then().statusCode(404).body(not(containsString("Another secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABC-999", "999999999999999999", "..%2Fmyself", "ABC-1%3Ffields=x", "x", "ABC-1%2F..%2FOPS-1", "%00", "-1"})
    void what_is_no_issue_is_not_found(String idOrKey) {
        RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + Stand.jira().contextToken(ADMIN))
                .get("/api/issues/" + idOrKey + "/development").then().statusCode(404);
    }

    @Test
    void an_issue_without_development_says_how_to_begin() {
        // Of its own: other classes push to the issues that the sandbox begins with.
        Stand.jira().site().createIssue("ABC-321", "Still to be begun");
        panel(DEVELOPER, "ABC-321").statusCode(200).body(containsString("Nothing here yet")).body(containsString("Write ABC-321 into"));
    }

    @Test
    void a_page_without_an_issue_is_calm() {
        RestAssured.given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(DEVELOPER, "/panel/issue")).then().statusCode(404).body(containsString("This issue cannot be shown"));
    }

    @Test
    void without_a_proof_nothing_is_told() {
        RestAssured.get("/panel/issue?issueKey=ABC-1").then().statusCode(401);
        RestAssured.get("/api/issues/ABC-1/development").then().statusCode(401);
        // The token of a page is no token of browser code.
        RestAssured.given().header("Authorization", "JWT " + Stand.jira().pageToken(ADMIN, "GET", "/api/issues/ABC-1/development"))
                .get("/api/issues/ABC-1/development").then().statusCode(401);
    }

    @Test
    void times_are_exact_for_programs_and_readable_for_people() {
        push("ABC-7", "ABC-7 Dark");
        panel(DEVELOPER, "ABC-7").body(matchesPattern("(?s).*<time datetime=\"2026-11-22T09:00:00Z\" title=\"22 Nov 2026, 09:00 UTC\">.*"));
    }

    private void push(String key, String message) {
        var integration = new IntegrationId(UUID.fromString(as(ADMIN).body(Map.of("name", "panel integration", "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath().getString("id")));
        var at = Instant.parse("2026-11-22T09:00:00Z");
        var repository = new Repository("7", "team/umlauts", "javascript:alert(1)", at);
        var emilie = new Person("Émilie Dupont", "emilie@example.com", "emilie", "javascript:alert(1)", "");
        var commit = new Commit(SHA, message, emilie, OffsetDateTime.parse("2026-11-22T10:00:00+01:00"), "javascript:alert(1)",
                List.of(new FileChange("src/a.c", FileChange.Kind.MODIFIED), new FileChange("src/b.c", FileChange.Kind.ADDED)), OptionalInt.of(2), Optional.of(false));
        var branch = new Ref(Ref.Kind.BRANCH, "feature/" + key);
        List<Activity> activities = List.of(
                new Activity.Pushed(repository, new RefUpdate(branch, RefUpdate.ABSENT, SHA, at, false, "", OptionalInt.of(1), false), List.of(commit)),
                new Activity.PullRequestChanged(repository, new PullRequest("7", key + " Fold them", PullRequest.State.OPEN, emilie, "feature/" + key, "", false, SHA,
                        "main", "", "javascript:alert(1)", at, OptionalInt.of(0), List.of(new Person("Ben", "", "ben", "", "")), Set.of())),
                new Activity.Built(repository, new Build("ci.yml", 12, "Build and test", Build.State.FAILED, at, "javascript:alert(1)", SHA, branch.full(), Set.of())),
                new Activity.Deployed(repository, new Deployment("31", "live", "", Deployment.State.SUCCESSFUL, at, "javascript:alert(1)", SHA, "main", Set.of())),
                new Activity.Pushed(repository, new RefUpdate(new Ref(Ref.Kind.TAG, "v1-" + key), RefUpdate.ABSENT, SHA, at, false, "", OptionalInt.empty(), false), List.of()));
        var tenant = tenants.ofClientKey(Stand.jira().clientKey()).orElseThrow().id();
        QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = database.getConnection()) {
                return Index.apply(connection, tenant, integration, new LinkRules(true, Set.of()), activities, at, at);
            }
        });
    }

    private static long idOf(String key) {
        var page = panel(ADMIN, key).extract().asString();
        var id = java.util.regex.Pattern.compile("/api/issues/(\\d+)/development").matcher(page);
        assertTrue(id.find());
        return Long.parseLong(id.group(1));
    }

    private static ValidatableResponse panel(String account, String key) {
        return RestAssured.given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(account, "/panel/issue?issueKey=" + key)).then();
    }

    private static RequestSpecification as(String account) {
        return RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(account)).contentType(ContentType.JSON);
    }
}
