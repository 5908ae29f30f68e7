package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An integration's rules about what is taken in, from the form to the database. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class RulesIT {

    @Inject
    DataSource database;

    @Test
    void what_the_rules_leave_out_is_not_indexed_says_so_and_is_taken_when_it_is_sent_again_after_they_changed() throws Exception {
        var hook = create("rules of repositories");
        rule(hook, Map.of("repositories", List.of("southsea/*")));
        send(hook, "push", fixture("push.json"));
        await("left out", () -> deliveries(hook).size() == 1);
        assertEquals("ignored", deliveries(hook).getFirst().get("outcome"));
        assertEquals("Not in this integration's repositories: northsea/harbour.", deliveries(hook).getFirst().get("reason"));
        assertEquals(0, count("select count(*) from repository where integration_id = ?::uuid", hook.id()) + count("select count(*) from git_commit where integration_id = ?::uuid", hook.id()));
        asAdmin().get("/api/integrations/" + hook.id()).then().body("state", equalTo("connected"));

        rule(hook, Map.of("repositories", List.of("NorthSea/*"), "branches", List.of("main")));
        send(hook, "push", fixture("push.json"));
        await("left out again", () -> deliveries(hook).size() == 2);
        assertEquals("Not among this integration's branches: feature/ABC-1-mooring-lines.", deliveries(hook).getFirst().get("reason"));

        rule(hook, Map.of("branches", List.of("main", "feature/*")));
        send(hook, "push", fixture("push.json"));
        await("indexed", () -> deliveries(hook).size() == 3);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
    }

    @Test
    void a_branch_that_is_here_still_goes_when_a_rule_leaves_it_out_later() throws Exception {
        var hook = create("rules of branches");
        send(hook, "push", fixture("push.json"));
        await("indexed", () -> deliveries(hook).size() == 1);
        rule(hook, Map.of("branches", List.of("main")));
        var removed = new String(fixture("push.json"), StandardCharsets.UTF_8).replaceFirst("\"after\": \"[0-9a-f]+\"", "\"after\": \"" + "0".repeat(40) + "\"")
                .replaceFirst("\"before\": \"[0-9a-f]+\"", "\"before\": \"9a7e5c3b1d0f2e4c6a8b9d7f5e3c1b0a29384756\"")
                .replace("\"deleted\": false", "\"deleted\": true").replaceFirst("\"pushed_at\": \\d+", "\"pushed_at\": 1795170000").replaceFirst("(?s)\"commits\": \\[.*?\\n  \\]", "\"commits\": []");
        send(hook, "push", bytes(removed));
        await("handled", () -> deliveries(hook).size() == 2);
        assertEquals("indexed", deliveries(hook).getFirst().get("outcome"));
        assertEquals(1, count("select count(*) from branch where removed and integration_id = ?::uuid", hook.id()));
    }

    @Test
    void without_emails_and_file_names_none_reach_the_database() throws Exception {
        var hook = create("rules of discretion");
        rule(hook, Map.of("emails", false, "fileNames", false));
        send(hook, "push", bytes(new String(fixture("push.json"), StandardCharsets.UTF_8).replace("The winch let go", "Signed-off-by: Mila <mila.brandt@northsea.example> The winch let go")));
        send(hook, "pull_request", fixture("pull_request.json"));
        await("indexed", () -> deliveries(hook).size() == 2);
        assertEquals(2, count("select count(*) from git_commit where integration_id = ?::uuid and file_count > 0", hook.id()));
        for (var table : List.of("git_commit", "pull_request", "review", "branch", "delivery", "build", "change")) {
            assertEquals(0, count("select count(*) from " + table + " as it where integration_id = ?::uuid and (it::text ~ '[a-z]@[a-z]' or it::text like '%winch.py%')", hook.id()), table);
        }
        assertTrue(asAdmin().accept("text/html").get("/api/integrations").asString().contains("No e-mail addresses"));
    }

    @Inject
    Expiry expiry;

    @Test
    void deliveries_are_kept_as_long_as_the_integration_says_and_the_others_thirty_days() throws Exception {
        var brief = create("kept briefly");
        var ordinary = create("kept as ever");
        rule(brief, Map.of("keptDays", 3));
        for (var hook : List.of(brief, ordinary)) {
            send(hook, "push", fixture("push.json"));
            send(hook, "push", bytes("{\"ref\":7}"));
            await("handled", () -> deliveries(hook).size() == 2);
            assertEquals(1, count("select count(*) from kept_body join delivery on body_id = delivery_id where integration_id = ?::uuid", hook.id()));
        }
        assertEquals(4, aged("2 days 23 hours", brief, ordinary));
        expiry.forget();
        assertEquals(2, deliveries(brief).size());
        var bodies = count("select count(*) from kept_body where body_id::text <> ?", "");
        assertEquals(4, aged("3 days 1 hour", brief, ordinary));
        expiry.forget();
        assertEquals(0, deliveries(brief).size());
        assertEquals(2, deliveries(ordinary).size());
        assertEquals(bodies - 1, count("select count(*) from kept_body where body_id::text <> ?", ""), "what could not be read goes with its record");
        assertEquals(2, count("select count(*) from git_commit where integration_id = ?::uuid", brief.id()), "commits stay: Jira shows them");

        for (var wrong : List.of(2, 31, "many", 3.5)) {
            asAdmin().body(Map.of("rules", Map.of("keptDays", wrong))).patch("/api/integrations/" + brief.id()).then().statusCode(400)
                    .body("errors[0].field", equalTo("rules.keptDays")).body("errors[0].message", equalTo("A number from 3 to 30, please."));
        }
        asAdmin().get("/api/integrations/" + brief.id()).then().body("rules.keptDays", equalTo(3));
    }

    private long aged(String age, Hooks.Hook... hooks) throws SQLException {
        var changed = 0;
        try (var connection = database.getConnection(); var update = connection.prepareStatement("update delivery set handled_at = now() - ?::interval where integration_id = ?::uuid")) {
            for (var hook : hooks) {
                update.setString(1, age);
                update.setString(2, hook.id());
                changed += update.executeUpdate();
            }
        }
        return changed;
    }

    private static void rule(Hooks.Hook hook, Map<String, Object> rules) {
        asAdmin().body(Map.of("rules", rules)).patch("/api/integrations/" + hook.id()).then().statusCode(200);
    }

    private long count(String sql, String integration) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setString(1, integration);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
