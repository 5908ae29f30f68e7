package dev.towline.integration;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An integration's rules about which issue keys link. The worker reads them under the tenant's lock, so that what it
 * writes is by the rules as they are, and not as they were when the delivery arrived.
 *
 * @param descriptionKeys whether keys in pull request descriptions link
 * @param projects        keys of these projects link and no others; empty: of all
 */
public record LinkRules(boolean descriptionKeys, Set<String> projects) {

    private static final String FIND = "select description_keys, projects from integration where tenant_id = ? and integration_id = ?";

    private static final String INTEGRATIONS = "select integration_id from integration where tenant_id = ? order by integration_id";

    /** Of one integration; empty when it is gone. */
    public static Optional<LinkRules> find(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** The integrations that have rules. */
    public static List<IntegrationId> integrations(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement(INTEGRATIONS)) {
            select.setObject(1, tenant.value());
            var integrations = new ArrayList<IntegrationId>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    integrations.add(new IntegrationId(rows.getObject(1, UUID.class)));
                }
            }
            return integrations;
        }
    }

    private static LinkRules read(ResultSet row) throws SQLException {
        return new LinkRules(row.getBoolean(1), Set.of((String[]) row.getArray(2).getArray()));
    }
}
