package dev.towline.realtime;

import static dev.towline.realtime.LiveStand.commit;
import static dev.towline.realtime.LiveStand.commits;
import static dev.towline.realtime.LiveStand.eventually;
import static dev.towline.realtime.LiveStand.issue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.index.Change;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams over HTTP, from a real log. */
class RealtimeIT {

    private static DataSource database;
    private static LiveStand node;

    /** Each test is a site of its own. */
    private final Account me = new Account(new TenantId(UUID.randomUUID()), "ann");

    @BeforeAll
    static void start() throws Exception {
        database = LocalPostgres.ofTests().migrated("realtime_it");
        node = new LiveStand(database, Rhythm.NORMAL);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_change_reaches_the_page_as_identifiers_and_nothing_else() throws Exception {
        try (var page = follow(null, issue(1))) {
            assertEquals("text/event-stream", page.response().headers().firstValue("Content-Type").orElseThrow());
            assertEquals("no-store", page.response().headers().firstValue("Cache-Control").orElseThrow());
            assertEquals("no", page.response().headers().firstValue("X-Accel-Buffering").orElseThrow());
            assertEquals(0, page.openedAt());
            var position = happens(commit("ABC-1", "SECRET-9"));
            assertEquals("""
                    id: %d
                    event: avi:towline:pushed:commit
                    data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"avi:towline:pushed:commit","payload":{"issueId":10001}}
                    """.formatted(position), page.next());
        }
    }

    @Test
    void an_administrator_s_page_learns_of_a_delivery() throws Exception {
        try (var page = follow(null, "ari:cloud:towline:site:integrations")) {
            page.openedAt();
            var position = happens(new Change.Draft(Change.Kind.DELIVERY, new IntegrationId(LiveStand.INTEGRATION), "", "d", Set.of()));
            assertEquals("""
                    id: %d
                    event: avi:towline:received:delivery
                    data: {"channels":["ari:cloud:towline:site:integrations"],"type":"avi:towline:received:delivery","payload":{"integrationId":"%s"}}
                    """.formatted(position, LiveStand.INTEGRATION), page.next());
        }
    }

    @Test
    void a_ticket_admits_once() throws Exception {
        var ticket = node.ticket(me, issue(1));
        try (var first = Follower.of(node.stream(ticket, null))) {
            first.openedAt();
            try (var second = Follower.of(node.stream(ticket, null))) {
                assertEquals(401, second.status());
            }
            happens(commit("ABC-1"));
            assertTrue(first.next().contains("avi:towline:pushed:commit"), "the first is not disturbed");
        }
    }

    @Test
    void of_two_who_come_at_once_with_a_ticket_one_is_admitted() throws Exception {
        for (var round = 0; round < 20; round++) {
            var ticket = Ticket.parse(node.ticket(me, issue(1))).orElseThrow();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var takes = List.of(threads.submit(() -> node.store.take(ticket, node.time.instant())), threads.submit(() -> node.store.take(ticket, node.time.instant())));
                var admitted = 0;
                for (var take : takes) {
                    admitted += take.get(10, TimeUnit.SECONDS).isPresent() ? 1 : 0;
                }
                assertEquals(1, admitted);
            }
        }
    }

    @Test
    void a_ticket_that_is_missing_malformed_unknown_or_of_another_site_admits_to_nothing() throws Exception {
        var ticket = node.ticket(me, issue(1));
        var moved = new TenantId(UUID.randomUUID()) + ticket.substring(36);
        for (var wrong : List.of("", "x", ticket.substring(0, 79), moved)) {
            try (var page = Follower.of(node.stream(wrong, null))) {
                assertEquals(401, page.status());
                assertEquals("application/problem+json", page.response().headers().firstValue("Content-Type").orElseThrow());
            }
        }
    }

    @Test
    void an_expired_ticket_admits_to_nothing_and_is_swept_up() throws Exception {
        try (var stand = new LiveStand(database, Rhythm.NORMAL)) {
            var late = stand.ticket(stand.ann, issue(1));
            stand.ticket(stand.ann, issue(1));
            stand.time.pass(Tickets.LIFE);
            try (var page = Follower.of(stand.stream(late, null))) {
                assertEquals(401, page.status());
            }
            assertEquals(1, tickets(stand.ann.tenant()));
            stand.ticket(stand.ann, issue(1));
            assertEquals(1, tickets(stand.ann.tenant()), "the new one alone");
        }
    }

