package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.towline.Stand;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for Jira's webhooks, and our copy of a site's project keys that follows them. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class JiraEventsIT {

    @Inject
    DataSource database;

    @ParameterizedTest
    @ValueSource(strings = {"project_created", "project_updated", "project_deleted", "project_soft_deleted", "project_restored_deleted", "project_archived", "project_restored_archived"})
    void an_event_of_projects_is_noted_before_it_is_answered(String event) throws Exception {
        Stand.jira();
        var told = number("told");
        assertEquals(204, post("/jira/events?event=" + event, "/jira/events?event=" + event).statusCode());
        assertEquals(told + 1, number("told"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jira/events", "/jira/events?event=jira:issue_updated", "/jira/events?event=", "/jira/events?event=project_created%00"})
    void other_events_are_accepted_and_change_nothing(String address) throws Exception {
        Stand.jira();
        var told = number("told");
        assertEquals(204, post(address, address).statusCode());
        assertEquals(told, number("told"));
    }

    @Test
    void an_event_that_this_site_did_not_sign_is_turned_away() throws Exception {
        Stand.jira();
        var told = number("told");
        var address = "/jira/events?event=project_created";
        assertEquals(401, RestAssured.given().urlEncodingEnabled(false).post(address).statusCode());
        assertEquals(401, post(address, "/jira/events?event=project_deleted").statusCode(), "signed for another event");
        assertEquals(401, RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN)).post(address).statusCode());
        assertEquals(told, number("told"));
    }

    @Test
    void our_copy_of_the_projects_follows_jira() throws Exception {
        var site = Stand.jira().site();
        awaitKnown(true, "ABC", "OPS");
        site.createProject("KEYA", "Keys");
        awaitKnown(true, "KEYA");
        site.renameProject("KEYA", "KEYB");
        // Jira still resolves keys of before.
        awaitKnown(true, "KEYA", "KEYB");
        site.deleteProject("KEYB");
        awaitKnown(false, "KEYA", "KEYB");
        awaitKnown(true, "ABC");
    }

    @Test
    void more_projects_than_one_page_are_all_read() throws Exception {
        var site = Stand.jira().site();
        for (var i = 0; i < 130; i++) {
            site.createProject("PG" + i, "Page " + i);
        }
        awaitKnown(true, "PG0", "PG129", "ABC");
        for (var i = 0; i < 130; i++) {
            site.deleteProject("PG" + i);
        }
        awaitKnown(false, "PG0", "PG129");
    }

    @Test
    void while_jira_does_not_answer_what_was_known_holds() throws Exception {
        var jira = Stand.jira();
        awaitKnown(true, "ABC");
        jira.site().answerNext("/rest/api/3/project/search", 503, Map.of("Retry-After", "1"), 1);
        jira.site().createProject("KEYC", "After trouble");
        awaitKnown(true, "KEYC", "ABC");
        jira.site().deleteProject("KEYC");
    }

    @Test
    void the_descriptor_asks_for_every_event_of_projects_and_for_no_body() {
        var hooks = RestAssured.get("/atlassian-connect.json").jsonPath().getList("modules.webhooks.findAll { it.event.startsWith('project_') }");
        assertEquals(7, hooks.size());
        hooks.forEach(hook -> {
            var each = (Map<?, ?>) hook;
            assertEquals("/jira/events?event=" + each.get("event"), each.get("url"));
            assertEquals(true, each.get("excludeBody"));
        });
    }

    private static Response post(String address, String signedFor) {
        return RestAssured.given().urlEncodingEnabled(false).header("Authorization", "JWT " + Stand.jira().pageToken(null, "POST", signedFor)).post(address);
    }

    private void awaitKnown(boolean known, String... keys) throws SQLException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            var held = keys();
            if (List.of(keys).stream().allMatch(key -> held.contains(key) == known)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        fail("known: " + keys());
    }

    private TreeSet<String> keys() throws SQLException {
        var keys = new TreeSet<String>();
        try (var connection = database.getConnection(); var select = connection.prepareStatement(
                "select project_key from project_key join tenant using (tenant_id) where client_key = ?")) {
            select.setString(1, Stand.jira().clientKey());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }

    private long number(String column) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(
                "select coalesce(sum(" + column + "), 0) from site_projects join tenant using (tenant_id) where client_key = ?")) {
            select.setString(1, Stand.jira().clientKey());
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
