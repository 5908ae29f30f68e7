package dev.towline.index;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** A tenant's changes in one order. Positions come from a counter row that stays locked until commit, never from a sequence. */
public final class ChangeLog {

    private ChangeLog() {}

    /** Takes the tenant's write lock until the transaction ends, and says where the log stands. Creates the head at {@code now}'s epoch milliseconds. */
    public static long lock(Connection connection, TenantId tenant, Instant now) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Appends in the given order and returns the new head. The caller wakes followers after its commit ({@link Wakeups}). */
    public static long append(Connection connection, TenantId tenant, List<Change.Draft> drafts, Instant now) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Changes after {@code position}, oldest first, at most {@code limit}. */
    public static List<Change> after(Connection connection, TenantId tenant, long position, int limit) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** The position of the newest change; 0 for a tenant that has none. */
    public static long head(Connection connection, TenantId tenant) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** The position of the oldest change still held; 0 for a tenant that has none. */
    public static long oldest(Connection connection, TenantId tenant) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
