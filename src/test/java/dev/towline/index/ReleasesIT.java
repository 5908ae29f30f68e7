package dev.towline.index;

import static dev.towline.activity.Deployment.State.FAILED;
import static dev.towline.activity.Deployment.State.IN_PROGRESS;
import static dev.towline.activity.Deployment.State.ROLLED_BACK;
import static dev.towline.activity.Deployment.State.SUCCESSFUL;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.deployed;
import static dev.towline.index.Given.forced;
import static dev.towline.index.Given.keys;
import static dev.towline.index.Given.push;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.index.IndexStand.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deployment is of all issues whose commits came to the environment with it. */
@Timeout(300)
class ReleasesIT {

    private static final int SHUFFLES = 12;

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("releases_it");
    }

    @Test
    void a_deployment_brings_the_commits_since_the_last_successful_one_there() throws Exception {
        history(site);
        stand.apply(site, live(10, 1, SUCCESSFUL, "b"), live(20, 2, FAILED, "c"), deployed(25, "qa", "9", SUCCESSFUL, "d", "main"), live(30, 3, SUCCESSFUL, "e"));
        assertEquals(keys("ABC-2"), brought(1), "of a first one nothing is known but its own commit");
        assertEquals(keys("ABC-3"), brought(2));
        assertEquals(keys("ABC-3", "ABC-4", "ABC-5", "ABC-50"), brought(3));
        stand.apply(site, live(40, 4, SUCCESSFUL, "e"));
        assertEquals(keys("ABC-5"), brought(4), "the same once more");
    }

    @Test
    void a_return_to_an_older_commit_brings_nothing_but_that() throws Exception {
        history(site);
        stand.apply(site, live(10, 1, SUCCESSFUL, "e"));
        stand.apply(site, live(20, 2, SUCCESSFUL, "c"));
        assertEquals(keys("ABC-3"), brought(2));
        stand.apply(site, live(30, 3, SUCCESSFUL, "d"));
        assertEquals(keys("ABC-4"), brought(3));
        stand.apply(site, live(40, 4, ROLLED_BACK, "e"), live(50, 5, IN_PROGRESS, "e"));
        assertEquals(keys("ABC-5", "ABC-50"), brought(5), "what was rolled back did not stay");
    }

    @Test
    void nothing_is_guessed_over_a_hole_and_a_late_push_fills_it() throws Exception {
        stand.apply(site, pushes().get(0), pushes().get(1), pushes().get(3));
        stand.apply(site, live(10, 1, SUCCESSFUL, "b"), live(20, 2, SUCCESSFUL, "e"));
        assertEquals(keys("ABC-5"), brought(2));
        assertEquals(List.of("COMMIT:d:[ABC-4]", "DEPLOYMENT:live#2:[ABC-3, ABC-4, ABC-5, ABC-50]"), stand.changesOf(site, pushes().get(2)));
    }

    @Test
    void a_deployment_told_late_takes_what_it_brought_from_the_next_one() throws Exception {
        history(site);
        stand.apply(site, live(10, 1, SUCCESSFUL, "a"), live(30, 3, SUCCESSFUL, "e"), live(40, 4, FAILED, "e"));
        assertEquals(keys("ABC-2", "ABC-3", "ABC-4", "ABC-5", "ABC-50"), brought(3));
        stand.apply(site, live(20, 2, IN_PROGRESS, "d"));
        assertEquals(keys("ABC-2", "ABC-3", "ABC-4", "ABC-5", "ABC-50"), brought(3));
        stand.apply(site, live(21, 2, SUCCESSFUL, "d"));
        assertEquals(keys("ABC-2", "ABC-3", "ABC-4"), brought(2));
        assertEquals(keys("ABC-5", "ABC-50"), brought(3));
    }

    @Test
    void a_forced_push_brings_what_it_put_in_place_and_is_not_walked_over() throws Exception {
        stand.apply(site, pushes().get(0), pushes().get(1), forced(push(5, "main", "c", "d", commit("d", "ABC-4"), commit("9", "ABC-9"))), push(6, "main", "d", "e", commit("e", "ABC-5")));
        stand.apply(site, live(10, 1, SUCCESSFUL, "c"), live(20, 2, SUCCESSFUL, "e"));
        assertEquals(keys("ABC-4", "ABC-9", "ABC-5"), brought(2));
        stand.apply(site, deployed(10, "qa", "1", SUCCESSFUL, "b", "main"), deployed(20, "qa", "2", SUCCESSFUL, "e", "main"));
        assertEquals(keys("ABC-5"), stand.deployment(site, "qa#2").issueKeys());
    }

    @Test
    void what_a_push_left_out_comes_with_the_repair() throws Exception {
        stand.apply(site, pushes().get(0), Given.ofTotal(3, push(2, "main", "b", "e", commit("e", "ABC-5"))));
        stand.apply(site, live(10, 1, SUCCESSFUL, "b"), live(20, 2, SUCCESSFUL, "e"));
        assertEquals(keys("ABC-5"), brought(2));
        stand.apply(site, Given.recount("b", "e", 1, 1, commit("c", "ABC-3"), commit("d", "ABC-4"), commit("e", "ABC-5")));
        assertEquals(keys("ABC-3", "ABC-4", "ABC-5"), brought(2));
    }

    @Test
    void commits_of_a_branch_come_by_its_merge() throws Exception {
        stand.apply(site, pushes().get(0), push(2, "work", "b", "c", commit("c", "ABC-3")), push(3, "work", "c", "d", commit("d", "ABC-4")),
                push(4, "main", "b", "e", commit("c", "ABC-3"), commit("d", "ABC-4"), commit("e", "ABC-5 merges")));
        stand.apply(site, live(10, 1, SUCCESSFUL, "b"), live(20, 2, SUCCESSFUL, "e"));
        assertEquals(keys("ABC-3", "ABC-4", "ABC-5"), brought(2));
    }

    @Test
    void a_long_history_is_walked_to_its_limit_and_no_farther() throws Exception {
        var all = IntStream.rangeClosed(1, Releases.PUSHES + 1).mapToObj(n -> push(n, "main", place(n - 1), place(n), commit(place(n), "ABC-" + n))).toArray(Activity[]::new);
        stand.apply(site, all);
        stand.apply(site, live(1, 1, SUCCESSFUL, place(1)), live(2, 2, SUCCESSFUL, place(Releases.PUSHES + 1)));
        assertEquals(Releases.PUSHES, brought(2).size());
        stand.apply(site, deployed(1, "qa", "1", SUCCESSFUL, place(0), "main"), deployed(2, "qa", "2", SUCCESSFUL, place(Releases.PUSHES + 1), "main"));
        assertEquals(1, stand.deployment(site, "qa#2").issueKeys().size());
    }

    @Test
    void every_order_of_arrival_gives_the_same() throws Exception {
        var all = new ArrayList<>(pushes());
        all.addAll(List.of(live(10, 1, IN_PROGRESS, "b"), live(11, 1, SUCCESSFUL, "b"), live(20, 2, FAILED, "c"), live(30, 3, IN_PROGRESS, "d"), live(32, 3, SUCCESSFUL, "d"),
                live(31, 4, IN_PROGRESS, "e"), live(40, 4, SUCCESSFUL, "e"), live(50, 5, SUCCESSFUL, "c"), deployed(12, "qa", "1", SUCCESSFUL, "c", "main"), deployed(13, "qa", "2", SUCCESSFUL, "e", "main"),
                Given.recount("d", "e", 1, 1, commit("8", "ABC-80"), commit("e", "ABC-5"))));
        stand.apply(site, all.toArray(Activity[]::new));
        var rows = stand.rows(site, false);
        assertEquals(keys("ABC-5", "ABC-50", "ABC-80"), brought(4));
        for (var seed = 0; seed < SHUFFLES; seed++) {
            Collections.shuffle(all, new Random(seed));
            var other = Site.fresh();
            for (var activity : all) {
                stand.apply(other, activity);
            }
            assertEquals(rows, stand.rows(other, false), "shuffled by " + seed);
        }
    }

    private static List<Activity> pushes() {
        return List.of(
                push(1, "main", "a", "b", commit("b", "ABC-2")), push(2, "main", "b", "c", commit("c", "ABC-3")),
                push(3, "main", "c", "d", commit("d", "ABC-4")), push(4, "main", "d", "e", commits("ABC-50", "ABC-5")));
    }

    private static Commit[] commits(String... messages) {
        return Stream.of(commit("7", messages[0]), commit("e", messages[1])).toArray(Commit[]::new);
    }

    private static void history(Site site) throws Exception {
        stand.apply(site, pushes().toArray(Activity[]::new));
    }

    private static String place(int n) {
        return "%040x".formatted(n + 0xabcdef);
    }

    private static Activity live(int second, int id, Deployment.State state, String sha) {
        return deployed(second, "live", String.valueOf(id), state, sha, "main");
    }

    private Set<dev.towline.activity.IssueKey> brought(int id) throws Exception {
        var deployment = stand.deployment(site, "live#" + id);
        return deployment == null ? Set.of() : deployment.issueKeys();
    }
}
