package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.local.LocalPostgres;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Law 6: every primary key and unique index starts with the tenant, and no foreign key leaves it. */
class SchemaIT {

    /** A tenant is found by its client key before it is known. */
    private static final Set<String> EXCEPTIONS = Set.of("tenant_client_key");

    @Test
    void every_key_starts_with_the_tenant_and_nothing_points_out_of_it() throws Exception {
        var database = LocalPostgres.ofTests().migrated("schema_it");
        var keys = new TreeSet<String>();
        var wrong = new TreeSet<String>();
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("""
                    select index.relname, attribute.attname
                    from pg_index join pg_class index on index.oid = indexrelid join pg_class tbl on tbl.oid = indrelid
                      join pg_namespace space on space.oid = tbl.relnamespace
                      join pg_attribute attribute on attribute.attrelid = tbl.oid and attribute.attnum = indkey[0]
                    where indisunique and space.nspname = 'public' and tbl.relname <> 'flyway_schema_history'""")) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                    if (!rows.getString(2).equals("tenant_id")) {
                        wrong.add(rows.getString(1));
                    }
                }
            }
            try (var rows = statement.executeQuery("select conname from pg_constraint where contype = 'f'")) {
                while (rows.next()) {
                    wrong.add("foreign key " + rows.getString(1));
                }
            }
        }
        assertTrue(keys.size() > 10, "the query found too few keys to be believed: " + keys);
        assertEquals(EXCEPTIONS, wrong);
    }

    /** A roll back starts it so: the runbook says that the schema stays. */
    @Test
    void code_starts_on_a_schema_that_later_code_migrated() throws Exception {
        var database = LocalPostgres.ofTests().migrated("schema_of_later_code");
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("""
                    insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success)
                    select max(installed_rank) + 1, '9999', 'of later code', 'SQL', 'V9999__of_later_code.sql', 1, 'postgres', now(), 1, true from flyway_schema_history""");
        }
        assertEquals(0, Flyway.configure().dataSource(database).load().migrate().migrationsExecuted);
    }
}
