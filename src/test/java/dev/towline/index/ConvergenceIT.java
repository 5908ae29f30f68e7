package dev.towline.index;

import static dev.towline.index.Given.ANA;
import static dev.towline.index.Given.BO;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.creation;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.removal;
import static dev.towline.index.Given.removed;
import static dev.towline.index.Given.renamed;
import static dev.towline.index.Given.review;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.PullRequest.State;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Review.Decision;
import dev.towline.index.IndexStand.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Law 3: a queue gives deliveries in any order and more than once, and yet every node's index ends the same. */
@Timeout(900)
class ConvergenceIT {

    private static final int ROUNDS = 200;
    private static final String ABSENT = RefUpdate.ABSENT;

    /** One repository's life. Several things happen in one second, because git servers tell time by the second. */
    private static final List<Activity> HISTORY = List.of(
            push(1, "main", ABSENT, "a", commit("a", "start")),
            creation(2, "ABC-1-feature"),
            push(2, "ABC-1-feature", ABSENT, "b", commit("b", "ABC-1 first")),
            push(3, "ABC-1-feature", "b", "c", commit("c", "ABC-1 second, ABC-2")),
            push(3, "ABC-1-feature", "c", "d", commit("d", "third")),
            push(4, "ABC-1-feature", "d", "b"),
            push(4, "ABC-1-feature", "b", "e", commit("e", "ABC-1 rewritten")),
            push(5, "other", "a", "c", bare("c", "ABC-1 second, ABC-2")),
            push(5, "other", "c", "a"),
            pullRequest(6, "1", "ABC-1 draft", State.DRAFT, "ABC-1-feature", Set.of("ABC-7")),
            pullRequest(7, "1", "ABC-1 ready", State.OPEN, "ABC-1-feature", Set.of("ABC-7"), BO),
            review(8, "1", BO, Decision.NEEDS_WORK),
            review(9, "1", BO, Decision.APPROVED),
            review(9, "1", BO, Decision.WITHDRAWN),
            review(10, "1", ANA, Decision.APPROVED),
            pullRequest(10, "1", "ABC-1 ready", State.OPEN, "ABC-1-feature", Set.of("ABC-8"), BO),
            pullRequest(11, "1", "ABC-3 renamed", State.OPEN, "ABC-1-feature", Set.of()),
            pullRequest(12, "1", "ABC-3 renamed", State.OPEN, "ABC-1-feature", Set.of()),
            pullRequest(12, "1", "ABC-3 renamed", State.MERGED, "ABC-1-feature", Set.of()),
            push(12, "main", "a", "f", commit("f", "Merge ABC-1-feature")),
            removal(12, "ABC-1-feature", "e"),
            removal(12, "ABC-1-feature", ""),
            Given.tag(13, "v1-ABC-9", "f"),
            renamed(14, "team/app-two"),
            push(15, "ABC-4", ABSENT, "f"),
            removal(15, "ABC-4", "f"),
            push(15, "ABC-4", ABSENT, "1", commit("1", "ABC-4 again")),
            push(16, "ABC-5", ABSENT, "2", commit("2", "ABC-5")),
            push(17, "ABC-5", "2", "3", commit("3", "five")),
            push(17, "ABC-5", "3", "2"),
            push(18, "ABC-6", "x", "y"),
            push(18, "ABC-6", "w", "z"),
            creation(19, "ABC-6"),
            removal(20, "ABC-5", "2"),
            creation(21, "ABC-5"),
            removed(21),
            pullRequest(21, "2", "ABC-5", State.OPEN),
            pullRequest(22, "2", "ABC-5 and more", State.DECLINED),
            pullRequest(22, "2", "ABC-5 and less", State.DECLINED),
            review(23, "3", BO, Decision.APPROVED),
            push(24, "main", "f", "9", bare("9", "late ABC-9")),
            push(24, "side-ABC-9", "f", "9", commit("9", "late ABC-9")),
            renamed(24, "team/app-three"));

    private static IndexStand stand;

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("convergence_it");
    }

    @Test
    void any_order_with_repetitions_ends_in_the_same_state() throws Exception {
        var inOrder = Site.fresh();
        for (var activity : HISTORY) {
            stand.apply(inOrder, activity);
        }
        var expected = stand.rows(inOrder, false);
        assertTheHistoryIsWorthTelling(inOrder, expected);
        for (var seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var deliveries = new ArrayList<>(HISTORY);
            HISTORY.stream().filter(_ -> random.nextInt(4) == 0).forEach(deliveries::add);
            Collections.shuffle(deliveries, random);
            var site = Site.fresh();
            for (var delivery : deliveries) {
                stand.apply(site, delivery);
            }
            assertEquals(expected, stand.rows(site, false), "seed " + seed);
            assertRising(stand.log(site));
        }
    }

    @Test
    void the_same_holds_when_deliveries_carry_several_activities() throws Exception {
        var whole = Site.fresh();
        stand.apply(whole, HISTORY.toArray(Activity[]::new));
        var expected = stand.rows(whole, false);
        for (var seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var site = Site.fresh();
            var rest = new ArrayList<>(HISTORY);
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
        var inOrder = Site.fresh();
        for (var activity : HISTORY) {
            stand.apply(inOrder, activity);
        }
        var expected = stand.rows(inOrder, false);
        for (var seed = 0; seed < 20; seed++) {
            var site = Site.fresh();
            var deliveries = new ArrayList<>(HISTORY);
            Collections.shuffle(deliveries, new Random(seed));
            try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
                var applied = deliveries.stream().map(delivery -> workers.submit(() -> stand.apply(site, delivery))).toList();
                for (var each : applied) {
                    each.get();
                }
            }
            assertEquals(expected, stand.rows(site, false), "seed " + seed);
            assertRising(stand.log(site));
        }
    }

    private static void assertTheHistoryIsWorthTelling(Site site, Map<String, List<String>> rows) throws Exception {
        assertEquals(10, rows.get("git_commit").size());
        assertTrue(stand.branch(site, "ABC-1-feature").removed());
        assertEquals(Given.sha("1"), stand.branch(site, "ABC-4").head());
        assertEquals("", stand.branch(site, "ABC-5").head());
        assertEquals(State.MERGED, stand.pullRequest(site, "1").state());
        assertEquals("team/app-three", stand.pullRequest(site, "1").place().repositoryName());
        assertEquals(List.of(), stand.ofIssue(site, "ABC-7").pullRequests());
    }

    private static void assertRising(List<Change> log) {
        for (var i = 1; i < log.size(); i++) {
            assertTrue(log.get(i).position() > log.get(i - 1).position());
        }
    }

    private static Commit bare(String letter, String message) {
        var full = commit(letter, message);
        return new Commit(full.sha(), message, full.author(), full.authoredAt(), "", List.of(), OptionalInt.empty(), Optional.empty());
    }
}
