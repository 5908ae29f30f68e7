package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.IssueKey;
import dev.towline.index.IndexStand.Site;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChangeLogIT {

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("change_log_it");
    }

    @Test
    void the_log_starts_at_epoch_milliseconds_and_rises_one_by_one() throws Exception {
        var start = IndexStand.NOW.toEpochMilli();
        assertEquals(0, stand.<Long>within(connection -> ChangeLog.head(connection, site.tenant())));
        assertEquals(0, stand.<Long>within(connection -> ChangeLog.oldest(connection, site.tenant())));
        assertEquals(start, stand.<Long>within(connection -> ChangeLog.lock(connection, site.tenant(), IndexStand.NOW)));
        assertEquals(start + 2, append("A", "B"));
        assertEquals(start + 3, append("C"));
        assertEquals(List.of(start + 1, start + 2, start + 3), stand.log(site).stream().map(Change::position).toList());
        assertEquals(List.of("A", "B", "C"), stand.log(site).stream().map(Change::entity).toList());
        assertEquals(start + 1, stand.<Long>within(connection -> ChangeLog.oldest(connection, site.tenant())));
        assertEquals(start + 3, stand.<Long>within(connection -> ChangeLog.head(connection, site.tenant())));
        assertEquals(start, stand.<Long>within(connection -> ChangeLog.lock(connection, Site.fresh().tenant(), IndexStand.NOW)));
    }

    @Test
    void it_can_be_appended_to_without_a_lock_taken_before_and_nothing_appended_changes_nothing() throws Exception {
        assertEquals(IndexStand.NOW.toEpochMilli() + 1, append("A"));
        assertEquals(IndexStand.NOW.toEpochMilli() + 1, append());
        assertEquals(1, stand.log(site).size());
    }

    @Test
    void a_change_is_read_as_it_was_written() throws Exception {
        var keys = Set.of(new IssueKey("ABC-1"), new IssueKey("X_Y-22"));
        var event = new JiraEvent("avi:jira:created:issue", Map.of(JiraEvent.Thing.ISSUE, 10001L, JiraEvent.Thing.PROJECT, 10000L), "someone", true);
        stand.within(connection -> ChangeLog.append(connection, site.tenant(),
                List.of(new Change.Draft(Change.Kind.PULL_REQUEST, site.integration(), "7", "né", keys),
                        Change.Draft.of(event, keys),
                        new Change.Draft(Change.Kind.DELIVERY, site.integration(), "", "d", Set.of())), IndexStand.NOW));
        var log = stand.log(site);
        assertEquals(new Change(IndexStand.NOW.toEpochMilli() + 1, Change.Kind.PULL_REQUEST, site.integration(), "7", "né", keys, IndexStand.NOW), log.getFirst());
        assertEquals(event, log.get(1).jira());
        assertEquals(Change.Kind.JIRA, log.get(1).kind());
        assertEquals(Set.of(), log.getLast().issueKeys());
        assertEquals(List.of(log.getLast()), stand.within(connection -> ChangeLog.after(connection, site.tenant(), log.get(1).position(), 10)));
        assertEquals(List.of(log.getFirst()), stand.within(connection -> ChangeLog.after(connection, site.tenant(), 0, 1)));
    }

    @Test
    void the_later_number_cannot_commit_first() throws Exception {
        append("first");
        try (var one = open(); var other = open(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var earlier = draft(one, "earlier");
            var later = CompletableFuture.supplyAsync(() -> {
                try {
                    var position = draft(other, "later");
                    other.commit();
                    return position;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }, threads);
            awaitWaiting(other);
            // A follower that reads now sees neither, so its cursor cannot pass over the earlier.
            assertFalse(later.isDone());
            assertEquals(List.of("first"), stand.log(site).stream().map(Change::entity).toList());
            one.commit();
            assertTrue(later.get(30, TimeUnit.SECONDS) > earlier);
        }
        assertEquals(List.of("first", "earlier", "later"), stand.log(site).stream().map(Change::entity).toList());
    }

    @Test
    void two_writers_of_a_new_tenant_and_a_reader_that_keeps_a_cursor_miss_nothing() throws Exception {
        var each = 150;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = List.of("a", "b").stream().map(name -> CompletableFuture.runAsync(() -> {
                for (var i = 0; i < each; i++) {
                    try {
                        append(name + i);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }, threads)).toList();
            var cursor = 0L;
            var seen = 0;
            while (seen < 2 * each) {
                for (var writer : writers) {
                    assertFalse(writer.isCompletedExceptionally());
                }
                var from = cursor;
                for (var change : stand.within(connection -> ChangeLog.after(connection, site.tenant(), from, 10))) {
                    assertTrue(change.position() > cursor);
                    cursor = change.position();
                    seen++;
                }
            }
        }
        assertEquals(2 * each, stand.log(site).size());
    }

    private long append(String... entities) throws SQLException {
        return stand.within(connection -> ChangeLog.append(connection, site.tenant(), drafts(entities), IndexStand.NOW));
    }

    private List<Change.Draft> drafts(String... entities) {
        return List.of(entities).stream().map(entity -> new Change.Draft(Change.Kind.COMMIT, site.integration(), "7", entity, Set.of())).toList();
    }

    private long draft(Connection connection, String entity) throws SQLException {
        return ChangeLog.append(connection, site.tenant(), drafts(entity), IndexStand.NOW);
    }

    private static Connection open() throws SQLException {
        var connection = stand.database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Until the database says that this session waits for a lock. */
    private static void awaitWaiting(Connection session) throws SQLException {
        var process = session.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            var waiting = stand.<Boolean>within(connection -> {
                try (var query = connection.prepareStatement("select wait_event_type = 'Lock' from pg_stat_activity where pid = ?")) {
                    query.setInt(1, process);
                    var row = query.executeQuery();
                    return row.next() && row.getBoolean(1);
                }
            });
            if (waiting) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the second writer never waited for the first");
    }
}
