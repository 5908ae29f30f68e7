package dev.towline.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What development information the site takes, refuses, keeps and deletes. */
class DevInfoTest {

    private static final String BULK = "/rest/devinfo/0.10/bulk";

    private StandInApp app;
    private SandboxJira jira;

    @BeforeEach
    void start() throws Exception {
        app = new StandInApp();
        jira = SandboxJira.start(0, null);
        jira.install(app.url());
    }

    @AfterEach
    void stop() {
        jira.close();
        app.close();
    }

    // ---- accepting

    @Test
    void commits_branches_and_pull_requests_are_stored_for_their_issues() {
        var upload = upload(1, commit("c1", 1, "ABC-1", "OPS-1"));
        repository(upload).putArray("branches").add(branch("b1", 1, "ABC-1"));
        repository(upload).putArray("pullRequests").add(pullRequest("p1", 1, "ABC-1"));
        var answer = send(upload);
        assertEquals(202, answer.status());
        assertEquals("{\"r1\":{\"commits\":[\"c1\"],\"branches\":[\"b1\"],\"pullRequests\":[\"p1\"]}}", answer.json().get("acceptedDevinfoEntities").toString());
        assertEquals("{}", answer.json().get("failedDevinfoEntities").toString());
        assertEquals("c1", jira.site().commits("OPS-1").getFirst().get("id").asText());
        assertEquals("A repository", jira.site().branches("ABC-1").getFirst().at("/repository/name").asText());
        assertEquals("OPEN", jira.site().pullRequests("ABC-1").getFirst().get("status").asText());
    }

    @Test
    void unknown_issues_are_named_and_an_entity_of_only_those_is_not_stored() {
        var answer = send(upload(1, commit("c1", 1, "UTF-8"), commit("c2", 1, "ABC-1", "UTF-8")));
        assertEquals("[\"UTF-8\"]", answer.json().get("unknownIssueKeys").toString());
        assertEquals("[\"c2\"]", answer.json().at("/acceptedDevinfoEntities/r1/commits").toString());
        assertEquals(1, jira.site().developmentInformation().all(Kind.COMMIT).size());
    }

    @Test
    void associations_link_by_id_or_key() {
        var id = String.valueOf(jira.site().issue("ABC-2").orElseThrow().id());
        var commit = commit("c1", 1, "ABC-1");
        commit.remove("issueKeys");
        commit.putArray("associations").addObject().put("associationType", "issueIdOrKeys").putArray("values").add(id).add("ABC-1").add("NOPE-1");
        var answer = send(upload(1, commit));
        assertEquals("[{\"associationType\":\"issueIdOrKeys\",\"values\":[\"NOPE-1\"]}]", answer.json().get("unknownAssociations").toString());
        assertEquals(1, jira.site().commits("ABC-2").size());
        assertEquals(1, jira.site().commits("ABC-1").size());
    }

    // ---- refusing the whole request

    @Test
    void a_request_that_breaks_a_rule_of_the_whole_is_400_and_nothing_is_stored() {
        whole("not JSON", "{");
        whole("no repositories", "{\"repositories\":[]}");
        whole("repositories missing", "{}");
        whole("no entities", upload(1));
        whole("unknown property of the request", upload -> upload.put("secret", 1));
        whole("unknown property of a repository", upload -> repository(upload).put("private", true));
        whole("unknown property of a commit", upload -> commitOf(upload).put("diff", "+1"));
        whole("unknown property of an author", upload -> ((ObjectNode) commitOf(upload).get("author")).put("age", 1));
        whole("a text for a number", upload -> commitOf(upload).put("updateSequenceId", "1"));
        whole("repository id outside the alphabet", upload -> repository(upload).put("id", "a/b"));
        whole("repository without id", upload -> repository(upload).remove("id"));
        whole("the same repository twice", upload -> upload.withArray("repositories").add(repository(upload).deepCopy()));
        whole("the same commit twice", upload -> repository(upload).withArray("commits").add(commitOf(upload).deepCopy()));
        whole("six properties", upload -> IntStream.range(0, 6).forEach(i -> upload.withObject("/properties").put("p" + i, "v")));
        whole("a property with an underscore first", upload -> upload.withObject("/properties").put("_p", "v"));
        whole("a property with a colon", upload -> upload.withObject("/properties").put("a:b", "v"));
        whole("operation type", upload -> upload.put("operationType", "FAST"));
        whole("101 repositories", upload -> IntStream.range(0, 100).forEach(i -> {
            var other = repository(upload).deepCopy();
            upload.withArray("repositories").add(other.put("id", "x" + i));
        }));
        whole("401 commits", upload -> IntStream.range(0, 400).forEach(i -> repository(upload).withArray("commits").add(commit("x" + i, 1, "ABC-1"))));
    }

