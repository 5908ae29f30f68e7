package dev.towline.devinfo;

import static dev.towline.devinfo.Samples.SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.Place;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Jira is told of builds and deployments. */
class RunBodyTest {

    private static final String LONG = "🪢".repeat(3000);
    private static final String LONG_URL = "https://git.example.com/" + "a".repeat(2000);

    @Test
    void a_build_says_what_is_known() {
        var body = build(Samples.build("ci.yml", 12, 5));
        assertEquals(Ids.pipeline(SERVER, "42", "ci.yml"), body.path("pipelineId").asText());
        assertEquals(12, body.path("buildNumber").asLong());
        assertEquals(5, body.path("updateSequenceNumber").asLong());
        assertEquals("Build and test", body.path("displayName").asText());
        assertEquals("failed", body.path("state").asText());
        assertEquals("2026-03-01T10:00:00Z", body.path("lastUpdated").asText());
        assertEquals("https://ci.example.com/12", body.path("url").asText());
        assertEquals(Samples.sha(1), body.at("/references/0/commit/id").asText());
        assertEquals("https://git.example.com/team/app", body.at("/references/0/commit/repositoryUri").asText());
        assertEquals("ABC-1", body.at("/issueKeys/0").asText());
        assertEquals("ABC-1", body.at("/associations/0/values/0").asText());
    }

    @Test
    void a_deployment_says_where_it_went_and_from_where() {
        var body = deployment(Samples.deployment("live-eu", "92", 6));
        assertEquals(92, body.path("deploymentSequenceNumber").asLong());
        assertEquals(6, body.path("updateSequenceNumber").asLong());
        assertEquals("Release 92", body.path("displayName").asText());
        assertEquals("team/app main 0000000", body.path("description").asText());
        assertEquals("rolled_back", body.path("state").asText());
        assertEquals("team/app", body.at("/pipeline/displayName").asText());
        assertEquals("live-eu", body.at("/environment/displayName").asText());
        assertEquals("production", body.at("/environment/type").asText());
        assertEquals("issueIdOrKeys", body.at("/associations/0/associationType").asText());
        assertFalse(body.has("issueKeys"));
    }

    @Test
    void what_was_not_told_is_left_out_or_said_plainly() {
        var bare = new Place(SERVER, "42", "", "/srv/git/app.git");
        var build = build(new BuildView(bare, "ci#1", "ci", 1, "", Build.State.UNKNOWN, Samples.AT, "", "", "", Samples.keys("ABC-1"), 1));
        assertEquals("ci", build.path("displayName").asText());
        assertEquals("https://unknown.invalid/", build.path("url").asText());
        assertFalse(build.has("references"));
        var deployment = deployment(new DeploymentView(bare, "#1", "", "1", "", Deployment.State.PENDING, Samples.AT, "", "", "", Samples.keys("ABC-1"), 1));
        assertEquals("42", deployment.path("description").asText());
        assertEquals("Unknown", deployment.at("/environment/displayName").asText());
        assertEquals("unmapped", deployment.at("/environment/type").asText());
    }

    @ParameterizedTest
    @EnumSource(Deployment.State.class)
    void every_state_of_a_deployment_is_one_of_jiras(Deployment.State state) {
        var some = Samples.deployment("live", "1", 1);
        UploadSchema.assertValid(upload(Item.of(new DeploymentView(
                some.place(), some.id(), "live", "1", "", state, Samples.AT, "", "", "", some.issueKeys(), 1), Wording.NONE, 1)));
    }

    @ParameterizedTest
    @EnumSource(Build.State.class)
    void every_state_of_a_build_is_one_of_jiras(Build.State state) {
        UploadSchema.assertValid(upload(Item.of(new BuildView(Samples.PLACE, "ci#1", "ci", 1, "", state, Samples.AT, "", "", "", Samples.keys("ABC-1"), 1), 1)));
    }

    @Test
    void everything_that_is_too_long_is_cut_or_replaced_so_that_the_schema_holds() {
        everyBody().forEach(UploadSchema::assertValid);
    }

    @Test
    void the_same_holds_by_the_schemas_beside_this_project() {
        assumeTrue(Files.exists(UploadSchema.BESIDE), "no schemas beside this project");
        everyBody().forEach(UploadSchema::assertValidBeside);
    }

