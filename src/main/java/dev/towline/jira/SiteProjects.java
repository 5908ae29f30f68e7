package dev.towline.jira;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The tables {@code site_projects} and {@code project_key}: when a site's projects are to be read again, and what the newest
 * reading found. Every statement is safe to run on several nodes at once.
 */
public final class SiteProjects {

    /** Webhooks tell of every change; this catches what a lost one did not tell. */
    static final Duration REST = Duration.ofHours(12);

    // As many sites as one look reads beside each other; the next look is seconds away.
    private static final int DUE = 20;

    private static final String TOLD = """
            insert into site_projects as site (tenant_id, told, next_at) values (?, 1, 'epoch')
            on conflict (tenant_id) do update set told = site.told + 1
            """;

    private static final String WANT_RELINKING = """
            insert into site_projects as site (tenant_id, relink_wanted, next_at) values (?, 1, 'epoch')
            on conflict (tenant_id) do update set relink_wanted = site.relink_wanted + 1
            """;

    private static final String STALE = """
            (site.read_at is null or site.told > site.heeded or site.read_at < ? or site.read_at < tenant.installed_at)
            """;

    private static final String DUE_NOW = """
            select tenant.tenant_id from tenant left join site_projects site using (tenant_id)
            where tenant.state = 'installed' and tenant.kind = 'connect' and (site.next_at is null or site.next_at <= ?) and %s limit %d
            """.formatted(STALE, DUE);

    private static final String CLAIM = """
            insert into site_projects as site (tenant_id, next_at) values (?, ?)
            on conflict (tenant_id) do update set next_at = excluded.next_at where site.next_at <= ?
            returning told
            """;

    private static final String READ = """
            update site_projects set heeded = ?, read_at = ?, next_at = ? where tenant_id = ? and heeded <= ?
            """;

    private static final String DIFFERENCE = """
            with listed as (select * from unnest(?::text[], ?::bigint[]) as listed (project_key, project_id)),
                gone as (delete from project_key known where tenant_id = ? and not exists (
                    select 1 from listed where listed.project_key = known.project_key) returning 1),
                kept as (insert into project_key as known (tenant_id, project_key, project_id) select ?, project_key, project_id from listed
                    on conflict (tenant_id, project_key) do update set project_id = excluded.project_id
                    where known.project_id <> excluded.project_id returning 1)
            select (select count(*) from gone) + (select count(*) from kept)
            """;

    private SiteProjects() {}

    /** Jira told that its projects changed: they are read again as soon as may be. */
    public static void told(Connection connection, TenantId tenant) throws SQLException {
        execute(connection, TOLD, tenant);
    }

    /** Something changed by which keys link: all links of the tenant are brought in line with it, soon after the commit. */
    public static void wantRelinking(Connection connection, TenantId tenant) throws SQLException {
        execute(connection, WANT_RELINKING, tenant);
    }

    /** Tenants whose links are not yet in line, as many as one look takes up. */
    public static List<TenantId> relinkingWanted(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select tenant_id from site_projects where relink_wanted > relinked limit " + DUE)) {
            return tenants(select);
        }
    }

    /** How often relinking was wanted so far. */
    public static long relinkingWantedOf(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement("select relink_wanted from site_projects where tenant_id = ?")) {
            select.setObject(1, tenant.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** All that was wanted up to {@code wanted} is done. */
    public static void relinked(Connection connection, TenantId tenant, long wanted) throws SQLException {
        try (var update = connection.prepareStatement("update site_projects set relinked = greatest(relinked, ?) where tenant_id = ?")) {
            update.setLong(1, wanted);
            update.setObject(2, tenant.value());
            update.executeUpdate();
        }
    }

    static List<TenantId> due(Connection connection, Instant now) throws SQLException {
        try (var select = connection.prepareStatement(DUE_NOW)) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setTimestamp(2, Timestamp.from(now.minus(REST)));
            return tenants(select);
        }
    }

    /** Takes the reading until {@code until}, unless another node has it; says what Jira had told by then. */
    static OptionalLong claim(Connection connection, TenantId tenant, Instant now, Instant until) throws SQLException {
        try (var claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, tenant.value());
            claim.setTimestamp(2, Timestamp.from(until));
            claim.setTimestamp(3, Timestamp.from(now));
            try (var rows = claim.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    static void retry(Connection connection, TenantId tenant, Instant at) throws SQLException {
        try (var update = connection.prepareStatement("update site_projects set next_at = ? where tenant_id = ?")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setObject(2, tenant.value());
            update.executeUpdate();
        }
    }

    /**
     * Keeps what a reading found, unless a later one was kept already, and wants the links brought in line when it is different.
     *
     * @param told what Jira had told before the reading began
     * @param next nobody reads again before, whatever Jira tells
     */
    static boolean keep(Connection connection, TenantId tenant, long told, Map<String, Long> ids, Instant now, Instant next) throws SQLException {
        try (var read = connection.prepareStatement(READ)) {
            read.setLong(1, told);
            read.setTimestamp(2, Timestamp.from(now));
            read.setTimestamp(3, Timestamp.from(next));
            read.setObject(4, tenant.value());
            read.setLong(5, told);
            if (read.executeUpdate() == 0) {
                return false;
            }
        }
        var keys = List.copyOf(ids.keySet());
        try (var difference = connection.prepareStatement(DIFFERENCE)) {
            difference.setArray(1, connection.createArrayOf("text", keys.toArray()));
            difference.setArray(2, connection.createArrayOf("int8", keys.stream().map(ids::get).toArray()));
            difference.setObject(3, tenant.value());
            difference.setObject(4, tenant.value());
            try (var rows = difference.executeQuery()) {
                if (!rows.next() || rows.getLong(1) == 0) {
                    return false;
                }
            }
        }
        wantRelinking(connection, tenant);
        return true;
    }

    private static List<TenantId> tenants(PreparedStatement select) throws SQLException {
        var tenants = new ArrayList<TenantId>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                tenants.add(new TenantId(rows.getObject(1, UUID.class)));
            }
        }
        return tenants;
    }

    private static void execute(Connection connection, String sql, TenantId tenant) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenant.value());
            statement.executeUpdate();
        }
    }
}
