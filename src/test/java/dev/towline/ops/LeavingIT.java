package dev.towline.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What remains of a site that uninstalled us, and of a person whose account was closed: nothing. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class LeavingIT {

    /** Stored for a minute at the most, so it is not reported. */
    private static final Set<String> SHORT_LIVED = Set.of("realtime_ticket.account_id");

    @Inject
    DataSource database;

    @Inject
    Tenants tenants;

    @Inject
    TenantErasure erasure;

    @Inject
    AccountReports reports;

    @Inject
    LogRetention retention;

    @Test
    void of_an_uninstalled_tenant_no_row_stays_in_any_table_and_of_others_every_row() throws Exception {
        var gone = tenant("uninstalled");
        var other = tenant("installed");
        var tables = tables();
        assertTrue(tables.size() > 20, tables.toString());
        for (var table : tables) {
            fill(table, gone);
            fill(table, other);
        }
        var before = counts(tables, other);
        assertEquals(tables, rowsIn(tables, gone), "each table has a row to erase");
        erasure.erase(gone);
        assertEquals(Set.of("retired_hook_token", "tenant"), rowsIn(tables, gone), "the tenant's own row says that there may be more to do");
        // Something that was under way at the time ends late.
        fill("devinfo_sent", gone);
        erasure.erase(gone);
        erasure.erase(gone);
        assertEquals(Set.of("retired_hook_token"), rowsIn(tables, gone));
        assertEquals(before, counts(tables, other));
        erase(other);
    }

    @Test
    void a_tenant_that_left_a_moment_ago_is_looked_at_again() throws Exception {
        var gone = tenant("uninstalled");
        execute("update tenant set changed_at = now() where tenant_id = ?", gone.value());
        erasure.erase(gone);
        erasure.erase(gone);
        assertEquals(Set.of("tenant"), rowsIn(tables(), gone));
        erase(gone);
    }

    @Test
    @Timeout(60)
    void regression_two_nodes_that_erase_at_once_leave_no_row_behind_a_tenant_that_is_forgotten() throws Exception {
        var gone = tenant("uninstalled");
        // One more than a batch: while another node holds the first, this one must not take the table for empty.
        execute("insert into spoken_hour select ?, gen_random_uuid(), now() from generate_series(1, 10001)", gone.value());
        try (var other = database.getConnection(); var delete = other.prepareStatement(
                "delete from spoken_hour where ctid = any(array(select ctid from spoken_hour where tenant_id = ? limit 10000))")) {
            other.setAutoCommit(false);
            delete.setObject(1, gone.value());
            assertEquals(10_000, delete.executeUpdate());
            var here = new FutureTask<>(() -> {
                erasure.erase(gone);
                return null;
            });
            Thread.ofVirtual().start(here);
            while (count("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from spoken_hour%' and ?::uuid is not null", gone) == 0) {
                Thread.onSpinWait();
            }
            other.commit();
            here.get();
            other.setAutoCommit(true);
        }
        assertEquals(Set.of("spoken_hour", "tenant"), rowsIn(tables(), gone), "the tenant's row still says that there is work");
        erasure.erase(gone);
        erasure.erase(gone);
        assertEquals(Set.of(), rowsIn(tables(), gone));
    }

    @Test
    void who_installs_again_begins_with_nothing() throws Exception {
        var key = "client-" + UUID.randomUUID();
        var first = tenants.install(new Tenants.Installation(key, URI.create("https://leaving.example"), URI.create("https://leaving.example"), "", "s".repeat(64)));
        assertTrue(tenants.uninstall(key));
        assertTrue(tenants.ofClientKey(key).isEmpty());
        var second = tenants.install(new Tenants.Installation(key, URI.create("https://leaving.example"), URI.create("https://leaving.example"), "", "s".repeat(64)));
        assertTrue(!first.id().equals(second.id()));
        erase(first.id());
        erase(second.id());
    }

    @Test
    void a_closed_account_is_forgotten_and_others_are_not() throws Exception {
        var created = RestAssured.given().contentType(ContentType.JSON).header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN))
                .body(Map.of("name", "Of a closed account", "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        var tenant = new TenantId(uuid("select tenant_id from integration where integration_id = ?", UUID.fromString(created.get("id"))));
        execute("update integration set created_by = 'closed-account' where integration_id = ?", UUID.fromString(created.get("id")));
        execute("insert into audit select tenant_id, now(), gen_random_uuid(), 'closed-account', 'changed', '', '' from tenant where tenant_id = ?", tenant.value());
        execute("insert into identity select tenant_id, integration_id, 'gone@home.example', 'gone@work.example', 'closed-account', now() from integration where integration_id = ?",
                UUID.fromString(created.get("id")));
        for (var i = 0; i < AccountReports.BATCH + 5; i++) {
            execute("insert into audit select tenant_id, now(), gen_random_uuid(), 'account-" + i + "', 'changed', '', '' from tenant where tenant_id = ?", tenant.value());
        }
        Stand.jira().site().report("closed-account", "closed");
        Stand.jira().site().report("account-7", "updated");
        execute("delete from account_report where tenant_id = ?", tenant.value());
        reports.look();
        assertEquals(0, count("select count(*) from integration where tenant_id = ? and created_by = 'closed-account'", tenant));
        assertEquals(0, count("select count(*) from identity where tenant_id = ? and git_name = 'gone@home.example'", tenant));
        assertEquals(0, count("select count(*) from audit where tenant_id = ? and account_id = 'closed-account'", tenant));
        assertEquals(AccountReports.BATCH + 5, count("select count(*) from audit where tenant_id = ? and account_id like 'account-%'", tenant));
        assertEquals(1, count("select count(*) from account_report where tenant_id = ? and next_at between now() + interval '6 days 23 hours' and now() + interval '7 days 1 hour'", tenant));
        execute("delete from audit where tenant_id = ? and account_id like 'account-%'", tenant.value());
    }

    @Test
    void every_column_with_an_account_is_in_the_cycle() throws Exception {
        var columns = new TreeSet<String>();
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = current_schema() and table_name <> 'flyway_schema_history' and (column_name like '%account_id' or column_name like '%\\_by')""")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        columns.removeAll(SHORT_LIVED);
        var covered = new TreeSet<String>();
        AccountIds.PLACES.forEach(place -> covered.add(place.table() + "." + place.column()));
        assertEquals(covered, columns);
    }

    @Test
    void the_log_is_shortened_from_its_oldest_end_as_far_as_jira_has_it() throws Exception {
        var tenant = tenant("installed");
        for (var position = 1; position <= 6; position++) {
            execute("insert into change (tenant_id, position, kind, integration_id, repository, entity, issue_keys, at) values (?, " + position
                    + ", 'DELIVERY', gen_random_uuid(), '', '', '{}', now() - interval '" + (position <= 4 ? 31 : 1) + " days')", tenant.value());
        }
        execute("insert into devinfo_progress values (?, 3, now(), now(), 0, '', now())", tenant.value());
        execute("update change set jira = '{\"by\":\"somebody\",\"ids\":{},\"type\":\"x\",\"open\":true}' where tenant_id = ? and position in (4, 6)", tenant.value());
        execute("update change set at = now() where tenant_id = ? and position = 6", tenant.value());
        retention.shorten();
        assertEquals(3, count("select count(*) from change where tenant_id = ? and position >= 4", tenant));
        assertEquals(0, count("select count(*) from change where tenant_id = ? and position < 4", tenant));
        assertEquals(1, count("select count(*) from change where tenant_id = ? and jira->>'by' = 'somebody' and position = 6", tenant));
        assertEquals(1, count("select count(*) from change where tenant_id = ? and jira->>'by' = '' and position = 4", tenant));
        erase(tenant);
    }

    @Test
    void what_the_runbook_has_an_operator_enter_does_what_it_says() throws Exception {
        var here = tenant("installed");
        var url = "https://" + here.value() + ".example";
        execute("update tenant set base_url = '" + url + "' where tenant_id = ?", here.value());
        execute("insert into change_head values (?, 7)", here.value());
        execute("insert into spoken_hour values (?, gen_random_uuid(), now())", here.value());
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (var found = statement.executeQuery(runbook("tenant").replace("https://acme.atlassian.net", url))) {
                assertTrue(found.next());
                assertEquals(here.value(), found.getObject("tenant_id"));
            }
            var told = new TreeMap<String, String>();
            try (var tables = statement.executeQuery(runbook("export").replace("00000000-0000-0000-0000-000000000000", here.toString()))) {
                while (tables.next()) {
                    told.put(tables.getString(1), tables.getString(2));
                }
            }
            assertEquals(tables(), told.keySet());
            assertTrue(told.get("spoken_hour").contains("<hour>") && told.get("tenant").contains(url) && !told.get("integration").contains("<tenant_id>"), told.toString());
            statement.executeUpdate(runbook("restore"));
            assertTrue(positions(statement, here) > System.currentTimeMillis() - 60_000, "beyond what Jira was told before");
            assertEquals(1, statement.executeUpdate(runbook("erase").replace("00000000-0000-0000-0000-000000000000", here.toString())));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        erase(here);
    }

    private static long positions(java.sql.Statement statement, TenantId tenant) throws SQLException {
        try (var rows = statement.executeQuery("select position from change_head where tenant_id = '" + tenant + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The statement that its first line names so. */
    private static String runbook(String name) throws IOException {
        var text = Files.readString(Path.of("docs/runbook.md"));
        var from = text.indexOf("-- " + name + "\n");
        assertTrue(from > 0, name);
        return text.substring(from, text.indexOf("```", from));
    }

    private TenantId tenant(String state) throws SQLException {
        var id = UUID.randomUUID();
        execute("insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at)"
                + " values (?, gen_random_uuid()::text, 'https://x.example', 'https://x.example', '" + state + "', now(), now() - interval '1 hour')", id);
        return new TenantId(id);
    }

    private void fill(String table, TenantId tenant) throws SQLException {
        if (table.equals("tenant")) {
            return;
        }
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery(
                "select column_name, data_type from information_schema.columns where table_schema = current_schema() and table_name = '" + table + "' and is_nullable = 'NO'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
                values.add(rows.getString(1).equals("tenant_id") ? "?" : rows.getString(1).equals("kept_days") ? "7" : switch (rows.getString(2)) {
                    case "uuid" -> "gen_random_uuid()";
                    case "bytea" -> "'x'::bytea";
                    case "boolean" -> "false";
                    case "integer", "bigint", "smallint" -> "1";
                    case "timestamp with time zone" -> "now()";
                    case "date" -> "date '2001-01-01'";
                    case "ARRAY" -> "'{}'";
                    case "jsonb" -> "'[]'::jsonb";
                    default -> "'x'";
                });
            }
        }
        execute("insert into " + table + " (" + String.join(", ", names) + ") values (" + String.join(", ", values) + ") on conflict do nothing", tenant.value());
    }

    private Set<String> tables() throws SQLException {
        var tables = new TreeSet<String>();
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery(
                "select table_name from information_schema.columns where table_schema = current_schema() and column_name = 'tenant_id'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private Set<String> rowsIn(Set<String> tables, TenantId tenant) throws SQLException {
        var present = new TreeSet<String>();
        counts(tables, tenant).forEach((table, count) -> {
            if (count > 0) {
                present.add(table);
            }
        });
        return present;
    }

    private Map<String, Long> counts(Set<String> tables, TenantId tenant) throws SQLException {
        var counts = new TreeMap<String, Long>();
        for (var table : tables) {
            counts.put(table, count("select count(*) from " + table + " where tenant_id = ?", tenant));
        }
        return counts;
    }

    private void erase(TenantId tenant) throws SQLException {
        for (var table : tables()) {
            execute("delete from " + table + " where tenant_id = ?", tenant.value());
        }
    }

    private long count(String sql, TenantId tenant) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, tenant.value());
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private UUID uuid(String sql, UUID value) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, value);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        }
    }

    private void execute(String sql, UUID value) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            statement.executeUpdate();
        }
    }
}
