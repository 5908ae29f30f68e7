package dev.towline.sandbox;

import static dev.towline.sandbox.Uploads.branch;
import static dev.towline.sandbox.Uploads.commit;
import static dev.towline.sandbox.Uploads.commitOf;
import static dev.towline.sandbox.Uploads.pullRequest;
import static dev.towline.sandbox.Uploads.repository;
import static dev.towline.sandbox.Uploads.upload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What development information the site takes, and what it refuses: the whole request or one entity. */
class DevInfoUploadTest {

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

    private StandInApp.Answer send(ObjectNode upload) {
        return app.call(jira, "POST", BULK, upload.toString());
    }
}
