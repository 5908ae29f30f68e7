package dev.towline.integration;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An integration's rules about what of a delivery is taken in at all. As {@link LinkRules}, it is read under the tenant's lock.
 *
 * @param repositories patterns of full names, in any case; empty: all. {@code *} stands for any run of characters
 * @param branches     the same of short names
 * @param fileNames    whether the names of changed files are kept
 * @param emails       whether e-mail addresses are kept
 */
public record Admission(List<String> repositories, List<String> branches, boolean fileNames, boolean emails) {

    private static final String FIND = "select repositories, branches, file_names, emails from integration where tenant_id = ? and integration_id = ?";

    public boolean takesRepository(String name) {
        return takes(repositories, name);
    }

    public boolean takesBranch(String name) {
        return takes(branches, name);
    }

    private static boolean takes(List<String> patterns, String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Glob.matches(pattern.toLowerCase(Locale.ROOT), lower));
    }

    /** Of one integration; empty when it is gone. */
    public static Optional<Admission> find(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Admission(
                                List.of((String[]) rows.getArray(1).getArray()), List.of((String[]) rows.getArray(2).getArray()), rows.getBoolean(3), rows.getBoolean(4)))
                        : Optional.empty();
            }
        }
    }
}
