package dev.towline.index;

import static dev.towline.index.Given.deployed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.Activity;
import dev.towline.activity.Deployment;
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