    @Test
    void a_ticket_is_kept_as_a_hash_only() throws Exception {
        var ticket = node.ticket(me, issue(1));
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select row_to_json(t)::text from realtime_ticket t where tenant_id = ?")) {
            query.setObject(1, me.tenant().value());
            var rows = query.executeQuery();
            assertTrue(rows.next());
            var secret = Ticket.parse(ticket).orElseThrow().secret();
            assertTrue(!rows.getString(1).contains(secret));
        }
    }

    @Test
    void tickets_that_nobody_takes_are_limited() {
        for (var given = 0; given < TicketStore.UNTAKEN; given++) {
            node.ticket(me, issue(1));
        }
        assertThrows(Tickets.TooMany.class, () -> node.ticket(me, issue(1)));
        node.ticket(new Account(me.tenant(), "bob"), issue(1));
    }

    @Test
    void each_channel_is_accepted_or_refused_with_its_reason() {
        node.refused.add(issue(77));
        var foreign = "ari:cloud:jira:other:issue/10001";
        var answer = node.tickets.give(me, "site", List.of(issue(1), issue(77), foreign, "nonsense"), Set.of());
        assertEquals(List.of(issue(1)), answer.accepted());
        assertEquals(
                Set.of(new Tickets.Refusal(issue(77), "no permission"), new Tickets.Refusal(foreign, "not of this site"), new Tickets.Refusal("nonsense", "not a channel")),
                Set.copyOf(answer.refused()));
        assertNull(node.tickets.give(me, "site", List.of(issue(77)), Set.of()).ticket(), "nothing to admit to");
    }

    @Test
    void another_site_s_changes_are_not_told_though_its_issue_has_the_same_key() throws Exception {
        var other = new TenantId(UUID.randomUUID());
        try (var page = follow(null, issue(1))) {
            page.openedAt();
            node.feeds.reached(other, node.append(other, commit("ABC-1")));
            node.hub.scan();
            var mine = happens(commit("ABC-1"));
            assertEquals(mine, Follower.position(page.next()));
        }
    }

    @Test
    void a_page_resumes_without_a_hole_or_a_repeat_however_often_it_is_cut_off() throws Exception {
        var random = new Random(1);
        var first = happens(commit("ABC-1"));
        var received = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> {
                for (var push = 0; push < 150; push++) {
                    happens(commits(1 + push % 5, "ABC-1"));
                }
                return node.append(me.tenant());
            });
            var last = first;
            while (!writing.isDone() || last < first + 450) {
                try (var page = follow(Long.toString(last), issue(1))) {
                    page.opened();
                    received.addAll(page.positions(Math.min(1 + random.nextInt(60), (int) (first + 450 - last))));
                    last = received.getLast();
                }
            }
        }
        assertEquals(LongStream.rangeClosed(first + 1, first + 450).boxed().toList(), received);
    }

    @Test
    void a_lost_wake_up_costs_a_moment_and_no_event() throws Exception {
        try (var page = follow(null, issue(1))) {
            page.openedAt();
            var position = node.append(me.tenant(), commit("ABC-1"));
            // When the stream is still joining it finds the change by itself; the scan then finds nothing new.
            node.hub.scan();
            assertEquals(position, Follower.position(page.next()));
        }
    }

    @Test
    void the_header_wins_over_the_query() throws Exception {
        var first = happens(commit("ABC-1"));
        happens(commit("ABC-1"));
        try (var page = Follower.of(node.stream(node.ticket(me, issue(1)), "nonsense"), "Last-Event-ID", Long.toString(first))) {
            assertEquals(first + 1, Follower.position(page.opened().next()));
        }
    }

    @Test
    void where_history_is_no_longer_held_the_page_is_told_to_refresh() throws Exception {
        var old = happens(commit("ABC-1"));
        happens(commits(3, "ABC-1"));
        forget(old + 2);
        for (var lost : List.of(Long.toString(old), Long.toString(old + 1), "nonsense", "-5", Long.toString(old + 1_000_000), "9".repeat(30))) {
            try (var page = follow(lost, issue(1))) {
                assertEquals("""
                        id: %d
                        event: refresh
                        data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"refresh","payload":{}}
                        """.formatted(old + 3), page.opened().next(), lost);
            }
        }
        try (var page = follow(Long.toString(old + 2), issue(1))) {
            assertEquals(old + 3, Follower.position(page.opened().next()), "just left of the oldest is still good");
        }
    }

    @Test
    void a_refreshed_page_is_live() throws Exception {
        happens(commit("ABC-1"));
        try (var page = follow("1", issue(1))) {
            assertTrue(page.opened().next().contains("event: refresh\n"));
            var position = happens(commit("ABC-1"));
            assertEquals(position, Follower.position(page.next()));
        }
    }

    @Test
    void only_the_events_asked_for_come() throws Exception {
        var ticket = node.tickets.give(me, "site", List.of(issue(1)), Set.of("avi:towline:updated:branch")).ticket();
        try (var page = Follower.of(node.stream(ticket, null))) {
            page.openedAt();
            happens(commit("ABC-1"));
            var position = happens(new Change.Draft(Change.Kind.BRANCH, new IntegrationId(LiveStand.INTEGRATION), "r", "b", commit("ABC-1").issueKeys()));
            assertEquals(position, Follower.position(page.next()));
        }
    }

    @Test
    void an_account_has_a_limited_number_of_streams() throws Exception {
        var open = new ArrayList<Follower>();
        try {
            for (var stream = 0; stream < Hub.PER_ACCOUNT; stream++) {
                open.add(follow(null, issue(1)));
                open.getLast().openedAt();
            }
            try (var oneMore = follow(null, issue(1))) {
                assertEquals(429, oneMore.status());
                assertEquals("10", oneMore.response().headers().firstValue("Retry-After").orElseThrow());
            }
            open.removeLast().close();
            eventually(() -> opens(issue(1)), "the place of a stream that was closed is free again");
        } finally {
            for (var page : open) {
                page.close();
            }
        }
    }

    @Test
    void when_permission_is_withdrawn_the_channel_is_left_and_the_rest_goes_on() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(20), 1, Rhythm.NORMAL.patience(), Duration.ofMinutes(10)));
                var page = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1), issue(2)), null))) {
            page.openedAt();
            // Longer than a beat, so that re-checks fall due while one is under way: two at once told of the same leave twice.
            stand.jiraTakes = Duration.ofMillis(40);
            stand.refused.add(issue(1));
            assertEquals("""
                    event: leave
                    data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"leave","payload":{}}
                    """, nextBut(":\n", page));
            stand.happens(commit("ABC-1"));
            var position = stand.happens(commit("ABC-1", "ABC-2"));
            assertEquals("""
                    id: %d
                    event: avi:towline:pushed:commit
                    data: {"channels":["ari:cloud:jira:site:issue/10002"],"type":"avi:towline:pushed:commit","payload":{"issueId":10002}}
                    """.formatted(position), nextBut(":\n", page));
            stand.refused.add(issue(2));
            assertTrue(nextBut(":\n", page).startsWith("event: leave\n"));
            assertEquals(Follower.END, nextBut(":\n", page), "nothing is left to follow");
            eventually(() -> stand.hub.open() == 0, "and the stream is given back");
        }
    }

    @Test
    void regression_a_channel_that_is_left_while_something_of_it_is_being_told_is_silent_after_the_leave() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(20), 1, Rhythm.NORMAL.patience(), Duration.ofMinutes(10)));
                var page = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1), issue(2)), null))) {
            page.openedAt();
            stand.reading = changes -> new AbstractList<>() {
                @Override
                public Change get(int index) {
                    if (index == 1 && stand.refused.add(issue(1))) {
                        // Between two changes Jira is asked again, twice, so that the first time was answered.
                        var until = stand.questions.get() + 2;
                        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                        while (stand.questions.get() < until && System.nanoTime() < deadline) {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                        }
                    }
                    return changes.get(index);
                }

                @Override
                public int size() {
                    return changes.size();
                }
            };
            stand.happens(commits(3, "ABC-1"));
            for (var told = 0; told < 3; told++) {
                var block = nextBut(":\n", page);
                assertTrue(block.contains(issue(1)) && !block.startsWith("event: leave"), block);
            }
            assertTrue(nextBut(":\n", page).startsWith("event: leave\n"));
        }
    }

    @Test
    void a_stream_beats_and_ends_in_good_order() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(20), 3, Rhythm.NORMAL.patience(), Duration.ofMillis(200)));
                var page = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1)), null))) {
            page.openedAt();
            assertEquals(":\n", page.next());
            assertEquals(Follower.END, nextBut(":\n", page));
            eventually(() -> stand.hub.open() == 0, "it is given back");
        }
    }

    @Test
    void a_node_that_goes_down_ends_its_streams() throws Exception {
        try (var stand = new LiveStand(database, Rhythm.NORMAL);
                var page = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1)), null))) {
            page.openedAt();
            stand.hub.drain();
            assertEquals(Follower.END, page.next());
        }
    }

    private Follower follow(String lastEventId, String channel) throws Exception {
        return Follower.of(node.stream(node.ticket(me, channel), lastEventId));
    }

    private boolean opens(String channel) {
        try (var page = follow(null, channel)) {
            return page.status() == 200;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long happens(Change.Draft... drafts) {
        var head = node.append(me.tenant(), drafts);
        node.feeds.reached(me.tenant(), head);
        return head;
    }

    private void forget(long upTo) throws Exception {
        try (var connection = database.getConnection(); var delete = connection.prepareStatement("delete from change where tenant_id = ? and position <= ?")) {
            delete.setObject(1, me.tenant().value());
            delete.setLong(2, upTo);
            delete.executeUpdate();
        }
    }

    private static int tickets(TenantId tenant) throws Exception {
        try (var connection = database.getConnection(); var query = connection.prepareStatement("select count(*) from realtime_ticket where tenant_id = ?")) {
            query.setObject(1, tenant.value());
            var rows = query.executeQuery();
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String nextBut(String ignored, Follower page) throws InterruptedException {
        var block = page.next();
        while (block.equals(ignored)) {
            block = page.next();
        }
        return block;
    }
}