    private void whole(String fault, Consumer<ObjectNode> damage) {
        var upload = upload(1, commit("c1", 1, "ABC-1"));
        damage.accept(upload);
        whole(fault, upload);
    }

    private void whole(String fault, ObjectNode upload) {
        whole(fault, upload.toString());
    }

    private void whole(String fault, String body) {
        var answer = app.call(jira, "POST", BULK, body);
        assertEquals(400, answer.status(), fault);
        assertFalse(answer.json().at("/errorMessages/0/message").asText().isEmpty(), fault);
        assertTrue(jira.site().commits("ABC-1").isEmpty(), fault);
    }

    @Test
    void more_than_a_thousand_entities_are_413_and_a_thousand_are_not() {
        assertEquals(202, send(manyCommits(400, 400, 200)).status());
        assertEquals(413, send(manyCommits(400, 400, 201)).status());
    }

    private static ObjectNode manyCommits(int... counts) {
        var upload = upload(1);
        upload.putArray("repositories");
        for (var r = 0; r < counts.length; r++) {
            var repository = (ObjectNode) upload(1).at("/repositories/0");
            upload.withArray("repositories").add(repository.put("id", "r" + r));
            IntStream.range(0, counts[r]).forEach(i -> repository.withArray("commits").add(commit("c" + i, 1, "ABC-1")));
        }
        return upload;
    }

    // ---- refusing single entities

    @Test
    void an_entity_that_breaks_a_rule_of_its_own_fails_alone() {
        alone("no message", commit -> commit.remove("message"));
        alone("no issue", commit -> commit.remove("issueKeys"));
        alone("no author's e-mail", commit -> ((ObjectNode) commit.get("author")).remove("email"));
        alone("a message of 1025", commit -> commit.put("message", "x".repeat(1025)));
        alone("a time without a zone", commit -> commit.put("authorTimestamp", "2026-11-20T10:00:00"));
        alone("a URL without a scheme", commit -> commit.put("url", "git.example.com/c"));
        alone("an id with a slash", commit -> commit.put("id", "feature/x"));
        alone("a negative file count", commit -> commit.put("fileCount", -1));
        alone("an issue key that is none", commit -> commit.putArray("issueKeys").add("hello"));
        alone("501 issue keys", commit -> IntStream.range(0, 501).forEach(i -> commit.withArray("issueKeys").add("ABC-" + i)));
        alone("a flag that is none", commit -> commit.putArray("flags").add("HUGE"));
        alone("eleven files", commit -> IntStream.range(0, 11).forEach(i -> commit.withArray("files").addObject().put("path", "f").put("url", "https://e.com")
                .put("changeType", "ADDED").put("linesAdded", 1).put("linesRemoved", 0)));
        alone("501 associations in all", commit -> {
            var values = commit.putArray("associations").addObject().put("associationType", "issueKeys").putArray("values");
            IntStream.range(0, 500).forEach(i -> values.add("ABC-1"));
        });
    }

