package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.index.JiraEvent;
import dev.towline.index.JiraEvent.Thing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final int RUNS = 60;
    private static final List<String> PEOPLE = List.of("me", "ann", "bob", "");

    private final Backlog backlog = new Backlog("me");

    @Test
    void the_newest_of_those_that_say_the_same_is_told_in_its_own_place() {
        backlog.add(event(1, 7, "ann"));
        backlog.add(event(2, 8, "ann"));
        backlog.add(event(3, 7, "ann"));
        assertEquals(List.of(2L, 3L), told());
    }

    @Test
    void what_another_person_did_to_the_same_issue_is_another_event() {
        backlog.add(event(1, 7, "ann"));
        backlog.add(event(2, 7, "bob"));
        assertEquals(List.of(1L, 2L), told());
    }

    @Test
    void what_the_reader_s_own_account_did_is_told_each_time() {
        backlog.add(event(1, 7, "me"));
        backlog.add(event(2, 7, "me"));
        assertEquals(List.of(1L, 2L), told());
    }

    @Test
    void it_is_full_of_different_events_and_not_of_many() {
        for (var position = 1; position <= Backlog.MOST; position++) {
            backlog.add(event(position, position, "ann"));
            backlog.add(event(position, 1, "ann"));
        }
        assertTrue(!backlog.isFull());
        backlog.add(event(Backlog.MOST + 1, Backlog.MOST + 1, "ann"));
        assertTrue(backlog.isFull());
    }

    /** Whoever stops at any point has a position after which the log still holds the last of everything that was not told. */
    @Test
    void wherever_a_reader_breaks_off_what_it_was_not_told_of_lies_after_its_position() {
        for (var seed = 0; seed < RUNS; seed++) {
            var random = new Random(seed);
            var waiting = new Backlog("me");
            var newest = new HashMap<ClientEvent, Long>();
            var told = new HashMap<ClientEvent, Long>();
            long position = 0;
            long reached = 0;
            for (var step = 0; step < 200; step++) {
                if (random.nextInt(3) > 0) {
                    var event = event(++position, random.nextInt(6), PEOPLE.get(random.nextInt(PEOPLE.size())));
                    waiting.add(event);
                    newest.put(event.anywhere(), position);
                } else if (!waiting.isEmpty()) {
                    var event = waiting.next();
                    assertTrue(event.position() > reached, "in order, seed " + seed);
                    reached = event.position();
                    told.put(event.anywhere(), reached);
                }
                for (var each : newest.entrySet()) {
                    assertTrue(each.getValue() > reached || each.getValue().equals(told.get(each.getKey())), "seed " + seed + ": " + each);
                }
            }
        }
    }

    private List<Long> told() {
        var positions = new ArrayList<Long>();
        while (!backlog.isEmpty()) {
            positions.add(backlog.next().position());
        }
        return positions;
    }

    private static ClientEvent event(long position, long issue, String account) {
        var jira = new JiraEvent("avi:jira:updated:issue", Map.of(Thing.ISSUE, issue), account, true);
        return new ClientEvent(position, jira.type(), List.of(new Channel.OfIssue("site", issue)), List.of(), new UUID(0, 0), jira);
    }
}
