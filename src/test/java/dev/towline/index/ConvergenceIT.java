package dev.towline.index;

import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.PullRequest.State;
import dev.towline.index.IndexStand.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Law 3: a queue gives deliveries in any order and more than once, and yet every node's index ends the same. */
@Timeout(900)
class ConvergenceIT {

    // Every order of two deliveries occurs (each shuffle is told backwards too), and with 15 shuffles nearly every order of three.
    // The joins themselves are tried with all orders of three in JoinLawsTest, a branch's movements in BranchStateTest.
    private static final int SHUFFLES = 15;
    private static final int OTHER_ROUNDS = 5;

    private static IndexStand stand;

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("convergence_it");
    }

    @Test
    void any_order_with_repetitions_ends_in_the_same_state() throws Exception {
        var inOrder = inOrder();
        var expected = stand.rows(inOrder, false);
        assertTheHistoryIsWorthTelling(inOrder, expected);
        for (var seed = 0; seed < SHUFFLES; seed++) {
            var random = new Random(seed);
            var deliveries = new ArrayList<>(History.ALL);
            History.ALL.stream().filter(_ -> random.nextInt(4) == 0).forEach(deliveries::add);
            Collections.shuffle(deliveries, random);
            for (var order : List.of(deliveries, deliveries.reversed())) {
                var site = Site.fresh();
                for (var delivery : order) {
                    stand.received(delivery.at(), site, delivery.told());
                }
                assertEquals(expected, stand.rows(site, false), "seed " + seed);
                assertRising(stand.log(site));
            }
        }
    }

    @Test
    void the_same_holds_when_deliveries_carry_several_activities() throws Exception {
        // What comes together was received together, so here the times of receipt are told.
        var history = History.ALL.stream().map(delivery -> new Receipt(delivery.at()).timed(delivery.told())).toList();
        var whole = Site.fresh();
        stand.apply(whole, history.toArray(Activity[]::new));
        var expected = stand.rows(whole, false);
        assertEquals(stand.rows(inOrder(), false), expected);
        for (var seed = 0; seed < OTHER_ROUNDS; seed++) {
            var random = new Random(seed);
            var site = Site.fresh();
            var rest = new ArrayList<>(history);
            Collections.shuffle(rest, random);
            while (!rest.isEmpty()) {
                var part = rest.subList(0, Math.min(rest.size(), 1 + random.nextInt(8)));
                stand.apply(site, part.toArray(Activity[]::new));
                part.clear();
            }
            assertEquals(expected, stand.rows(site, false), "seed " + seed);
        }
    }

    @Test
    void the_same_holds_when_several_workers_apply_at_once() throws Exception {
        var expected = stand.rows(inOrder(), false);
        for (var seed = 0; seed < OTHER_ROUNDS; seed++) {
            var site = Site.fresh();
            var deliveries = new ArrayList<>(History.ALL);
            Collections.shuffle(deliveries, new Random(seed));
            try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
                var applied = deliveries.stream().map(it -> workers.submit(() -> stand.received(it.at(), site, it.told()))).toList();
                for (var each : applied) {
                    each.get();
                }
            }
            assertEquals(expected, stand.rows(site, false), "seed " + seed);
            assertRising(stand.log(site));
        }
    }

    private static Site inOrder() throws Exception {
        var site = Site.fresh();
        for (var delivery : History.ALL) {
            stand.received(delivery.at(), site, delivery.told());
        }
        return site;
    }

    private static void assertTheHistoryIsWorthTelling(Site site, Map<String, List<String>> rows) throws Exception {
        assertEquals(11, rows.get("git_commit").size());
        assertEquals(List.of(5, 2), List.of(rows.get("gap").size(), rows.get("recount_part").size()));
        assertFalse(stand.commit(site, "7").live());
        assertTrue(stand.commit(site, "9").live());
        assertTrue(stand.branch(site, "ABC-1-feature").removed());
        assertEquals(Given.sha("1"), stand.branch(site, "ABC-4").head());
        assertEquals("", stand.branch(site, "ABC-5").head());
        var first = stand.pullRequest(site, "1");
        assertEquals(State.MERGED, first.state());
        assertEquals(Given.second(12), first.updatedAt());
        assertEquals(5, first.commentCount());
        assertEquals("bo", first.author().username());
        assertEquals(List.of(true, false), List.of(first.live(), stand.pullRequest(site, "8").live()));
        assertEquals(Given.sha("d"), stand.branch(site, "ABC-11").head());
        assertEquals(Given.second(31), stand.branch(site, "ABC-11").at());
        assertTrue(stand.branch(site, "other").removed());
        assertEquals(Given.sha("9"), stand.ofIssue(site, "ABC-9").tags().getFirst().head());
        assertEquals(List.of("v1-ABC-9"), stand.ofIssue(site, "ABC-9").tags().stream().map(Development.TagView::name).toList());
        assertEquals(Build.State.IN_PROGRESS, stand.build(site, "ci#1").state());
        assertEquals(Given.keys("ABC-1", "ABC-12", "ABC-13"), stand.build(site, "ci#1").issueKeys());
        assertEquals(Build.State.FAILED, stand.build(site, "ci#2").state());
        assertEquals(Given.keys("ABC-9"), stand.build(site, "ci#2").issueKeys());
        assertEquals(Deployment.State.ROLLED_BACK, stand.deployment(site, "production#31").state());
        assertEquals(Given.keys("ABC-9", "ABC-14"), stand.deployment(site, "production#31").issueKeys());
        assertEquals(Given.keys("ABC-1", "ABC-2"), stand.deployment(site, "staging#32").issueKeys());
        assertEquals("team/app-three", stand.pullRequest(site, "1").place().repositoryName());
        assertEquals(List.of(), stand.ofIssue(site, "ABC-7").pullRequests());
    }

    private static void assertRising(List<Change> log) {
        for (var i = 1; i < log.size(); i++) {
            assertTrue(log.get(i).position() > log.get(i - 1).position());
        }
    }
}
