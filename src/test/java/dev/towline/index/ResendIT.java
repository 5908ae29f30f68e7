package dev.towline.index;

import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.deployed;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.Activity;
import dev.towline.activity.Deployment;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.index.IndexStand.Site;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told once more when a rule of ours changed. */
@Timeout(180)
class ResendIT {

    private static IndexStand stand;
    private static Wakeups wakeups;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("resend_it");
        wakeups = new Wakeups(stand.database);
    }

    @Test
    void the_names_of_environments_are_each_known_once() throws Exception {
        stand.apply(site, live("qa", 1), live("live", 1), live("live", 2), live("blue", 1));
        stand.apply(Site.fresh(), live("elsewhere", 1));
        assertEquals(List.of("blue", "live", "qa"), names(10));
        assertEquals(List.of("blue", "live"), names(2));
    }

    @Test
    void the_deployments_to_these_environments_are_told_once_more_and_no_others() throws Exception {
        stand.apply(site, live("qa", 1), live("live", 1), live("live", 2), deployed(1, "live", "3", Deployment.State.SUCCESSFUL, "b", "no-key"));
        var before = stand.log(site).size();
        want(Set.of("live"));
        want(Set.of("live"));
        resend();
        assertEquals(List.of("DEPLOYMENT:live#1:[ABC-1]", "DEPLOYMENT:live#2:[ABC-1]"), IndexStand.words(stand.log(site)).stream().skip(before).toList());
        resend();
        assertEquals(before + 2, stand.log(site).size(), "it is done");
    }

    @Test
    void what_a_person_wrote_or_reviews_is_told_once_more() throws Exception {
        stand.apply(site, push(1, "ABC-1-work", "a", "b", commit("b", "ABC-1")), pullRequest(2, "5", "ABC-2", PullRequest.State.OPEN, "x", Set.of(), Given.BO),
                pullRequest(2, "6", "ABC-3", PullRequest.State.OPEN, "x", Set.of()), Given.review(3, "6", Given.BO, Review.Decision.APPROVED), live("live", 1));
        assertEquals(List.of("PULL_REQUEST:5:[ABC-2]", "PULL_REQUEST:6:[ABC-3]"), toldOnceMore("bo"));
        assertEquals(List.of("BRANCH:ABC-1-work:[ABC-1]", "COMMIT:b:[ABC-1]", "PULL_REQUEST:5:[ABC-2]", "PULL_REQUEST:6:[ABC-3]"), toldOnceMore("ana@example.org"));
        assertEquals(List.of("BRANCH:ABC-1-work:[ABC-1]", "COMMIT:b:[ABC-1]", "PULL_REQUEST:5:[ABC-2]", "PULL_REQUEST:6:[ABC-3]"), toldOnceMore("ana lima"));
        assertEquals(List.of(), toldOnceMore("nobody"));
        assertEquals(4, toldOnceMore(Resend.EVERYBODY).size());
    }

    private List<String> toldOnceMore(String person) throws Exception {
        var before = stand.log(site).size();
        stand.within(connection -> {
            Resend.of(connection, site.tenant(), site.integration(), person);
            return null;
        });
        resend();
        return IndexStand.words(stand.log(site).stream().skip(before).toList()).stream().sorted().toList();
    }

    @Test
    void many_are_told_in_steps_each_once() throws Exception {
        stand.apply(site, IntStream.rangeClosed(1, 1_203).mapToObj(n -> live("live", n)).toArray(Activity[]::new));
        var before = stand.log(site).size();
        want(Set.of("live"));
        resend();
        var told = stand.log(site).stream().skip(before).map(Change::entity).toList();
        assertEquals(1_203, told.size());
        assertEquals(1_203, Set.copyOf(told).size());
    }

    @Test
    void nothing_is_told_of_an_integration_that_is_gone() throws Exception {
        stand.apply(site, live("live", 1));
        want(Set.of("live"));
        stand.forget(site);
        var before = stand.log(site).size();
        resend();
        assertEquals(before, stand.log(site).size());
    }

    private static Activity live(String environment, int id) {
        return deployed(1, environment, String.valueOf(id), Deployment.State.SUCCESSFUL, "b", "ABC-1");
    }

    private List<String> names(int limit) throws Exception {
        return stand.within(connection -> Resend.environments(connection, site.tenant(), site.integration(), limit));
    }

    private void want(Set<String> environments) throws Exception {
        stand.within(connection -> {
            Resend.deployments(connection, site.tenant(), site.integration(), environments::contains);
            return null;
        });
    }

    private void resend() throws Exception {
        var resending = new Resending(stand.database, wakeups, Clock.fixed(IndexStand.NOW, ZoneOffset.UTC));
        for (var tenant : resending.wanted()) {
            resending.run(tenant);
        }
    }
}
