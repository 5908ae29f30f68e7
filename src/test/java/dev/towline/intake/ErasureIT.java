package dev.towline.intake;

import static dev.towline.intake.Hooks.asAdmin;
import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.bytes;
import static dev.towline.intake.Hooks.create;
import static dev.towline.intake.Hooks.deliveries;
import static dev.towline.intake.Hooks.fixture;
import static dev.towline.intake.Hooks.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Tap.Mode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of an integration that was deleted: nothing, wherever its deliveries were at that moment. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class ErasureIT {

    /** The log, which has identifiers only, is what tells Jira and the pages of it; a URL that was in force once must stay known as dead. */
    private static final Set<String> STAY = Set.of("change", "retired_hook_token");

    @Inject
    DataSource database;

    @Inject
    Worker worker;

    @AfterEach
    void bringBack() {
        Stand.turn(Stand.QUEUE, Mode.FLOW);
    }

    @Test
    void nothing_stays_behind_in_any_table_nor_of_what_is_under_way() throws Exception {
        var hook = create("to be deleted");
        assertEquals(202, send(hook, "push", fixture("push.json")).statusCode());
        var ids = new ArrayList<>(List.of(accepted(send(hook, "push", bytes("{\"ref\":7}")))));
        await("handled", () -> deliveries(hook).size() == 2);
        var tables = tables();
        assertTrue(tables.containsAll(Set.of("delivery", "git_commit", "held_key", "gap", "recount_part", "sns_subscription", "spoken_hour", "devinfo_sent")), tables::toString);
        tables.stream().filter(table -> !STAY.contains(table)).forEach(table -> fill(table, hook));
        worker.stop();
        try {
            ids.add(accepted(send(hook, "push", large())));
            Stand.turn(Stand.QUEUE, Mode.CUT);
            ids.add(accepted(send(hook, "push", AwayIT.other(901))));
            Stand.turn(Stand.QUEUE, Mode.FLOW);
            assertEquals(Set.of("kept_body", "waiting_delivery"), bodiesOf(ids));
            asAdmin().delete("/api/integrations/" + hook.id()).then().statusCode(204);
        } finally {
            worker.start();
        }
        await("what was under way is gone", () -> bodiesOf(ids).isEmpty());
        await("all else is gone", () -> tables.stream().allMatch(table -> STAY.contains(table) || rows(table, hook) == 0));
        STAY.forEach(table -> assertTrue(rows(table, hook) > 0, "the search is not blind: " + table));
    }

    private static UUID accepted(HttpResponse<String> answer) {
        assertEquals(202, answer.statusCode());
        return UUID.fromString(new JsonObject(answer.body()).getString("delivery"));
    }

    /** Tables with rows of an integration, those of the future too. */
    private Set<String> tables() throws SQLException {
        return new TreeSet<>(strings("select table_name from information_schema.columns where table_schema = 'public' and column_name = 'integration_id' and table_name <> 'integration'"));
    }

    /** One row of this integration, with the emptiest values that the columns take. */
    private void fill(String table, Hooks.Hook hook) {
        try {
            var columns = strings("select column_name || ' ' || data_type from information_schema.columns where table_schema = 'public' and table_name = '"
                    + table + "' and is_nullable = 'NO' and column_name not in ('tenant_id', 'integration_id')");
            var names = String.join(", ", columns.stream().map(column -> column.split(" ")[0]).toList());
            var values = String.join(", ", columns.stream()
                    .map(column -> column.startsWith("kind ") ? "'branch'" : empty(column.substring(column.indexOf(' ') + 1))).toList());
            try (var connection = database.getConnection(); var insert = connection.createStatement()) {
                assertEquals(1, insert.executeUpdate("insert into %s (tenant_id, integration_id, %s) select tenant_id, integration_id, %s from integration where integration_id = '%s'"
                        .formatted(table, names, values, hook.id())));
            }
        } catch (SQLException e) {
            throw new AssertionError(table, e);
        }
    }

    private static String empty(String type) {
        return switch (type) {
            case "uuid" -> "gen_random_uuid()";
            case "timestamp with time zone" -> "now()";
            case "date" -> "date '2001-01-01'";
            case "bigint", "integer" -> "0";
            case "boolean" -> "false";
            case "jsonb" -> "'[]'::jsonb";
            case "bytea" -> "''::bytea";
            case "ARRAY" -> "'{}'";
            default -> "''";
        };
    }

    private long rows(String table, Hooks.Hook hook) {
        return number("select count(*) from " + table + " where integration_id = '" + hook.id() + "'");
    }

    /** Where the calls of these deliveries lie. */
    private Set<String> bodiesOf(List<UUID> deliveries) {
        var any = deliveries.stream().map(id -> "'" + id + "'").reduce((one, other) -> one + "," + other).orElseThrow();
        var where = new TreeSet<String>();
        if (number("select count(*) from kept_body where body_id in (" + any + ")") > 0) {
            where.add("kept_body");
        }
        if (number("select count(*) from waiting_delivery where delivery_id in (" + any + ")") > 0) {
            where.add("waiting_delivery");
        }
        return where;
    }

    private List<String> strings(String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    private long number(String sql) {
        try (var connection = database.getConnection(); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** More than the queue holds, however it is packed. */
    private static byte[] large() throws Exception {
        var filler = new StringBuilder();
        new Random(11).ints(3_000_000, 'a', 'z' + 1).forEach(letter -> filler.append((char) letter));
        return bytes(new String(AwayIT.other(902), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"padding\":\"" + filler + "\","));
    }
}
