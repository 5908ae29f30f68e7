package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.index.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Moments of the seam that random play reaches too seldom. */
class TenantFeedTest {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Change> log = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final TenantFeed feed = new TenantFeed(this::after, tasks::add);

    @Test
    void a_wake_up_during_a_reading_is_not_lost() {
        var ann = new Recorder();
        feed.join(ann, 0);
        meanwhile = () -> {
            append(1);
            feed.wake(1);
        };
        feed.wake(Long.MAX_VALUE);
        run();
        assertEquals(List.of(1L), ann.live);
    }

    @Test
    void however_often_it_is_woken_one_reading_is_under_way() {
        feed.join(new Recorder(), 0);
        feed.wake(1);
        feed.wake(2);
        assertEquals(1, tasks.size());
    }

    @Test
    void what_was_read_for_those_who_left_is_not_told_to_one_who_joined_further_back() {
        append(10);
        var ann = new Recorder();
        var bob = new Recorder();
        feed.join(ann, 8);
        meanwhile = () -> {
            feed.leave(ann);
            feed.join(bob, 5);
        };
        feed.wake(10);
        run();
        assertEquals(List.of(6L, 7L, 8L, 9L, 10L), bob.live);
        assertEquals(List.of(), ann.live);
    }

    @Test
    void who_is_behind_the_feed_may_not_join_and_who_is_ahead_hears_nothing_twice() {
        append(10);
        var ann = new Recorder();
        feed.join(ann, 7);
        assertFalse(feed.join(new Recorder(), 6));
        var bob = new Recorder();
        assertTrue(feed.join(bob, 9));
        feed.wake(10);
        run();
        assertEquals(List.of(8L, 9L, 10L), ann.live);
        assertEquals(List.of(10L), bob.live);
    }

    @Test
    void a_failed_reading_is_made_up_for_at_the_next_wake_up() {
        append(1);
        var ann = new Recorder();
        feed.join(ann, 0);
        meanwhile = () -> {
            throw new IllegalStateException("no database");
        };
        feed.wake(1);
        run();
        feed.wake(1);
        run();
        assertEquals(List.of(1L), ann.live);
    }

    @Test
    void a_feed_that_nobody_follows_reads_nothing() {
        feed.wake(Long.MAX_VALUE);
        assertTrue(tasks.isEmpty());
    }

    @Test
    void all_of_a_long_absence_comes_as_history_at_the_reader_s_pace() {
        append(3 * Page.SIZE + 1);
        var ann = new Recorder();
        LongFunction<Page> pages = position -> new Page(after(position), 1, log.size());
        var catchUp = new CatchUp(ann, 0, pages, reached -> feed.join(ann, reached));
        while (!catchUp.step()) {}
        feed.wake(Long.MAX_VALUE);
        run();
        assertEquals(LongStream.rangeClosed(1, log.size()).boxed().toList(), ann.history);
        assertEquals(List.of(), ann.live);
    }

    private void append(int count) {
        for (var more = 0; more < count; more++) {
            log.add(HistoryThenLiveTest.change(log.size() + 1));
        }
    }

    /** What happens meanwhile happens once, after the log was read. */
    private List<Change> after(long position) {
        var read = List.copyOf(log.subList((int) position, Math.min(log.size(), (int) position + Page.SIZE)));
        var once = meanwhile;
        meanwhile = () -> {};
        once.run();
        return read;
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static final class Recorder implements CatchUp.Reader {

        final List<Long> history = new ArrayList<>();
        final List<Long> live = new ArrayList<>();

        @Override
        public void history(List<Change> changes) {
            changes.forEach(change -> history.add(change.position()));
        }

        @Override
        public void live(List<Change> changes, Frames frames) {
            changes.forEach(change -> live.add(change.position()));
        }

        @Override
        public void lost(long head) {
            throw new AssertionError("nothing is lost here");
        }
    }
}