    @Test
    void the_schema_refuses_a_property_that_jira_does_not_know() {
        for (var item : List.of(Item.of(Samples.build("ci", 1, 1), 1), Item.of(Samples.deployment("live", "1", 1), Wording.NONE, 1))) {
            var body = upload(item);
            ((ObjectNode) body.path(item.entity().kind().list).path(0)).put("secret", "s");
            assertThrows(AssertionError.class, () -> UploadSchema.assertValid(body));
        }
    }

    @Test
    void at_most_500_issue_links_are_sent() {
        var build = build(Samples.build(Samples.PLACE, "ci", 1, Samples.manyKeys(700), 1));
        assertEquals(500, build.path("issueKeys").size());
        assertFalse(build.has("associations"));
        assertEquals(500, deployment(Samples.deployment(Samples.PLACE, "live", "1", Samples.manyKeys(700), 1)).at("/associations/0/values").size());
    }

    @Test
    void different_runs_have_different_keys_and_the_same_always_the_same() {
        var keys = new ArrayList<RunKey>();
        for (var repository : List.of("42", "4", "r".repeat(300), "r".repeat(301))) {
            for (var name : List.of("ci#1", "ci#2", "2-ci#1", "2#1", "ci#1#1", "🪢#1", "x".repeat(255) + "#1")) {
                keys.add(RunKey.of(new Entity(Entity.Kind.BUILD, SERVER, repository, name)));
                keys.add(RunKey.of(new Entity(Entity.Kind.BUILD, Samples.OTHER_SERVER, repository, name)));
                keys.add(RunKey.of(new Entity(Entity.Kind.DEPLOYMENT, SERVER, repository, name)));
                keys.add(RunKey.of(new Entity(Entity.Kind.DEPLOYMENT, Samples.OTHER_SERVER, repository, name)));
            }
        }
        assertEquals(keys.size(), Set.copyOf(keys).size());
        keys.forEach(key -> assertTrue(key.path().matches("[A-Za-z0-9~._/-]+"), key.path()));
        var again = new Entity(Entity.Kind.DEPLOYMENT, SERVER, "42", "ci#1");
        assertEquals(RunKey.of(again), RunKey.of(again));
    }

    @Test
    void a_deployment_without_a_number_gets_one_that_a_browser_can_hold() {
        assertEquals(123456789012345678L, Ids.number("123456789012345678"));
        for (var id : List.of("", "a3f9", "1234567890123456789", "-1", "release/7")) {
            assertTrue(Ids.number(id) >= 0 && Ids.number(id) < 1L << 53, id);
            assertNotEquals(Ids.number(id), Ids.number(id + "x"));
        }
    }

    private static List<JsonNode> everyBody() {
        var place = new Place(SERVER, LONG, LONG, LONG_URL);
        var bodies = new ArrayList<JsonNode>();
        bodies.add(upload(Item.of(Samples.build("ci", 1, 1), 1)));
        bodies.add(upload(Item.of(Samples.deployment("live", "1", 1), Wording.NONE, 1)));
        bodies.add(upload(Item.of(new BuildView(place, LONG + "#1", LONG, Long.MAX_VALUE, LONG, Build.State.SUCCESSFUL, Samples.AT, LONG_URL, LONG, LONG, Samples.manyKeys(700), 1), 1)));
        bodies.add(upload(Item.of(new DeploymentView(place, LONG + "#" + LONG, LONG, LONG, LONG, Deployment.State.SUCCESSFUL, Samples.AT, LONG_URL, LONG, LONG, Samples.manyKeys(700), 1), Wording.NONE, 1)));
        return bodies;
    }

    private static JsonNode upload(Item item) {
        return new StoreRuns(item.entity().kind().api, new RepositoryId(SERVER, item.entity().repository()), List.of(item)).body().orElseThrow();
    }

    private static JsonNode build(BuildView build) {
        return upload(Item.of(build, build.position())).at("/builds/0");
    }

    private static JsonNode deployment(DeploymentView deployment) {
        return upload(Item.of(deployment, Wording.NONE, deployment.position())).at("/deployments/0");
    }
}
