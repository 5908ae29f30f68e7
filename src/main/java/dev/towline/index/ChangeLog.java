package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A tenant's changes in one order. Positions come from a counter row that stays locked until commit, never from a
 * sequence or an identity column: with those a later number can commit first, and a follower that read it would skip
 * the earlier one for ever.
 */
public final class ChangeLog {

    // The log starts at epoch milliseconds, so that a site that was erased and comes back never runs backwards in Jira.
    private static final String CREATE = """
            insert into change_head (tenant_id, position) values (?, ?) on conflict do nothing
            """;

    private static final String LOCK = """
            select position from change_head where tenant_id = ? for update
            """;

    private static final String ADVANCE = """
            insert into change_head as head (tenant_id, position) values (?, ? + ?)
            on conflict (tenant_id) do update set position = head.position + ?
            returning position
            """;

    private static final String APPEND = """
            insert into change (tenant_id, position, kind, integration_id, repository, entity, issue_keys, jira, at)
            select ?, ? + n, kind, integration_id, repository, entity, string_to_array(issue_keys, ' '), jira::jsonb, ?
            from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                with ordinality as draft (kind, integration_id, repository, entity, issue_keys, jira, n)
            """;

    private static final String AFTER = """
            select position, kind, integration_id, repository, entity, issue_keys, at, jira
            from change where tenant_id = ? and position > ? order by position limit ?
            """;

    private ChangeLog() {}

    /** Takes the tenant's write lock until the transaction ends, and says where the log stands. Creates the head at {@code now}'s epoch milliseconds. */
    public static long lock(Connection connection, TenantId tenant, Instant now) throws SQLException {
        try (var create = Query.of(connection, tenant, CREATE).value(now.toEpochMilli())) {
            create.execute();
        }
        try (var lock = Query.of(connection, tenant, LOCK)) {
            return lock.number();
        }
    }

    /** Appends in the given order and returns the new head: the drafts have the positions up to it. The caller wakes followers after its commit ({@link Wakeups}). */
    public static long append(Connection connection, TenantId tenant, List<Change.Draft> drafts, Instant now) throws SQLException {
        if (drafts.isEmpty()) {
            return head(connection, tenant);
        }
        long head;
        try (var advance = Query.of(connection, tenant, ADVANCE).value(now.toEpochMilli()).value(drafts.size()).value(drafts.size())) {
            head = advance.number();
        }
        try (var append = Query.of(connection, tenant, APPEND)) {
            append.value(head - drafts.size()).value(now)
                    .texts(drafts, draft -> draft.kind().name())
                    .uuids(drafts, draft -> draft.integration().value())
                    .texts(drafts, Change.Draft::repository)
                    .texts(drafts, Change.Draft::entity)
                    .texts(drafts, draft -> joined(draft.issueKeys()))
                    .texts(drafts, draft -> draft.jira() == null ? null : Json.ofJiraEvent(draft.jira()))
                    .execute();
        }
        return head;
    }

    /** Changes after {@code position}, oldest first, at most {@code limit}. */
    public static List<Change> after(Connection connection, TenantId tenant, long position, int limit) throws SQLException {
        try (var after = Query.of(connection, tenant, AFTER).value(position).value(limit)) {
            return after.rows(ChangeLog::read);
        }
    }

    /** The position that the log reached: that of the newest change ever appended, held or not; 0 for a tenant that never had a log. */
    public static long head(Connection connection, TenantId tenant) throws SQLException {
        try (var head = Query.of(connection, tenant, "select position from change_head where tenant_id = ?")) {
            return head.number();
        }
    }

    /** The position of the oldest change still held; 0 for a tenant that has none. */
    public static long oldest(Connection connection, TenantId tenant) throws SQLException {
        try (var oldest = Query.of(connection, tenant, "select position from change where tenant_id = ? order by position limit 1")) {
            return oldest.number();
        }
    }

    /** Keys for a text column that the statement splits again: a key has no blanks. */
    static String joined(Collection<IssueKey> keys) {
        return keys.stream().map(IssueKey::value).collect(Collectors.joining(" "));
    }

    static Set<IssueKey> keys(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        if (array == null) {
            return Set.of();
        }
        return Arrays.stream((String[]) array.getArray()).map(IssueKey::new).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Change read(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("position"),
                Change.Kind.valueOf(row.getString("kind")),
                new IntegrationId(row.getObject("integration_id", UUID.class)),
                row.getString("repository"),
                row.getString("entity"),
                keys(row, "issue_keys"),
                Query.time(row, "at"),
                Json.jiraEvent(row.getString("jira")));
    }
}
