package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/** One integration of one tenant within one transaction: nothing that is written through it can touch another's rows. */
record Scope(Connection connection, TenantId tenant, IntegrationId integration) {

    /** A statement whose first two parameters are the tenant and the integration. */
    Query query(String sql) throws SQLException {
        return Query.of(connection, tenant, sql).value(integration);
    }
}
