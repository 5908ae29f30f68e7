package dev.towline.realtime;

import dev.towline.index.Change;
import dev.towline.jira.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One feed per tenant that somebody follows on this node; a feed goes with its last follower. */
final class Feeds {

    /** Reads a tenant's changes after a position, oldest first, some at a time. */
    interface Log {
        List<Change> after(TenantId tenant, long position);
    }

    private final Map<TenantId, TenantFeed> feeds = new ConcurrentHashMap<>();
    private final Log log;
    private final Executor threads;

    Feeds(Log log, Executor threads) {
        this.log = log;
        this.threads = threads;
    }

    /** Joins unless the feed is ahead, and then looks at once for what came meanwhile. */
    boolean join(TenantId tenant, TenantFeed.Follower follower, long reached) {
        var joined = new boolean[1];
        // Within compute, so that a feed is not thrown away while somebody joins it.
        var feed = feeds.compute(tenant, (id, present) -> {
            var live = present == null ? new TenantFeed(position -> log.after(tenant, position), threads) : present;
            joined[0] = live.join(follower, reached);
            return live;
        });
        if (joined[0]) {
            feed.wake(Long.MAX_VALUE);
        }
        return joined[0];
    }

    void leave(TenantId tenant, TenantFeed.Follower follower) {
        feeds.computeIfPresent(tenant, (id, feed) -> {
            feed.leave(follower);
            return feed.isEmpty() ? null : feed;
        });
    }

    /** The tenant's log reached a position. Cheap for tenants that nobody follows here. */
    void reached(TenantId tenant, long position) {
        var feed = feeds.get(tenant);
        if (feed != null) {
            feed.wake(position);
        }
    }

    Set<TenantId> tenants() {
        return Set.copyOf(feeds.keySet());
    }
}
