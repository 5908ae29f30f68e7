package dev.towline.intake;

import dev.towline.jira.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shares this node's hands among tenants: each has a lane, and the hands take from the lanes in turn. A tenant holds no more
 * than its share, in hand and in its lane, so that a flood neither fills the memory nor keeps anybody waiting for longer than
 * the deliveries under way.
 */
final class Lanes {

    // The index takes a tenant's deliveries one after the other: while one commits, another is read. More would only hold connections.
    static final int AT_WORK = 2;
    // Waiting for those two: less, and the hands would pause between two looks at the database.
    static final int PER_TENANT = 8;
    // Messages of 1 MiB at most, and twelve tenants with a full lane. Whoever comes then waits in the queue.
    static final int CAPACITY = 96;

    /** One tenant's deliveries on this node. */
    private static final class Lane {
        final Deque<Held> waiting = new ArrayDeque<>();
        int atWork;

        int size() {
            return waiting.size() + atWork;
        }
    }

    // In the order of turns: whoever had one goes to the end.
    private final Map<TenantId, Lane> lanes = new LinkedHashMap<>();
    private int size;
    private boolean closed;

    /** Whether there was room for it in its tenant's lane. */
    synchronized boolean offer(Held held) {
        var hasRoom = room(held.envelope().tenantId()) > 0;
        if (hasRoom) {
            add(held);
        }
        return hasRoom;
    }

    /** For whoever asked for the room before: it may be a little less by now. */
    synchronized void add(Held held) {
        lanes.computeIfAbsent(held.envelope().tenantId(), first -> new Lane()).waiting.add(held);
        size++;
        notifyAll();
    }

    /** How many more of this tenant's may be offered. */
    synchronized int room(TenantId tenant) {
        var lane = lanes.get(tenant);
        return closed ? 0 : Math.max(0, Math.min(CAPACITY - size, PER_TENANT - (lane == null ? 0 : lane.size())));
    }

    /** Waits until there is room for so many, or until the lanes are closed. */
    synchronized void awaitRoom(int deliveries) throws InterruptedException {
        while (!closed && CAPACITY - size < deliveries) {
            wait();
        }
    }

    /** The next in turn, which is then at work; waits for one. Empty once the lanes are closed. */
    synchronized Optional<Held> take() throws InterruptedException {
        while (!closed) {
            for (var entry : lanes.entrySet()) {
                var lane = entry.getValue();
                if (lane.atWork < AT_WORK && !lane.waiting.isEmpty()) {
                    lane.atWork++;
                    lanes.remove(entry.getKey());
                    lanes.put(entry.getKey(), lane);
                    return Optional.of(lane.waiting.remove());
                }
            }
            wait();
        }
        return Optional.empty();
    }

    /** It is no longer at work. */
    synchronized void leave(Held held) {
        var tenant = held.envelope().tenantId();
        var lane = lanes.get(tenant);
        lane.atWork--;
        size--;
        if (lane.size() == 0) {
            lanes.remove(tenant);
        }
        notifyAll();
    }

    /** Ends all waiting, and hands over what nobody began. */
    synchronized List<Held> close() {
        closed = true;
        var left = new ArrayList<Held>();
        lanes.values().forEach(lane -> {
            left.addAll(lane.waiting);
            lane.waiting.clear();
        });
        size -= left.size();
        notifyAll();
        return left;
    }
}
