package dev.towline.realtime;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a reader that is behind has still to be told, in the order of the log. Of events that differ in nothing but their position the newest
 * takes the place of the others: whoever is told of it reads what is so now, and so learns what the others meant. So no position that was told
 * is ever ahead of one that waits here, and a reader that leaves in between resumes without a hole.
 *
 * <p>What the reader's own account did is never merged: a page counts those events, to tell its own changes from those in the person's other window.
 */
final class Backlog {

    /** Different events that may wait: some 200 kB once they are written, as much as a stream may have on its wire. Whoever is further behind is better off with the log. */
    static final int MOST = 1_000;

    private final String accountId;
    private final Map<ClientEvent, ClientEvent> waiting = new LinkedHashMap<>();

    Backlog(String accountId) {
        this.accountId = accountId;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isFull() {
        return waiting.size() > MOST;
    }

    /** Events come in the order of the log. */
    void add(ClientEvent event) {
        var said = isOwn(event) ? event : event.anywhere();
        // Removed first, so that it goes to the end, where its position belongs.
        waiting.remove(said);
        waiting.put(said, event);
    }

    /** The eldest, which waits no more. There must be one. */
    ClientEvent next() {
        var eldest = waiting.values().iterator();
        var event = eldest.next();
        eldest.remove();
        return event;
    }

    void clear() {
        waiting.clear();
    }

    private boolean isOwn(ClientEvent event) {
        return event.jira() != null && !accountId.isEmpty() && event.jira().atlassianId().equals(accountId);
    }
}