    private void alone(String fault, Consumer<ObjectNode> damage) {
        var broken = commit("broken", 1, "ABC-1");
        damage.accept(broken);
        var answer = send(upload(1, broken, commit("good", 1, "ABC-1")));
        assertEquals(202, answer.status(), fault + ": " + answer.json());
        assertEquals(broken.get("id"), answer.json().at("/failedDevinfoEntities/r1/commits/0/id"), fault);
        assertFalse(answer.json().at("/failedDevinfoEntities/r1/commits/0/errorMessages/0/message").asText().isEmpty(), fault);
        assertEquals("[\"good\"]", answer.json().at("/acceptedDevinfoEntities/r1/commits").toString(), fault);
        assertEquals(1, jira.site().commits("ABC-1").size(), fault);
    }

    @Test
    void a_repository_that_breaks_a_rule_of_its_own_fails_with_its_entities() {
        var upload = upload(1, commit("c1", 1, "ABC-1"));
        repository(upload).put("id", "~r").remove("name");
        var answer = send(upload);
        assertEquals(202, answer.status());
        assertFalse(answer.json().at("/failedDevinfoEntities").get("~r").at("/errorMessages/0/message").asText().isEmpty());
        assertTrue(jira.site().commits("ABC-1").isEmpty());
    }

    // ---- the order of updates

    @Test
    void only_a_higher_sequence_replaces_and_the_rest_is_ignored_without_a_word() {
        send(upload(5, commit("c1", 5, "ABC-1")));
        for (var sequence : List.of(4, 5)) {
            var answer = send(upload(sequence, commit("c1", sequence, "ABC-1").put("message", "older")));
            assertEquals("[\"c1\"]", answer.json().at("/acceptedDevinfoEntities/r1/commits").toString());
            assertEquals("A commit", jira.site().commits("ABC-1").getFirst().get("message").asText());
        }
        send(upload(6, commit("c1", 6, "ABC-2").put("message", "newer")));
        assertTrue(jira.site().commits("ABC-1").isEmpty());
        assertEquals("newer", jira.site().commits("ABC-2").getFirst().get("message").asText());
    }

    @Test
    void a_delete_takes_what_is_not_newer_and_what_is_older_does_not_come_back() {
        send(upload(5, commit("c1", 5, "ABC-1")));
        assertEquals(202, delete("/repository/r1/commit/c1?_updateSequenceId=4"));
        assertEquals(1, jira.site().commits("ABC-1").size());
        assertEquals(202, delete("/repository/r1/commit/c1?_updateSequenceId=7"));
        assertTrue(jira.site().commits("ABC-1").isEmpty());
        send(upload(7, commit("c1", 7, "ABC-1")));
        assertTrue(jira.site().commits("ABC-1").isEmpty());
        send(upload(8, commit("c1", 8, "ABC-1")));
        assertEquals(1, jira.site().commits("ABC-1").size());
    }

    @Test
    void a_delete_that_overtakes_its_upload_still_wins() {
        assertEquals(202, delete("/repository/r1/branch/b1?_updateSequenceId=7"));
        var upload = upload(5);
        repository(upload).putArray("branches").add(branch("b1", 5, "ABC-1"));
        send(upload);
        assertTrue(jira.site().branches("ABC-1").isEmpty());
    }

    @Test
    void a_kind_that_is_none_is_400() {
        assertEquals(400, delete("/repository/r1/tag/t1"));
    }

    @Test
    void a_deleted_repository_takes_its_entities_along_and_keeps_newer_ones() {
        send(upload(5, commit("c1", 5, "ABC-1"), commit("c2", 9, "ABC-1")));
        assertEquals(202, delete("/repository/r1?_updateSequenceId=7"));
        assertEquals(List.of("c2"), jira.site().commits("ABC-1").stream().map(commit -> commit.get("id").asText()).toList());
        send(upload(6, commit("c3", 6, "ABC-1")));
        assertEquals(1, jira.site().commits("ABC-1").size());
        assertEquals(202, delete("/repository/r1"));
        assertEquals(404, app.call(jira, "GET", "/rest/devinfo/0.10/repository/r1", null).status());
    }

    @Test
    void a_repository_is_shown_with_its_entities() {
        send(upload(1, commit("c1", 1, "ABC-1"), commit("c2", 2, "ABC-1")));
        var shown = app.call(jira, "GET", "/rest/devinfo/0.10/repository/r1", null).json();
        assertEquals("A repository", shown.get("name").asText());
        assertEquals("c2", shown.at("/commits/0/id").asText());
        assertTrue(shown.get("branches").isEmpty());
    }

