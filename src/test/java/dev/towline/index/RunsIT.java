package dev.towline.index;

import static dev.towline.index.Given.built;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.deployed;
import static dev.towline.index.Given.keys;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.second;
import static dev.towline.index.Given.sha;
import static dev.towline.index.Given.untimed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.index.IndexStand.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of builds, deployments and tags. */
@Timeout(180)
class RunsIT {

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("runs_it");
    }

    // Where issue keys come from

    @Test
    void a_build_has_the_keys_of_its_texts_its_branch_and_its_commit() throws Exception {
        stand.apply(site, push(1, "main", "a", "b", commit("b", "ABC-3")));
        assertEquals(List.of("BUILD:ci#1:[ABC-1, ABC-2, ABC-3]"), stand.changesOf(site, built(2, 1, Build.State.PENDING, "b", "ABC-2-work", "ABC-1")));
        assertEquals(1, stand.ofIssue(site, "ABC-3").builds().size());
    }

    @Test
    void a_deployment_has_the_keys_of_its_texts_its_tag_and_its_commit() throws Exception {
        stand.apply(site, push(1, "main", "a", "b", commit("b", "ABC-3")));
        assertEquals(List.of("DEPLOYMENT:live#7:[ABC-1, ABC-2, ABC-3]"),
                stand.changesOf(site, deployed(2, "live", "7", Deployment.State.PENDING, "b", "refs/tags/v1-ABC-2", "ABC-1")));
        assertEquals(List.of("DEPLOYMENT:live#8:[ABC-4]"), stand.changesOf(site, deployed(2, "live", "8", Deployment.State.PENDING, "", "ABC-4-hotfix")));
    }

    @Test
    void a_commit_that_arrives_after_its_build_and_its_deployment_links_them() throws Exception {
        assertEquals(List.of(), stand.changesOf(site, built(1, 1, Build.State.SUCCESSFUL, "b", "main"), deployed(1, "live", "7", Deployment.State.SUCCESSFUL, "b", "main")));
        assertEquals(List.of("COMMIT:b:[ABC-1]", "BUILD:ci#1:[ABC-1]", "DEPLOYMENT:live#7:[ABC-1]"), stand.changesOf(site, push(2, "main", "a", "b", commit("b", "ABC-1"))));
        assertEquals(stand.log(site).getLast().position(), stand.deployment(site, "live#7").position());
        assertEquals(List.of(), stand.changesOf(site, push(2, "main", "a", "b", commit("b", "ABC-1"))));
        assertEquals(List.of(), stand.changesOf(site, push(3, "other", "a", "b", commit("b", "ABC-1"))));
    }

    @Test
    void a_commit_of_another_repository_says_nothing_of_a_build() throws Exception {
        stand.apply(site, built(1, 1, Build.State.SUCCESSFUL, "b", "main"));
        var elsewhere = new Activity.Pushed(new dev.towline.activity.Repository("8", "team/lib", "", second(1)),
                ((Activity.Pushed) push(1, "main", "a", "b")).update(), List.of(commit("b", "ABC-1")));
        assertEquals(List.of("COMMIT:b:[ABC-1]"), stand.changesOf(site, elsewhere));
    }

    @Test
    void a_telling_that_leaves_out_commit_ref_and_texts_takes_back_nothing() throws Exception {
        stand.apply(site, built(1, 1, Build.State.PENDING, "b", "ABC-2", "ABC-1"));
        assertEquals(List.of("BUILD:ci#1:[ABC-1, ABC-2]"), stand.changesOf(site, built(2, 1, Build.State.FAILED, "", "")));
        assertEquals(sha("b"), stand.build(site, "ci#1").sha());
        assertEquals("refs/heads/ABC-2", stand.build(site, "ci#1").ref());
        assertEquals(keys("ABC-1", "ABC-2"), stand.build(site, "ci#1").issueKeys());
    }

    @Test
    void a_run_is_linked_to_at_most_500_issues_and_the_same_in_any_order() throws Exception {
        var some = IntStream.rangeClosed(100, 500).mapToObj(n -> "ABC-" + n).toArray(String[]::new);
        var others = IntStream.rangeClosed(400, 900).mapToObj(n -> "ABC-" + n).toArray(String[]::new);
        var reversed = Site.fresh();
        var tellings = List.of(built(1, 1, Build.State.PENDING, "b", "XYZ-1", some), built(2, 1, Build.State.FAILED, "b", "XYZ-1", others));
        for (var telling : tellings) {
            stand.apply(site, telling);
        }
        for (var telling : tellings.reversed()) {
            stand.apply(reversed, telling);
        }
        assertEquals(500, stand.build(site, "ci#1").issueKeys().size());
        assertEquals(stand.rows(site, false), stand.rows(reversed, false));
    }

    // States

    @Test
    void the_newest_state_wins_and_of_one_second_the_most_final() throws Exception {
        stand.apply(site, built(5, 1, Build.State.IN_PROGRESS, "b", "ABC-1"));
        assertEquals(List.of(), stand.changesOf(site, built(4, 1, Build.State.PENDING, "b", "ABC-1")));
        assertEquals(List.of("BUILD:ci#1:[ABC-1]"), stand.changesOf(site, built(5, 1, Build.State.SUCCESSFUL, "b", "ABC-1")));
        assertEquals(List.of(), stand.changesOf(site, built(5, 1, Build.State.FAILED, "b", "ABC-1")));
        assertEquals(Build.State.SUCCESSFUL, stand.build(site, "ci#1").state());
        // Somebody runs it once more.
        assertEquals(List.of("BUILD:ci#1:[ABC-1]"), stand.changesOf(site, built(6, 1, Build.State.IN_PROGRESS, "b", "ABC-1")));
        stand.apply(site, deployed(5, "live", "7", Deployment.State.ROLLED_BACK, "b", "ABC-1"), deployed(5, "live", "7", Deployment.State.SUCCESSFUL, "b", "ABC-1"));
        assertEquals(Deployment.State.ROLLED_BACK, stand.deployment(site, "live#7").state());
    }

    @Test
    void runs_without_a_time_follow_the_order_in_which_they_were_received() throws Exception {
        stand.received(second(2), site, untimed(built(0, 1, Build.State.IN_PROGRESS, "b", "ABC-1")), untimed(deployed(0, "live", "7", Deployment.State.IN_PROGRESS, "b", "ABC-1")));
        stand.received(second(1), site, untimed(built(0, 1, Build.State.FAILED, "b", "ABC-1")), untimed(deployed(0, "live", "7", Deployment.State.FAILED, "b", "ABC-1")));
        assertEquals(Build.State.IN_PROGRESS, stand.build(site, "ci#1").state());
        assertEquals(second(2), stand.deployment(site, "live#7").updatedAt());
    }

    @Test
    void runs_are_read_as_they_were_told_newest_first() throws Exception {
        stand.apply(site, built(1, 1, Build.State.FAILED, "b", "ABC-1"), built(2, 2, Build.State.SUCCESSFUL, "c", "ABC-1"),
                deployed(1, "staging", "7", Deployment.State.SUCCESSFUL, "b", "ABC-1"), deployed(2, "production", "7", Deployment.State.PENDING, "c", "refs/heads/ABC-1"));
        var read = stand.ofIssue(site, "ABC-1");
        var place = new Development.Place(site.integration(), "7", "team/app", "https://git.example/team/app");
        assertEquals(List.of("ci#2", "ci#1"), read.builds().stream().map(Development.BuildView::id).toList());
        assertEquals(new Development.BuildView(place, "ci#2", "ci", 2, "Build of ABC-1", Build.State.SUCCESSFUL, second(2), "https://git.example/ci/2",
                sha("c"), "refs/heads/ABC-1", keys("ABC-1"), read.builds().getFirst().position()), read.builds().getFirst());
        assertEquals(List.of("production#7", "staging#7"), read.deployments().stream().map(Development.DeploymentView::id).toList());
        assertEquals(new Development.DeploymentView(place, "production#7", "production", "7", "Deployment 7", Deployment.State.PENDING, second(2),
                "https://git.example/deployments/7", sha("c"), "refs/heads/ABC-1", keys("ABC-1"), read.deployments().getFirst().position()), read.deployments().getFirst());
    }

    @Test
    void names_of_any_length_and_with_any_character_are_kept_apart_and_stored() throws Exception {
        var environment = "日".repeat(400);
        stand.apply(site, deployed(1, environment, "1#2", Deployment.State.PENDING, "", "ABC-1"), deployed(1, "live#1", "2", Deployment.State.FAILED, "", "ABC-1"));
        assertEquals(Set.of("日".repeat(255) + "#1_2", "live#1#2"),
                Set.copyOf(stand.ofIssue(site, "ABC-1").deployments().stream().map(Development.DeploymentView::id).toList()));
    }

    // Tags

    @Test
    void a_tag_follows_its_movements_in_any_order_and_leaves_the_issue_when_it_is_gone() throws Exception {
        assertEquals(List.of("TAG:v1-ABC-1:[ABC-1]"), stand.changesOf(site, Given.tag(1, "v1-ABC-1", "b")));
        assertEquals(List.of("TAG:v1-ABC-1:[ABC-1]"), stand.changesOf(site, Given.tagRemoval(3, "v1-ABC-1", "c")));
        assertEquals(List.of(), stand.changesOf(site, Given.tag(2, "v1-ABC-1", "c")));
        assertEquals(List.of(), stand.ofIssue(site, "ABC-1").tags());
        stand.apply(site, Given.tag(4, "v1-ABC-1", "d"));
        assertEquals(sha("d"), stand.ofIssue(site, "ABC-1").tags().getFirst().head());
        assertEquals(List.of(), stand.rows(site, false).get("branch"));
    }

    @Test
    void a_branch_and_a_tag_of_one_name_are_two() throws Exception {
        stand.apply(site, Given.tag(1, "ABC-1", "b"), push(1, "ABC-1", "a", "c"));
        stand.apply(site, Given.tagRemoval(2, "ABC-1", "b"));
        assertEquals(sha("c"), stand.ofIssue(site, "ABC-1").branches().getFirst().head());
        assertEquals(List.of(), stand.ofIssue(site, "ABC-1").tags());
    }

    @Test
    void a_commit_that_arrives_after_its_tag_completes_it() throws Exception {
        stand.apply(site, Given.tag(1, "v1-ABC-1", "b"));
        assertEquals(Optional.empty(), stand.ofIssue(site, "ABC-1").tags().getFirst().commit());
        assertEquals(List.of("TAG:v1-ABC-1:[ABC-1]"), stand.changesOf(site, push(2, "main", "a", "b", commit("b", "no key"))));
        assertEquals("no key", stand.ofIssue(site, "ABC-1").tags().getFirst().commit().orElseThrow().message());
    }

    // Repositories and integrations

    @Test
    void a_removed_repository_hides_them_and_brings_them_back_with_it() throws Exception {
        stand.apply(site, built(1, 1, Build.State.FAILED, "b", "ABC-1"), deployed(1, "live", "7", Deployment.State.FAILED, "b", "ABC-1"), Given.tag(1, "v1-ABC-1", "b"));
        stand.apply(site, Given.removed(2));
        assertNull(stand.build(site, "ci#1"));
        assertNull(stand.deployment(site, "live#7"));
        assertEquals(List.of(), stand.ofIssue(site, "ABC-1").tags());
        assertEquals(List.of("REPOSITORY::[ABC-1]", "TAG:v1-ABC-1:[ABC-1]", "BUILD:ci#1:[ABC-1]", "DEPLOYMENT:live#7:[ABC-1]"),
                stand.changesOf(site, push(3, "main", "a", "d")));
    }

    @Test
    void told_twice_equals_once_and_forgotten_is_forgotten() throws Exception {
        Activity[] delivery = {built(1, 1, Build.State.FAILED, "b", "ABC-1", "ABC-2"), deployed(1, "live", "7", Deployment.State.FAILED, "b", "ABC-1"), Given.tag(1, "v1-ABC-3", "b")};
        var applied = stand.apply(site, delivery);
        assertEquals(3, applied.entities());
        assertEquals(keys("ABC-1", "ABC-2", "ABC-3"), applied.issueKeys());
        var rows = stand.rows(site, true);
        assertTrue(applied.changed());
        assertFalse(stand.apply(site, delivery).changed());
        assertEquals(rows, stand.rows(site, true));
        stand.forget(site);
        stand.rows(site, true).forEach((table, left) -> assertEquals(List.of(), left, table));
    }

    @Test
    void many_builds_take_as_many_statements_as_few() throws Exception {
        stand.apply(site, built(1, 1, Build.State.FAILED, "b", "ABC-1"));
        var statements = new CountedStatements(stand.database);
        var few = statements.during(connection -> Index.apply(connection, site.tenant(), site.integration(), IndexStand.RULES, builds(2, 4), IndexStand.NOW, IndexStand.NOW));
        var many = statements.during(connection -> Index.apply(connection, site.tenant(), site.integration(), IndexStand.RULES, builds(5, 1000), IndexStand.NOW, IndexStand.NOW));
        assertEquals(few, many);
        assertTrue(many <= 20, many + " statements");
    }

    private static List<Activity> builds(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> built(1, n, Build.State.FAILED, "b", "ABC-1")).toList();
    }
}
