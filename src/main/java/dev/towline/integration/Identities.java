package dev.towline.integration;

import dev.towline.jira.TenantId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The table {@code identity}: which Atlassian account a person at a git server is. It is of one integration, because a user name
 * belongs to one git server: the same on another may be somebody else, in whose name Jira would run smart commits.
 */
public final class Identities {

    /** Of one integration: more people than any git server that we know of has committing to one site's issues. */
    public static final int LIMIT = 5_000;

    /**
     * @param gitName e-mail, user name or name, as the git server tells it; capitals make no difference
     * @param email   of the Atlassian account, {@code ""} when not said: by it Jira finds the author
     * @param account id of the Atlassian account, {@code ""} when not said: by it Jira finds the reviewer
     */
    public record Identity(String gitName, String email, String account) {

        public Identity {
            gitName = key(gitName);
        }
    }

    private Identities() {}

    /** As a name is looked up. */
    public static String key(String gitName) {
        return gitName.strip().toLowerCase(Locale.ROOT);
    }

    /** Of an integration, by name, after {@code after}. */
    public static List<Identity> page(Connection connection, TenantId tenant, IntegrationId integration, String after, int limit) throws SQLException {
        var sql = """
                select git_name, account_email, account_id from identity
                where tenant_id = ? and integration_id = ? and git_name > ? order by git_name limit ?
                """;
        try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            select.setString(3, after);
            select.setInt(4, limit);
            var page = new ArrayList<Identity>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(new Identity(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            return page;
        }
    }

    /** Those of these names, in any integration of the tenant. */
    public static Map<IntegrationId, Map<String, Identity>> among(Connection connection, TenantId tenant, Collection<String> names) throws SQLException {
        var among = new HashMap<IntegrationId, Map<String, Identity>>();
        if (names.isEmpty()) {
            return among;
        }
        var sql = "select integration_id, git_name, account_email, account_id from identity where tenant_id = ? and git_name = any(?)";
        try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, tenant.value());
            select.setArray(2, texts(connection, names.stream().map(Identities::key).distinct().toList()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var identity = new Identity(rows.getString(2), rows.getString(3), rows.getString(4));
                    among.computeIfAbsent(new IntegrationId(rows.getObject(1, UUID.class)), _ -> new HashMap<>()).put(identity.gitName(), identity);
                }
            }
        }
        return among;
    }

    public static int count(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var count = own(connection, "select count(*) from identity where tenant_id = ? and integration_id = ?", tenant, integration); var rows = count.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Keeps them in place of what was said of these names before; says how many are different now. */
    public static int keep(Connection connection, TenantId tenant, IntegrationId integration, List<Identity> identities, Instant now) throws SQLException {
        var sql = """
                insert into identity as known (tenant_id, integration_id, git_name, account_email, account_id, changed_at)
                select ?, ?, git_name, account_email, account_id, ? from unnest(?::text[], ?::text[], ?::text[]) as said (git_name, account_email, account_id)
                on conflict (tenant_id, integration_id, git_name) do update
                set account_email = excluded.account_email, account_id = excluded.account_id, changed_at = excluded.changed_at
                where (known.account_email, known.account_id) <> (excluded.account_email, excluded.account_id)
                """;
        try (var insert = own(connection, sql, tenant, integration)) {
            insert.setTimestamp(3, Timestamp.from(now));
            insert.setArray(4, texts(connection, identities.stream().map(Identity::gitName).toList()));
            insert.setArray(5, texts(connection, identities.stream().map(Identity::email).toList()));
            insert.setArray(6, texts(connection, identities.stream().map(Identity::account).toList()));
            return insert.executeUpdate();
        }
    }

    /** Whether something was said of this name. */
    public static boolean remove(Connection connection, TenantId tenant, IntegrationId integration, String gitName) throws SQLException {
        try (var delete = own(connection, "delete from identity where tenant_id = ? and integration_id = ? and git_name = ?", tenant, integration)) {
            delete.setString(3, key(gitName));
            return delete.executeUpdate() > 0;
        }
    }

    /** The integration is gone, and what was said of its people with it. */
    public static void forget(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var delete = own(connection, "delete from identity where tenant_id = ? and integration_id = ?", tenant, integration)) {
            delete.executeUpdate();
        }
    }

    private static PreparedStatement own(Connection connection, String sql, TenantId tenant, IntegrationId integration) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setObject(1, tenant.value());
        statement.setObject(2, integration.value());
        return statement;
    }

    private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
