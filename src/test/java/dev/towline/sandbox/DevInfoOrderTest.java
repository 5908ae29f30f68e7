package dev.towline.sandbox;

import static dev.towline.sandbox.Uploads.branch;
import static dev.towline.sandbox.Uploads.commit;
import static dev.towline.sandbox.Uploads.repository;
import static dev.towline.sandbox.Uploads.upload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the site keeps when updates and deletes come in any order, and what it finds and deletes by properties. */
class DevInfoOrderTest {

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

    private StandInApp.Answer send(ObjectNode upload) {
        return app.call(jira, "POST", BULK, upload.toString());
    }

    private int delete(String path) {
        return app.call(jira, "DELETE", "/rest/devinfo/0.10" + path, null).status();
    }

    private boolean exists(String query) {
        return app.call(jira, "GET", "/rest/devinfo/0.10/existsByProperties?" + query, null).json().get("hasDataMatchingProperties").asBoolean();
    }
}
