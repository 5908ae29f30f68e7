package dev.towline.index;

import static dev.towline.index.Given.ANA;
import static dev.towline.index.Given.BO;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.removal;
import static dev.towline.index.Given.review;
import static dev.towline.index.Given.second;
import static dev.towline.index.Given.sha;
import static dev.towline.index.Given.told;
import static dev.towline.index.Given.untimed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest.State;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Review.Decision;
import dev.towline.index.IndexStand.Site;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the index makes of what a git server leaves out: times, counts of comments, authors. */
@Timeout(180)
class NotToldIT {

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("not_told_it");
    }

    @Test
    void pushes_without_a_time_follow_the_order_in_which_they_were_received() throws Exception {
        stand.received(second(3), site, untimed(push(0, "ABC-1", "b", "a")));
        stand.received(second(1), site, untimed(push(0, "ABC-1", RefUpdate.ABSENT, "a")));
        stand.received(second(2), site, untimed(push(0, "ABC-1", "a", "b")));
        assertEquals(sha("a"), stand.branch(site, "ABC-1").head());
        assertEquals(second(3), stand.branch(site, "ABC-1").at());
        stand.received(second(4), site, untimed(removal(0, "ABC-1", "a")));
        assertTrue(stand.branch(site, "ABC-1").removed());
        stand.received(second(5), site, untimed(push(0, "ABC-1", RefUpdate.ABSENT, "c")));
        assertEquals(sha("c"), stand.branch(site, "ABC-1").head());
    }

    @Test
    void pushes_without_a_time_that_were_received_at_once_follow_the_chain_of_shas() throws Exception {
        stand.received(second(1), site, untimed(push(0, "ABC-1", "f", "c")));
        stand.received(second(1), site, untimed(push(0, "ABC-1", "a", "f")));
        assertEquals(sha("c"), stand.branch(site, "ABC-1").head());
        assertEquals(second(1), stand.branch(site, "ABC-1").at());
    }

    /** Gitea's pushes are as new as their newest commit, and one laptop's clock can stand on any year. */
    @Test
    void a_time_that_was_still_to_come_when_the_delivery_was_received_holds_up_nothing() throws Exception {
        var years = 60 * 365 * 24 * 3600;
        stand.received(second(1), site, push(years, "ABC-1", "a", "b"), pullRequest(years, "9", "ABC-1", State.OPEN));
        assertEquals(second(1), stand.branch(site, "ABC-1").at());
        stand.received(second(60), site, push(59, "ABC-1", "b", "c"), pullRequest(59, "9", "ABC-1 done", State.MERGED));
        assertEquals(sha("c"), stand.branch(site, "ABC-1").head());
        assertEquals(State.MERGED, stand.pullRequest(site, "9").state());
        assertFalse(stand.received(second(1), site, push(years, "ABC-1", "a", "b")).changed());
    }

    @Test
    void clocks_that_are_a_little_apart_do_not_disturb_the_git_server_s_own_order() throws Exception {
        stand.received(second(2), site, push(602, "ABC-1", "b", "c"));
        stand.received(second(3), site, push(601, "ABC-1", "a", "b"));
        assertEquals(sha("c"), stand.branch(site, "ABC-1").head());
        assertEquals(second(602), stand.branch(site, "ABC-1").at());
    }

    @Test
    void a_delivery_without_a_time_that_the_queue_gives_again_says_the_same() throws Exception {
        assertTrue(stand.received(second(1), site, untimed(push(0, "ABC-1", "a", "b"))).changed());
        stand.received(second(2), site, untimed(push(0, "ABC-1", "b", "a")));
        assertFalse(stand.received(second(1), site, untimed(push(0, "ABC-1", "a", "b"))).changed());
        assertEquals(sha("a"), stand.branch(site, "ABC-1").head());
    }

    @Test
    void pull_requests_and_reviews_without_a_time_have_that_of_their_receipt_and_a_told_time_stays() throws Exception {
        stand.received(second(1), site, untimed(pullRequest(0, "9", "ABC-1", State.OPEN)), untimed(review(0, "9", BO, Decision.APPROVED)));
        assertEquals(second(1), stand.pullRequest(site, "9").updatedAt());
        stand.received(second(9), site, review(0, "9", BO, Decision.NEEDS_WORK), pullRequest(0, "9", "ABC-2", State.OPEN));
        assertEquals(second(1), stand.pullRequest(site, "9").updatedAt());
        assertEquals(List.of(Given.decided(Optional.of(Decision.APPROVED))), stand.pullRequest(site, "9").reviewers());
    }

    @Test
    void a_repository_is_renamed_removed_and_brought_back_without_times() throws Exception {
        stand.received(second(1), site, untimed(push(0, "ABC-1", "a", "b")));
        stand.received(second(2), site, untimed(Given.renamed(0, "team/newer")));
        assertEquals("team/newer", stand.branch(site, "ABC-1").place().repositoryName());
        stand.received(second(3), site, untimed(Given.removed(0)));
        assertNull(stand.branch(site, "ABC-1"));
        stand.received(second(4), site, untimed(push(0, "main", "a", "b")));
        assertNotNull(stand.branch(site, "ABC-1"));
    }

    @Test
    void an_event_that_counts_no_comments_and_names_no_author_takes_back_neither() throws Exception {
        var reversed = Site.fresh();
        var history = List.of(
                told(pullRequest(1, "9", "ABC-1", State.DRAFT), OptionalInt.of(7), ANA),
                told(pullRequest(2, "9", "ABC-1", State.OPEN), OptionalInt.of(3), Person.UNKNOWN),
                told(pullRequest(3, "9", "ABC-1", State.OPEN), OptionalInt.empty(), BO),
                told(pullRequest(4, "9", "ABC-1 done", State.MERGED), OptionalInt.empty(), Person.UNKNOWN));
        for (Activity activity : history) {
            stand.apply(site, activity);
        }
        for (Activity activity : history.reversed()) {
            stand.apply(reversed, activity);
        }
        assertEquals(stand.rows(site, false), stand.rows(reversed, false));
        var view = stand.pullRequest(site, "9");
        assertEquals("ABC-1 done", view.title());
        assertEquals(3, view.commentCount());
        assertEquals(BO, view.author());
    }

    @Test
    void a_count_that_was_told_before_the_state_that_we_know_is_a_change() throws Exception {
        stand.apply(site, told(pullRequest(2, "9", "ABC-1", State.OPEN), OptionalInt.empty(), Person.UNKNOWN));
        assertEquals(0, stand.pullRequest(site, "9").commentCount());
        assertEquals(Person.UNKNOWN, stand.pullRequest(site, "9").author());
        assertEquals(List.of("PULL_REQUEST:9:[ABC-1]"), stand.changesOf(site, told(pullRequest(1, "9", "older", State.DRAFT), OptionalInt.of(4), ANA)));
        assertEquals(4, stand.pullRequest(site, "9").commentCount());
        assertEquals(ANA, stand.pullRequest(site, "9").author());
        assertEquals("ABC-1", stand.pullRequest(site, "9").title());
    }
}
