package dev.towline.realtime;

import static dev.towline.realtime.LiveStand.commit;
import static dev.towline.realtime.LiveStand.commits;
import static dev.towline.realtime.LiveStand.eventually;
import static dev.towline.realtime.LiveStand.issue;
import static dev.towline.realtime.LiveStand.project;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towline.index.Change;
import dev.towline.local.LocalPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readers that do not take events as fast as they come, or not at all, beside one that does. */
class SlowReaderIT {

    // With these the wire and the kernel's buffers are full twice over.
    private static final int ROUNDS = 20;

    // Longer than a busy machine takes for all of them: who is cut off is not cut off for its pause.
    private static final Duration PATIENT = Duration.ofMinutes(5);

    private static DataSource database;

    @BeforeAll
    static void start() throws Exception {
        database = LocalPostgres.ofTests().migrated("slow_reader_it");
    }

    @Test
    void of_what_waits_for_a_slow_reader_the_newest_of_each_is_told_and_nobody_is_cut_off() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Rhythm.NORMAL.heartbeat(), 1_000, PATIENT, PATIENT));
                var healthy = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1), issue(2)), null));
                var slow = new SlowReader(stand.stream(stand.ticket(stand.ann, issue(1), issue(2)), null))) {
            healthy.openedAt();
            eventually(() -> stand.hub.open() == 2, "both are there");
            flood(stand, healthy);
            var second = stand.happens(commit("ABC-2"));
            var last = stand.happens(commits(3, "ABC-1"));
            assertEquals(last, healthy.positions(4).getLast());
            assertEquals(2, stand.hub.open(), "nobody was cut off");
            var told = slow.readTo(last);
            var positions = told.stream().map(Follower::position).toList();
            assertEquals(positions.stream().sorted().distinct().toList(), positions, "in the order of the log");
            assertEquals(last, positions.getLast());
            assertTrue(positions.contains(second), "what happened once is told");
            assertTrue(positions.size() < ROUNDS * Page.SIZE / 2, "what happened often is told once: " + positions.size());
            var now = stand.happens(commit("ABC-1"));
            assertEquals(List.of(now), slow.readTo(now).stream().map(Follower::position).toList(), "it has caught up");
        }
    }

    @Test
    void a_reader_that_is_behind_by_more_than_a_backlog_holds_is_cut_off_and_the_others_do_not_notice() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Rhythm.NORMAL.heartbeat(), 1_000, PATIENT, PATIENT));
                var healthy = Follower.of(stand.stream(stand.ticket(stand.ann, project()), null));
                var stalled = new SlowReader(stand.stream(stand.ticket(stand.ann, project()), null))) {
            healthy.openedAt();
            eventually(() -> stand.hub.open() == 2, "both are there");
            for (var round = 0; round < ROUNDS; round++) {
                var from = 1 + round * Page.SIZE;
                stand.happens(IntStream.range(from, from + Page.SIZE).mapToObj(number -> commit("ABC-" + number)).toArray(Change.Draft[]::new));
                assertEquals(Page.SIZE, healthy.positions(Page.SIZE).size());
            }
            eventually(() -> stand.hub.open() == 1, "the stalled one is gone");
            assertEquals(1, stand.hub.cut(), "and counted");
            eventually(stalled::isReset, "and its socket as well, with what was still waiting for it");
        }
    }

    @Test
    void a_reader_that_takes_nothing_for_too_long_is_cut_off_and_resumes_where_it_was() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(50), 1_000, Duration.ofMillis(300), Duration.ofMinutes(10)));
                var healthy = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1)), null));
                var stalled = new SlowReader(stand.stream(stand.ticket(stand.ann, issue(1)), null))) {
            healthy.opened();
            eventually(() -> stand.hub.open() == 2, "both are there");
            var first = stand.happens(commits(1, "ABC-1"));
            for (var round = 0; round < ROUNDS; round++) {
                stand.happens(commits(Page.SIZE, "ABC-1"));
            }
            eventually(() -> stand.hub.open() == 1, "the stalled one is gone");
            eventually(stalled::isReset, "and its socket");
            var last = stand.happens(commit("ABC-1"));
            try (var again = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1)), Long.toString(first)))) {
                again.opened();
                var told = new ArrayList<Long>();
                while (told.isEmpty() || told.getLast() < last) {
                    var block = again.next();
                    if (block.startsWith("id: ")) {
                        told.add(Follower.position(block));
                    }
                }
                assertEquals(LongStream.rangeClosed(first + 1, last).boxed().toList(), told);
            }
        }
    }

    @Test
    void a_peer_that_takes_nothing_is_noticed_though_all_that_was_sent_to_it_still_fits_the_kernel_s_buffer() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(50), 1_000, Duration.ofMillis(300), Duration.ofMinutes(10)));
                var healthy = Follower.of(stand.stream(stand.ticket(stand.ann, issue(1)), null));
                var dead = new SlowReader(stand.stream(stand.ticket(stand.ann, issue(1)), null))) {
            assumeTrue(stand.isNative(), "only Linux says so");
            healthy.opened();
            eventually(() -> stand.hub.open() == 2, "both are there");
            // About 40 kB.
            stand.happens(commits(Page.SIZE, "ABC-1"));
            eventually(() -> stand.hub.open() == 1, "the dead one is gone");
            eventually(dead::isReset, "and its socket");
        }
    }

    @Test
    void from_a_reader_that_is_behind_a_channel_is_taken_with_all_that_waited() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(50), 1, PATIENT, PATIENT));
                var slow = new SlowReader(stand.stream(stand.ticket(stand.ann, issue(1), issue(2)), null))) {
            eventually(() -> stand.hub.open() == 1, "it is there");
            long last = 0;
            for (var round = 0; round < ROUNDS; round++) {
                last = stand.happens(commits(Page.SIZE, "ABC-1"));
            }
            stand.refused.add(issue(1));
            eventually(() -> stand.hub.open() == 0, "it has to come back with a new ticket");
            var end = last;
            assertFalse(slow.readTo(last).stream().anyMatch(block -> Follower.position(block) == end), "what waited is not told any more");
        }
    }

    private static void flood(LiveStand stand, Follower healthy) throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            stand.happens(commits(Page.SIZE, "ABC-1"));
            assertEquals(Page.SIZE, healthy.positions(Page.SIZE).size());
        }
    }
}
