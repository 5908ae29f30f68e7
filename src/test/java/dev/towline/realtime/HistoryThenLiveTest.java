package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.index.Change;
import dev.towline.integration.IntegrationId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The seam between history and live, under hundreds of random interleavings of: appending, waking, reading, joining, leaving.
 * One thread plays all of them, and changes hands before and after every read of the log, where real threads would.
 */
class HistoryThenLiveTest {

    private static final int RUNS = 600;

    @Test
    void whatever_the_interleaving_every_reader_gets_every_change_once_and_in_order() {
        for (var seed = 0; seed < RUNS; seed++) {
            var world = new World(seed);
            world.play();
            world.settle();
            for (var reader : world.readers) {
                var expected = LongStream.rangeClosed(reader.start + 1, world.head()).boxed().toList();
                assertEquals(expected, reader.received, "seed " + seed);
            }
        }
    }

    @Test
    void the_interleavings_reach_the_cases_that_matter() {
        int turnedAway = 0, liveAtOnce = 0, discarded = 0;
        for (var seed = 0; seed < RUNS; seed++) {
            var world = new World(seed);
            world.play();
            world.settle();
            turnedAway += world.turnedAway;
            liveAtOnce += world.joinedAhead;
            discarded += world.left;
        }
        assertTrue(turnedAway > 50, "readers came while the feed was ahead: " + turnedAway);
        assertTrue(liveAtOnce > 50, "readers came while the feed was behind: " + liveAtOnce);
        assertTrue(discarded > 50, "readers left: " + discarded);
    }

    /** One tenant's log, its feed, and its readers. Positions are 1, 2, 3 …; an append is up to one and a half pages. */
    private static final class World {

        final Random random;
        final List<Change> log = new ArrayList<>();
        final List<Reader> readers = new ArrayList<>();
        final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        final TenantFeed feed = new TenantFeed(this::after, tasks::add);
        int depth;
        boolean reading;
        boolean quiet;
        int turnedAway;
        int joinedAhead;
        int left;
        long told;

        World(long seed) {
            random = new Random(seed);
        }

        void play() {
            for (var step = 0; step < 60; step++) {
                act();
            }
        }

        /** What happens next. Within a read of the log only what does not read itself, or reads for another reader. */
        void act() {
            switch (random.nextInt(8)) {
                case 0, 1 -> append();
                case 2 -> feed.wake(head());
                case 3 -> runTask();
                case 4 -> readers.add(new Reader(random.nextInt((int) head() + 1)));
                case 5 -> step();
                case 6 -> leave();
                case 7 -> rush();
                default -> throw new IllegalStateException();
            }
        }

        void append() {
            for (var more = random.nextInt(random.nextInt(4) == 0 ? 300 : 10); more >= 0; more--) {
                log.add(change(head() + 1));
            }
        }

        /** The feed learns of a change at once. */
        void rush() {
            append();
            feed.wake(head());
            runTask();
        }

        void runTask() {
            if (!reading && !tasks.isEmpty()) {
                reading = true;
                tasks.remove().run();
                reading = false;
            }
        }

        void step() {
            var waiting = readers.stream().filter(reader -> !reader.joined && !reader.busy).toList();
            if (!waiting.isEmpty()) {
                waiting.get(random.nextInt(waiting.size())).step();
            }
        }

        void leave() {
            var present = readers.stream().filter(reader -> reader.joined).toList();
            if (!present.isEmpty() && random.nextInt(3) == 0) {
                var leaving = present.get(random.nextInt(present.size()));
                feed.leave(leaving);
                readers.remove(leaving);
                left++;
            }
        }

        /** Everybody gets to the end: what a live system does when nothing happens for a moment. */
        void settle() {
            quiet = true;
            while (readers.stream().anyMatch(reader -> !reader.joined)) {
                step();
                runTask();
            }
            feed.wake(head());
            while (!tasks.isEmpty()) {
                runTask();
            }
        }

        long head() {
            return log.size();
        }

        List<Change> after(long position) {
            elsewhere();
            var from = (int) position;
            var read = List.copyOf(log.subList(from, Math.min(log.size(), from + Page.SIZE)));
            elsewhere();
            return read;
        }

        void elsewhere() {
            if (depth == 0 && !quiet) {
                depth++;
                for (var others = random.nextInt(4); others > 0; others--) {
                    act();
                }
                depth--;
            }
        }

        final class Reader implements CatchUp.Reader {

            final long start;
            final List<Long> received = new ArrayList<>();
            final CatchUp catchUp;
            boolean joined;
            boolean busy;

            Reader(long start) {
                this.start = start;
                this.catchUp = new CatchUp(this, start, position -> new Page(after(position), log.isEmpty() ? 0 : 1, head()), this::join);
            }

            void step() {
                busy = true;
                joined = catchUp.step();
                busy = false;
                if (joined) {
                    feed.wake(Long.MAX_VALUE);
                }
            }

            boolean join(long reached) {
                var in = feed.join(this, reached);
                turnedAway += in ? 0 : 1;
                joinedAhead += in && reached > told ? 1 : 0;
                return in;
            }

            @Override
            public void history(List<Change> changes) {
                changes.forEach(change -> received.add(change.position()));
            }

            @Override
            public void live(List<Change> changes, Frames frames) {
                changes.forEach(change -> received.add(change.position()));
                told = Math.max(told, changes.isEmpty() ? 0 : changes.getLast().position());
            }

            @Override
            public void lost(long head) {
                throw new AssertionError("nothing is lost here");
            }
        }
    }

    static Change change(long position) {
        return new Change(position, Change.Kind.DELIVERY, new IntegrationId(new UUID(0, 1)), "", "", Set.of(), Instant.EPOCH);
    }
}
