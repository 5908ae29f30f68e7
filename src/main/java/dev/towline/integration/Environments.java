package dev.towline.integration;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An integration's rule for the type of its deployment environments: what an administrator said of their names, and of all other names
 * what {@link EnvironmentType#of} makes of them.
 *
 * @param patterns in lower case, of a whole name; {@code *} stands for any run of characters
 */
public record Environments(Map<String, EnvironmentType> patterns) {

    /** What is known of all integrations to which nothing was said. */
    public static final Environments AS_GUESSED = new Environments(Map.of());

    // The name itself before any pattern, and of patterns the one that says most of the name.
    private static final Comparator<String> CLOSENESS = Comparator
            .comparing((String pattern) -> pattern.contains("*"))
            .thenComparing(pattern -> -pattern.replace("*", "").length())
            .thenComparing(Comparator.naturalOrder());

    public Environments {
        patterns = Map.copyOf(patterns);
    }

    public EnvironmentType typeOf(String environment) {
        var name = environment.strip().toLowerCase(Locale.ROOT);
        return patterns.keySet().stream().filter(pattern -> Glob.matches(pattern, name)).min(CLOSENESS)
                .map(patterns::get).orElseGet(() -> EnvironmentType.of(environment));
    }

    /** The patterns of one type, in alphabetical order. */
    public List<String> of(EnvironmentType type) {
        return patterns.entrySet().stream().filter(entry -> entry.getValue() == type).map(Map.Entry::getKey).sorted().toList();
    }

    /** Of those integrations of the tenant to which something was said. */
    public static Map<IntegrationId, Environments> all(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement("select integration_id, pattern, type from environment_pattern where tenant_id = ?")) {
            select.setObject(1, tenant.value());
            var patterns = new HashMap<IntegrationId, Map<String, EnvironmentType>>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    patterns.computeIfAbsent(new IntegrationId(rows.getObject(1, UUID.class)), _ -> new TreeMap<>())
                            .put(rows.getString(2), EnvironmentType.ofWord(rows.getString(3)).orElse(EnvironmentType.UNMAPPED));
                }
            }
            var all = new HashMap<IntegrationId, Environments>();
            patterns.forEach((integration, of) -> all.put(integration, new Environments(of)));
            return all;
        }
    }

    /** Keeps the rule in place of the one before. */
    public void keep(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        forget(connection, tenant, integration);
        var sql = "insert into environment_pattern (tenant_id, integration_id, pattern, type) select ?, ?, * from unnest(?::text[], ?::text[])";
        var words = List.copyOf(patterns.keySet());
        try (var insert = connection.prepareStatement(sql)) {
            insert.setObject(1, tenant.value());
            insert.setObject(2, integration.value());
            insert.setArray(3, connection.createArrayOf("text", words.toArray()));
            insert.setArray(4, connection.createArrayOf("text", words.stream().map(patterns::get).map(EnvironmentType::word).toArray()));
            insert.executeUpdate();
        }
    }

    /** The integration is gone, and its rule with it. */
    public static void forget(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var delete = connection.prepareStatement("delete from environment_pattern where tenant_id = ? and integration_id = ?")) {
            delete.setObject(1, tenant.value());
            delete.setObject(2, integration.value());
            delete.executeUpdate();
        }
    }
}
