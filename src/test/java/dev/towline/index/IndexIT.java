package dev.towline.index;

import static dev.towline.index.Given.ANA;
import static dev.towline.index.Given.BO;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.creation;
import static dev.towline.index.Given.decided;
import static dev.towline.index.Given.keys;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.removal;
import static dev.towline.index.Given.repaired;
import static dev.towline.index.Given.review;
import static dev.towline.index.Given.second;
import static dev.towline.index.Given.sha;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest.State;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review.Decision;
import dev.towline.index.IndexStand.Site;
import dev.towline.integration.LinkRules;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of commits, branches, pull requests, reviews and repositories. */
@Timeout(180)
class IndexIT {

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("index_it");
    }

    // Commits

    @Test
    void a_fuller_reading_fills_in_what_was_not_known_of_a_commit_in_either_order() throws Exception {
        var bare = new Commit(sha("b"), "ABC-1", ANA, OffsetDateTime.parse("2026-03-01T09:00:00+02:00"), "", List.of(), OptionalInt.empty(), Optional.empty());
        var files = IntStream.range(0, 30).mapToObj(n -> new FileChange("f" + n, FileChange.Kind.ADDED)).toList();
        var full = new Commit(sha("b"), "ABC-1", ANA, bare.authoredAt(), "https://git.example/b", files, OptionalInt.of(30), Optional.of(true));
        var reversed = Site.fresh();
        assertEquals(List.of("COMMIT:b:[ABC-1]"), stand.changesOf(site, push(1, "main", "a", "b", bare)));
        assertEquals(List.of("COMMIT:b:[ABC-1]"), stand.changesOf(site, push(2, "other", "a", "b", full)));
        assertEquals(List.of(), stand.changesOf(site, push(3, "third", "a", "b", bare)));
        stand.apply(reversed, push(2, "other", "a", "b", full));
        stand.apply(reversed, push(3, "third", "a", "b", bare));
        stand.apply(reversed, push(1, "main", "a", "b", bare));
        assertEquals(stand.rows(site, false), stand.rows(reversed, false));
        var view = stand.commit(site, "b");
        assertEquals(OptionalInt.of(30), view.fileCount());
        assertEquals(files.subList(0, 10), view.files());
        assertEquals(Optional.of(true), view.merge());
        assertEquals("https://git.example/b", view.url());
        assertEquals(bare.authoredAt().toInstant(), view.authoredAt());
    }

    @Test
    void what_postgresql_cannot_store_as_it_is_neither_fails_nor_seems_new_each_time() throws Exception {
        var odd = new Commit(sha("b"), "ABC-1 nul \0 half \ud83d pair \ud83d\ude00", new dev.towline.activity.Person("A\0", "", "", "", ""),
                OffsetDateTime.MAX, "", List.of(new FileChange("\0\udc00", FileChange.Kind.ADDED)), OptionalInt.empty(), Optional.empty());
        var update = new RefUpdate(dev.towline.activity.Ref.of("refs/heads/ABC-1"), "", sha("b"), second(1).plusNanos(1_234_567), false, "", OptionalInt.empty(), false);
        var precise = new Commit(sha("c"), "", ANA, OffsetDateTime.parse("2026-03-01T09:00:00.123456499Z"), "", List.of(), OptionalInt.empty(), Optional.empty());
        var push = new Activity.Pushed(Given.repository(1), update, List.of(odd, precise));
        assertTrue(stand.apply(site, push).changed());
        assertFalse(stand.apply(site, push).changed());
        assertEquals("ABC-1 nul  half \ufffd pair \ud83d\ude00", stand.commit(site, "b").message());
    }

    @Test
    void a_ref_whose_name_no_index_can_hold_is_left_out_and_its_commits_are_kept() throws Exception {
        assertEquals(List.of("COMMIT:b:[ABC-1]"), stand.changesOf(site, push(1, "ABC-1/" + "é".repeat(600), "a", "b", commit("b", "ABC-1"))));
        var random = new java.util.Random(3).ints(950, 33, 127).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        assertEquals(1, stand.changesOf(site, push(1, "ABC-1/" + random, "a", "b")).size());
    }

    // Branches

    @Test
    void a_branch_follows_its_pushes_whatever_their_order() throws Exception {
        stand.apply(site, push(3, "ABC-1", "b", "c"));
        assertEquals(List.of(), stand.changesOf(site, push(2, "ABC-1", "a", "b")));
        assertEquals(sha("c"), stand.branch(site, "ABC-1").head());
        assertEquals(List.of("BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, push(4, "ABC-1", "c", "a")));
        assertEquals(sha("a"), stand.branch(site, "ABC-1").head());
        assertEquals(List.of("BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, push(4, "ABC-1", "a", "d")));
        assertEquals(sha("d"), stand.branch(site, "ABC-1").head());
    }

    @Test
    void a_removed_branch_leaves_the_issue_and_says_so_once_with_its_old_keys() throws Exception {
        stand.apply(site, push(1, "ABC-1", "a", "b"));
        assertEquals(1, stand.ofIssue(site, "ABC-1").branches().size());
        assertEquals(List.of("BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, removal(2, "ABC-1", "b")));
        assertEquals(List.of(), stand.changesOf(site, removal(2, "ABC-1", "")));
        assertEquals(List.of(), stand.changesOf(site, push(1, "ABC-1", "0", "a")));
        assertEquals(List.of(), stand.ofIssue(site, "ABC-1").branches());
        assertTrue(stand.branch(site, "ABC-1").removed());
        assertEquals(keys("ABC-1"), stand.apply(site, removal(2, "ABC-1", "b")).issueKeys());
        assertEquals(List.of("BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, push(3, "ABC-1", RefUpdate.ABSENT, "c")));
        assertEquals(1, stand.ofIssue(site, "ABC-1").branches().size());
    }

    @Test
    void a_creation_that_tells_no_sha_keeps_a_known_head() throws Exception {
        stand.apply(site, push(1, "ABC-1", RefUpdate.ABSENT, "b"));
        assertEquals(sha("b"), stand.branch(site, "ABC-1").head());
        stand.apply(site, creation(1, "ABC-1"), creation(2, "ABC-1"));
        assertEquals(sha("b"), stand.branch(site, "ABC-1").head());
        assertEquals(List.of("BRANCH:ABC-2:[ABC-2]"), stand.changesOf(site, creation(1, "ABC-2")));
        assertEquals("", stand.branch(site, "ABC-2").head());
    }

    @Test
    void a_commit_that_arrives_after_the_branch_completes_it() throws Exception {
        stand.apply(site, push(1, "ABC-1", "a", "b"), push(1, "no-key", "a", "b"));
        assertEquals(Optional.empty(), stand.branch(site, "ABC-1").last());
        assertEquals(List.of("BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, push(2, "main", "a", "b", commit("b", "a message without a key"))));
        assertEquals("a message without a key", stand.branch(site, "ABC-1").last().orElseThrow().message());
        assertEquals(List.of(), stand.changesOf(site, push(3, "other", "a", "b", commit("b", "a message without a key"))));
    }

    @Test
    void other_refs_are_movements_but_neither_branches_nor_tags() throws Exception {
        var update = new RefUpdate(dev.towline.activity.Ref.of("refs/notes/ABC-1"), "", sha("b"), second(1), false, "", OptionalInt.empty(), false);
        assertEquals(List.of(), stand.changesOf(site, new Activity.Pushed(Given.repository(1), update, List.of())));
        assertEquals(1, stand.rows(site, false).get("ref_update").size());
        assertEquals(List.of(), stand.rows(site, false).get("branch"));
        assertEquals(List.of(), stand.rows(site, false).get("tag"));
        assertEquals(List.of(), stand.rows(site, false).get("issue_link"));
    }

    // Pull requests and reviews

    @Test
    void the_newest_state_of_a_pull_request_wins_and_of_one_second_the_most_final() throws Exception {
        stand.apply(site, pullRequest(5, "9", "ABC-1 newer", State.OPEN));
        assertEquals(List.of(), stand.changesOf(site, pullRequest(4, "9", "ABC-1 older", State.DRAFT)));
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1]"), stand.changesOf(site, pullRequest(5, "9", "ABC-1 newer", State.MERGED)));
        assertEquals(List.of(), stand.changesOf(site, pullRequest(5, "9", "ABC-1 newer", State.DECLINED)));
        assertEquals(State.MERGED, stand.pullRequest(site, "9").state());
        assertEquals("ABC-1 newer", stand.pullRequest(site, "9").title());
    }

    @Test
    void a_repair_overwrites_nothing_that_the_server_told_of_the_same_time_or_later() throws Exception {
        stand.apply(site, Given.told(pullRequest(5, "9", "ABC-1 told", State.OPEN, "work", Set.of("ABC-2"), BO), OptionalInt.of(3), ANA));
        for (var second : List.of(4, 5)) {
            assertEquals(List.of(), stand.changesOf(site, repaired(Given.told(pullRequest(second, "9", "ABC-7 zzz", State.OPEN, "zzz", Set.of("ABC-3")), OptionalInt.of(1), BO))));
        }
        var told = stand.pullRequest(site, "9");
        assertEquals(List.of("ABC-1 told", 3, "ana", true), List.of(told.title(), told.commentCount(), told.author().username(), told.live()));

        // A merge that no webhook told. It says less of the author, who is the same.
        stand.apply(site, repaired(Given.told(pullRequest(6, "9", "ABC-1 told", State.MERGED, "work", Set.of()), OptionalInt.of(4), new Person("Ana", "", "ana", "", ""))));
        var merged = stand.pullRequest(site, "9");
        assertEquals(List.of(State.MERGED, 4, ANA.email(), false), List.of(merged.state(), merged.commentCount(), merged.author().email(), merged.live()));
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1]"), stand.changesOf(site, pullRequest(6, "9", "ABC-1 told", State.MERGED)));
        assertTrue(stand.pullRequest(site, "9").live(), "the webhook was only late");
    }

    @Test
    void a_key_that_vanishes_from_a_pull_request_unlinks_it_and_the_change_carries_the_old_key_too() throws Exception {
        stand.apply(site, pullRequest(1, "9", "ABC-1", State.OPEN, "ABC-2-work", Set.of("ABC-3")));
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1, ABC-2, ABC-3, ABC-4]"),
                stand.changesOf(site, pullRequest(2, "9", "ABC-4", State.OPEN, "ABC-2-work", Set.of())));
        assertEquals(List.of(), stand.ofIssue(site, "ABC-1").pullRequests());
        assertEquals(keys("ABC-2", "ABC-4"), stand.ofIssue(site, "ABC-4").pullRequests().getFirst().issueKeys());
        assertEquals(List.of("PULL_REQUEST:9:[ABC-2, ABC-4]"), stand.changesOf(site, pullRequest(3, "9", "no key", State.OPEN, "work", Set.of())));
        assertEquals(List.of(), stand.changesOf(site, pullRequest(4, "9", "still none", State.OPEN, "work", Set.of())));
    }

    @Test
    void keys_in_descriptions_link_only_by_the_rule() throws Exception {
        var told = pullRequest(1, "9", "ABC-1", State.OPEN, "work", Set.of("ABC-3"));
        assertEquals(keys("ABC-1"), stand.apply(site, new LinkRules(false, Set.of()), told).issueKeys());
        assertEquals(List.of(), stand.ofIssue(site, "ABC-3").pullRequests());
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1, ABC-3]"), stand.changesOf(site, told));
        assertEquals(1, stand.ofIssue(site, "ABC-3").pullRequests().size());
    }

    @Test
    void an_entity_is_linked_to_at_most_500_issues() throws Exception {
        var message = IntStream.rangeClosed(1, 700).mapToObj(n -> "ABC-" + n).collect(Collectors.joining(" "));
        stand.apply(site, push(1, "main", "a", "b", commit("b", message)), pullRequest(1, "9", message, State.OPEN, "XYZ-1", Set.of("XYZ-2")));
        assertEquals(500, stand.commit(site, "b").issueKeys().size());
        assertEquals(500, stand.pullRequest(site, "9").issueKeys().size());
        assertEquals(1, stand.ofIssue(site, "ABC-500").commits().size());
    }

    @Test
    void of_each_reviewer_the_newest_decision_holds() throws Exception {
        stand.apply(site, pullRequest(1, "9", "ABC-1", State.OPEN));
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1]"), stand.changesOf(site, review(5, "9", BO, Decision.APPROVED)));
        assertEquals(List.of(), stand.changesOf(site, review(4, "9", BO, Decision.NEEDS_WORK)));
        assertEquals(List.of(decided(Optional.of(Decision.APPROVED))), stand.pullRequest(site, "9").reviewers());
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1]"), stand.changesOf(site, review(6, "9", BO, Decision.WITHDRAWN)));
        assertEquals(List.of(decided(Optional.empty())), stand.pullRequest(site, "9").reviewers());
        stand.apply(site, pullRequest(7, "9", "ABC-1", State.OPEN, "work", Set.of(), ANA));
        assertEquals(List.of("Ana Lima", "Bo Åkesson"), stand.pullRequest(site, "9").reviewers().stream().map(it -> it.person().name()).toList());
    }

    @Test
    void a_review_of_a_pull_request_that_is_not_known_yet_waits_for_it() throws Exception {
        assertEquals(List.of(), stand.changesOf(site, review(1, "9", BO, Decision.APPROVED)));
        assertNull(stand.pullRequest(site, "9"));
        stand.apply(site, pullRequest(2, "9", "ABC-1", State.OPEN, "work", Set.of(), BO));
        assertEquals(List.of(decided(Optional.of(Decision.APPROVED))), stand.pullRequest(site, "9").reviewers());
    }

    // Repositories and integrations

    @Test
    void a_repository_has_its_newest_name_and_a_new_name_is_one_change_for_its_issues() throws Exception {
        stand.apply(site, push(5, "ABC-1", "a", "b", commit("b", "ABC-2")));
        assertEquals(List.of(), stand.changesOf(site, Given.renamed(4, "team/older")));
        assertEquals(List.of("REPOSITORY::[ABC-1, ABC-2]"), stand.changesOf(site, Given.renamed(6, "team/newer")));
        assertEquals(List.of(), stand.changesOf(site, push(5, "ABC-1", "a", "b")));
        assertEquals("team/newer", stand.commit(site, "b").place().repositoryName());
        assertFalse(repository().removed());
    }

    @Test
    void a_removed_repository_hides_its_entities_until_a_newer_activity_brings_them_all_back() throws Exception {
        stand.apply(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-2")), pullRequest(1, "9", "ABC-3", State.OPEN), push(1, "gone-ABC-4", "", "a"));
        stand.apply(site, removal(2, "gone-ABC-4", "a"));
        assertEquals(List.of("REPOSITORY::[ABC-1, ABC-2, ABC-3]"), stand.changesOf(site, Given.removed(5)));
        assertEquals(List.of(), stand.changesOf(site, Given.removed(5)));
        assertTrue(repository().removed());
        assertEquals(new Development.OfIssue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()), stand.ofIssue(site, "ABC-2"));
        assertNull(stand.branch(site, "ABC-1"));
        stand.apply(site, push(4, "ABC-1", "a", "c"));
        assertTrue(repository().removed());

        assertEquals(List.of("REPOSITORY::[ABC-1, ABC-2, ABC-3]", "COMMIT:b:[ABC-2]", "BRANCH:ABC-1:[ABC-1]", "PULL_REQUEST:9:[ABC-3]"),
                stand.changesOf(site, push(6, "main", "a", "d")));
        assertEquals(1, stand.ofIssue(site, "ABC-2").commits().size());
        assertEquals(sha("c"), stand.branch(site, "ABC-1").head());
        assertEquals(stand.log(site).getLast().position(), stand.pullRequest(site, "9").position());
    }

    @Test
    void a_removal_told_again_later_than_what_followed_it_changes_nothing() throws Exception {
        stand.apply(site, push(6, "ABC-1", "a", "b"));
        assertEquals(List.of(), stand.changesOf(site, Given.removed(5)));
        assertFalse(repository().removed());
        assertEquals(1, stand.ofIssue(site, "ABC-1").branches().size());
    }

    @Test
    void to_forget_an_integration_leaves_one_change_and_no_row() throws Exception {
        stand.apply(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-2")), pullRequest(1, "9", "ABC-3", State.OPEN), review(1, "9", BO, Decision.APPROVED));
        var before = stand.log(site).size();
        stand.forget(site);
        assertEquals(List.of("INTEGRATION::[ABC-1, ABC-2, ABC-3]"), IndexStand.words(stand.log(site).stream().skip(before).toList()));
        stand.rows(site, true).forEach((table, rows) -> assertEquals(List.of(), rows, table));
        assertEquals(List.of("COMMIT:b:[ABC-2]", "BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-2"))));
    }

    @Test
    void several_repositories_in_one_delivery_are_kept_apart() throws Exception {
        var other = new Activity.Pushed(new Repository("8", "team/lib", "", second(1)),
                new RefUpdate(dev.towline.activity.Ref.of("refs/heads/ABC-1"), "", sha("c"), second(1), false, "", OptionalInt.empty(), false), List.of(commit("b", "ABC-1")));
        assertEquals(List.of("COMMIT:b:[ABC-1]", "COMMIT:b:[ABC-1]", "BRANCH:ABC-1:[ABC-1]", "BRANCH:ABC-1:[ABC-1]"),
                stand.changesOf(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-1")), other));
        assertEquals(List.of("7", "8"), stand.ofIssue(site, "ABC-1").commits().stream().map(it -> it.place().repository()).sorted().toList());
    }

    private Development.RepositoryView repository() throws SQLException {
        return stand.within(connection -> Development.repository(connection, site.tenant(), site.integration(), "7")).orElseThrow();
    }
}
