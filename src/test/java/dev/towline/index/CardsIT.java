package dev.towline.index;

import static dev.towline.index.Given.built;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.deployed;
import static dev.towline.index.Given.keys;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.IssueKey;
import dev.towline.activity.PullRequest.State;
import dev.towline.index.Cards.BuildOnCard;
import dev.towline.index.Cards.Card;
import dev.towline.index.IndexStand.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a board's cards say, read for many issues at once. */
@Timeout(180)
class CardsIT {

    private static final Card NOTHING = new Card(0, 0, List.of(), 0, List.of(), List.of(), List.of());

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("cards_it");
    }

    @Test
    void each_issue_has_its_own_and_one_without_anything_has_an_empty_card() throws Exception {
        stand.apply(site, push(1, "ABC-1-work", "a", "b", commit("b", "ABC-1 one")), push(2, "ABC-2-work", "a", "c", commit("c", "ABC-2 two")));
        var cards = cards(Instant.EPOCH, "ABC-1", "ABC-2", "ABC-3");
        assertEquals(1, cards.get(new IssueKey("ABC-1")).commits());
        assertEquals(List.of("ABC-2-work"), cards.get(new IssueKey("ABC-2")).branches().stream().map(Cards.BranchOnCard::name).toList());
        assertEquals(NOTHING, cards.get(new IssueKey("ABC-3")));
        assertEquals(Map.of(), stand.within(connection -> Cards.of(connection, site.tenant(), List.of(), Instant.EPOCH)));
        assertEquals(NOTHING, stand.within(connection -> Cards.of(connection, Site.fresh().tenant(), keys("ABC-1"), Instant.EPOCH)).get(new IssueKey("ABC-1")), "another site's");
    }

    @Test
    void commits_count_from_the_time_asked_for() throws Exception {
        stand.apply(site, push(1, "ABC-1-work", "a", "b", commit("b", "ABC-1 one")));
        var at = stand.commit(site, "b").authoredAt();
        assertEquals(1, cards(at, "ABC-1").get(new IssueKey("ABC-1")).commits());
        assertEquals(0, cards(at.plusMillis(1), "ABC-1").get(new IssueKey("ABC-1")).commits());
    }

    @Test
    void open_pull_requests_come_before_newer_ones_that_are_closed_and_those_beyond_three_are_counted() throws Exception {
        stand.apply(site, pullRequest(1, "1", "ABC-1 a", State.OPEN), pullRequest(2, "2", "ABC-1 b", State.MERGED), pullRequest(3, "3", "ABC-1 c", State.DECLINED),
                pullRequest(4, "4", "ABC-1 d", State.DRAFT), pullRequest(5, "5", "ABC-1 e", State.MERGED));
        var card = cards(Instant.EPOCH, "ABC-1").get(new IssueKey("ABC-1"));
        assertEquals(5, card.pullRequestCount());
        assertEquals(List.of("4", "1", "5"), card.pullRequests().stream().map(Development.PullRequestView::number).toList());
    }

    @Test
    void a_pipeline_is_as_its_newest_run_and_an_environment_as_what_ended_there_last() throws Exception {
        stand.apply(site, built(1, 1, Build.State.FAILED, "b", "ABC-1"), built(2, 2, Build.State.SUCCESSFUL, "c", "ABC-1"),
                deployed(1, "staging", "7", Deployment.State.SUCCESSFUL, "b", "ABC-1"), deployed(2, "staging", "8", Deployment.State.IN_PROGRESS, "c", "ABC-1"),
                deployed(3, "live", "9", Deployment.State.FAILED, "c", "ABC-1"));
        var card = cards(Instant.EPOCH, "ABC-1").get(new IssueKey("ABC-1"));
        assertEquals(List.of(new BuildOnCard("Build of ABC-1", Build.State.SUCCESSFUL, "https://git.example/ci/2")), card.builds());
        assertEquals(List.of("live FAILED", "staging SUCCESSFUL"), card.deployments().stream().map(each -> each.environment() + " " + each.state()).toList());
    }

    @Test
    void what_is_gone_from_the_git_server_is_on_no_card() throws Exception {
        stand.apply(site, push(1, "ABC-1-work", "a", "b", commit("b", "ABC-1 one")), Given.removal(2, "ABC-1-work", "b"));
        assertEquals(0, cards(Instant.EPOCH, "ABC-1").get(new IssueKey("ABC-1")).branchCount());
        stand.apply(site, removed(3));
        assertEquals(NOTHING, cards(Instant.EPOCH, "ABC-1").get(new IssueKey("ABC-1")));
    }

    private Map<IssueKey, Card> cards(Instant since, String... keys) throws Exception {
        return stand.within(connection -> Cards.of(connection, site.tenant(), keys(keys), since));
    }
}
