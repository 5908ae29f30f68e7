package dev.towline.realtime;

import dev.towline.index.Change;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Brings one reader from where it left off to the present, page by page, and joins it to the live feed at the moment when it is level.
 * There is no buffer between history and live: who is behind reads on from the log, at the pace at which the reader takes it.
 */
final class CatchUp {

    /** One who is told of the past first. */
    interface Reader extends TenantFeed.Follower {

        /** Waits until the reader has taken them. */
        void history(List<Change> changes);

        /** What lies between the reader's position and {@code head} is no longer held. */
        void lost(long head);
    }

    private final Reader reader;
    private final LongFunction<Page> log;
    private final LongPredicate join;
    private long reached;

    /** @param join joins the live feed at a position, unless the feed is ahead of it */
    CatchUp(Reader reader, long reached, LongFunction<Page> log, LongPredicate join) {
        this.reader = reader;
        this.reached = reached;
        this.log = log;
        this.join = join;
    }

    /** Reads one page; true when the reader has joined the feed. The caller wakes the feed then: changes may have come meanwhile. */
    boolean step() {
        var page = log.apply(reached);
        if (!page.continues(reached)) {
            reader.lost(page.head());
            reached = page.head();
            return false;
        }
        if (!page.changes().isEmpty()) {
            reader.history(page.changes());
            reached = page.changes().getLast().position();
        }
        return page.isLast() && join.test(reached);
    }
}
