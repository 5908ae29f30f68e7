package dev.towline.realtime;

import dev.towline.index.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * The live end of one tenant's log on this node: reads each new change once and hands it to every follower, in order.
 * A follower joins only when it has read as far as the feed, so there is nothing between its history and its first live change,
 * and nothing twice. However often it is woken, one reading is under way at a time.
 */
final class TenantFeed {

    /** One who is told of changes. None of these may block or throw: the next follower waits behind it. */
    interface Follower {

        /** Changes that came after all that this follower has had. */
        void live(List<Change> changes, Frames frames);
    }

    private static final Logger LOG = Logger.getLogger(TenantFeed.class);

    private final LongFunction<List<Change>> after;
    private final Executor threads;

    /** Each with the position that it had reached by itself when it joined. */
    private final Map<Follower, Long> followers = new LinkedHashMap<>();
    private long position;
    private boolean reading;
    private boolean again;

    /** @param after reads changes after a position, oldest first, some at a time */
    TenantFeed(LongFunction<List<Change>> after, Executor threads) {
        this.after = after;
        this.threads = threads;
    }

    /** Joins, unless the feed is ahead of the follower: then it has to read on and try again. */
    synchronized boolean join(Follower follower, long reached) {
        if (followers.isEmpty()) {
            position = reached;
        }
        if (reached < position) {
            return false;
        }
        followers.put(follower, reached);
        return true;
    }

    synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    synchronized boolean isEmpty() {
        return followers.isEmpty();
    }

    /** Reads what is new, unless {@code head} is known already. Returns at once. */
    void wake(long head) {
        synchronized (this) {
            if (followers.isEmpty() || head <= position) {
                return;
            }
            if (reading) {
                again = true;
                return;
            }
            reading = true;
        }
        threads.execute(this::read);
    }

    private void read() {
        try {
            boolean more = true;
            while (more) {
                var from = from();
                more = tell(from, after.apply(from));
            }
        } catch (RuntimeException e) {
            // The position stays where it was: the next wake-up, or the slow scan, reads the same changes again.
            LOG.warn("reading the change log for live pages failed", e);
            synchronized (this) {
                reading = false;
            }
        }
    }

    private synchronized long from() {
        again = false;
        return position;
    }

    private synchronized boolean tell(long from, List<Change> changes) {
        // While we read, the last follower may have left and another one joined elsewhere in the log.
        var stillThere = from == position;
        if (stillThere && !changes.isEmpty()) {
            var frames = new Frames();
            followers.forEach((follower, reached) -> follower.live(beyond(reached, changes), frames));
            position = changes.getLast().position();
        }
        reading = !followers.isEmpty() && (again || !stillThere || !changes.isEmpty());
        return reading;
    }

    private static List<Change> beyond(long reached, List<Change> changes) {
        return changes.getFirst().position() > reached
                ? changes
                : changes.stream().filter(change -> change.position() > reached).toList();
    }
}
