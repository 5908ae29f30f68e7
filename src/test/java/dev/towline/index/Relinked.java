package dev.towline.index;

import dev.towline.integration.LinkRules;
import dev.towline.jira.TenantId;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/** Brings a tenant's links in line with its rules and projects at once, for tests of other rooms that run without the application. */
public final class Relinked {

    private Relinked() {}

    public static void all(DataSource database, TenantId tenant, Instant now) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (var integration : LinkRules.integrations(connection, tenant)) {
                var sweep = new Sweep();
                var more = true;
                while (more) {
                    ChangeLog.lock(connection, tenant, now);
                    more = sweep.step(new Scope(connection, tenant, integration), LinkRules.find(connection, tenant, integration).orElseThrow(), now);
                    connection.commit();
                }
            }
        }
    }
}
