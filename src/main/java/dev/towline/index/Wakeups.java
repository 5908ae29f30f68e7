package dev.towline.index;

import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;

/**
 * Tells followers on every node that a tenant's log reached a position. A lost wake-up costs a moment, never an event:
 * followers read the log, and look by themselves now and then.
 */
@ApplicationScoped
public class Wakeups {

    /** Broadcasts, coalesced, on a connection of its own. Call it after the commit, never inside the transaction. */
    public void reached(TenantId tenant, long position) {
        throw new UnsupportedOperationException();
    }

    /** Calls {@code follower} for every wake-up from any node, on a thread that must not be blocked for long. */
    public void follow(BiConsumer<TenantId, Long> follower) {
        throw new UnsupportedOperationException();
    }
}