    // ---- properties

    @Test
    void what_has_all_the_properties_is_found_and_deleted() {
        var upload = upload(1, commit("c1", 1, "ABC-1"));
        upload.putObject("properties").put("integration", "42").put("kind", "git");
        send(upload);
        assertTrue(exists("integration=42&kind=git"));
        assertTrue(exists("integration=42&_updateSequenceId=1"));
        assertFalse(exists("integration=42&_updateSequenceId=0"));
        assertFalse(exists("integration=42&kind=svn"));
        assertEquals(202, delete("/bulkByProperties?integration=41"));
        assertTrue(exists("integration=42"));
        assertEquals(202, delete("/bulkByProperties?integration=42"));
        assertFalse(exists("integration=42"));
        assertTrue(jira.site().commits("ABC-1").isEmpty());
    }

    @Test
    void properties_that_cannot_be_understood_are_400() {
        assertEquals(400, delete("/bulkByProperties"));
        assertEquals(400, delete("/bulkByProperties?a=1&a=2"));
        assertEquals(400, delete("/bulkByProperties?a=1&_updateSequenceId=1"));
        assertEquals(400, app.call(jira, "GET", "/rest/devinfo/0.10/existsByProperties?a=1&_updateSequenceId=x", null).status());
    }

    // ---- building blocks

    private StandInApp.Answer send(ObjectNode upload) {
        return app.call(jira, "POST", BULK, upload.toString());
    }

    private int delete(String path) {
        return app.call(jira, "DELETE", "/rest/devinfo/0.10" + path, null).status();
    }

    private boolean exists(String query) {
        return app.call(jira, "GET", "/rest/devinfo/0.10/existsByProperties?" + query, null).json().get("hasDataMatchingProperties").asBoolean();
    }

    private static ObjectNode upload(int sequence, JsonNode... commits) {
        var upload = json("{\"repositories\":[{\"id\":\"r1\",\"name\":\"A repository\",\"url\":\"https://git.example.com/r1\"}]}");
        repository(upload).put("updateSequenceId", sequence);
        for (var commit : commits) {
            repository(upload).withArray("commits").add(commit);
        }
        return upload;
    }

    private static ObjectNode repository(ObjectNode upload) {
        return (ObjectNode) upload.at("/repositories/0");
    }

    private static ObjectNode commitOf(ObjectNode upload) {
        return (ObjectNode) upload.at("/repositories/0/commits/0");
    }

    private static ObjectNode commit(String id, int sequence, String... keys) {
        var commit = json("""
                {"author":{"name":"Ann","email":"ann@example.com"},"authorTimestamp":"2026-11-20T10:00:00Z","displayId":"abc1234",
                 "fileCount":2,"message":"A commit","url":"https://git.example.com/c"}""");
        commit.put("id", id).put("updateSequenceId", sequence).set("issueKeys", Json.array(List.of(keys)));
        return commit;
    }

    private static ObjectNode branch(String id, int sequence, String... keys) {
        var branch = json("{\"name\":\"ABC-1-x\",\"url\":\"https://git.example.com/b\"}").put("id", id).put("updateSequenceId", sequence);
        branch.set("issueKeys", Json.array(List.of(keys)));
        branch.set("lastCommit", commit("c9", sequence, keys));
        return branch;
    }

    private static ObjectNode pullRequest(String id, int sequence, String... keys) {
        var request = json("""
                {"author":{"name":"Ann","email":"ann@example.com"},"commentCount":0,"displayId":"#1","lastUpdate":"2026-11-20T10:00:00+01:00",
                 "sourceBranch":"ABC-1-x","status":"OPEN","title":"ABC-1","url":"https://git.example.com/p"}""").put("id", id).put("updateSequenceId", sequence);
        request.set("issueKeys", Json.array(List.of(keys)));
        return request;
    }

    private static ObjectNode json(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
