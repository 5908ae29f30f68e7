package dev.towline.jira;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we know of some project keys of a site: whether there is such a project, and which keys, present and former, are
 * of one project. A site that was never read knows nothing, and neither does one that shows us no project at all (we
 * lack the permission, or there is none yet): then every key may be right, and Jira decides.
 */
public final class Projects {

    // The keys asked about, and with each that is known the other keys of its project; one nameless row when the site has any.
    private static final String AMONG = """
            select key.project_key, key.project_id from project_key key
            where key.tenant_id = ? and key.project_id in (
                select project_id from project_key where tenant_id = ? and project_key = any(?))
            union all
            (select '', 0 from project_key where tenant_id = ? limit 1)
            """;

    private final boolean known;
    private final Map<String, Long> ids;

    private Projects(boolean known, Map<String, Long> ids) {
        this.known = known;
        this.ids = ids;
    }

    /** The keys of a project, present and former, as far as Jira has shown it to us. */
    public static List<String> keysOf(Connection connection, TenantId tenant, long projectId) throws SQLException {
        try (var select = connection.prepareStatement("select project_key from project_key where tenant_id = ? and project_id = ? order by project_key")) {
            select.setObject(1, tenant.value());
            select.setLong(2, projectId);
            var keys = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        }
    }

    /** What the database has of these keys, in upper case; Jira is not asked. */
    public static Projects among(Connection connection, TenantId tenant, Collection<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return new Projects(false, Map.of());
        }
        var ids = new HashMap<String, Long>();
        try (var select = connection.prepareStatement(AMONG)) {
            select.setObject(1, tenant.value());
            select.setObject(2, tenant.value());
            select.setArray(3, connection.createArrayOf("text", keys.toArray()));
            select.setObject(4, tenant.value());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return new Projects(ids.remove("") != null, ids);
    }

    /** Whether the site may have a project of this key, now or under its present name. */
    public boolean mayHave(String key) {
        return !known || ids.containsKey(key);
    }

    /** Whether both are keys of one project: the same key, or one that the project had before. */
    public boolean same(String key, String other) {
        return key.equals(other) || Optional.ofNullable(ids.get(key)).equals(Optional.ofNullable(ids.get(other))) && ids.containsKey(key);
    }
}
