package dev.towline.index;

import static dev.towline.index.Given.BO;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.decided;
import static dev.towline.index.Given.keys;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.review;
import static dev.towline.index.Given.sha;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.PullRequest.State;
import dev.towline.activity.Review.Decision;
import dev.towline.index.IndexStand.Site;
import dev.towline.integration.IntegrationId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Laws 3, 4, 6 and 10: repetition, failure midway, neighbours, size. */
@Timeout(180)
class IndexLawsIT {

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("index_laws_it");
    }

    @Test
    void applied_twice_equals_once() throws Exception {
        Activity[] delivery = {
            push(1, "ABC-1-work", "a", "c", commit("b", "ABC-2 one"), commit("c", "two, abc-3")),
            pullRequest(1, "9", "ABC-4", State.OPEN, "ABC-1-work", Set.of("ABC-5"), BO),
            review(1, "9", BO, Decision.APPROVED),
        };
        assertTrue(stand.apply(site, delivery).changed());
        var rows = stand.rows(site, true);
        var log = stand.log(site);
        for (var i = 0; i < 4; i++) {
            var applied = stand.apply(site, delivery);
            assertFalse(applied.changed());
            assertEquals(4, applied.entities());
            assertEquals(keys("ABC-1", "ABC-2", "ABC-3", "ABC-4", "ABC-5"), applied.issueKeys());
            assertEquals(rows, stand.rows(site, true));
            assertEquals(log, stand.log(site));
        }
    }

    @Test
    void twice_in_one_delivery_equals_once() throws Exception {
        var push = push(1, "ABC-1", "a", "b", commit("b", "ABC-1"));
        var review = review(1, "9", BO, Decision.APPROVED);
        var opened = pullRequest(1, "9", "ABC-4", State.OPEN);
        assertEquals(List.of("COMMIT:b:[ABC-1]", "BRANCH:ABC-1:[ABC-1]", "PULL_REQUEST:9:[ABC-4]"),
                stand.changesOf(site, push, opened, review, push, review, opened));
    }

    @Test
    void nothing_is_half_done_when_it_fails_midway() throws Exception {
        stand.apply(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-1")));
        var rows = stand.rows(site, true);
        var log = stand.log(site);
        // The last thing written is a link; a constraint of this test breaks it.
        stand.within(connection -> connection.createStatement().execute("alter table issue_link add constraint broken check (issue_key <> 'BAD-1')"));
        try {
            assertThrows(SQLException.class, () -> stand.apply(site,
                    push(2, "ABC-1", "b", "d", commit("d", "ABC-1 and BAD-1")), pullRequest(2, "9", "ABC-1", State.OPEN), review(2, "9", BO, Decision.APPROVED)));
        } finally {
            stand.within(connection -> connection.createStatement().execute("alter table issue_link drop constraint broken"));
        }
        assertEquals(rows, stand.rows(site, true));
        assertEquals(log, stand.log(site));
        assertEquals(List.of("COMMIT:d:[ABC-1, BAD-1]", "BRANCH:ABC-1:[ABC-1]"), stand.changesOf(site, push(2, "ABC-1", "b", "d", commit("d", "ABC-1 and BAD-1"))));
    }

    @Test
    void the_same_ids_in_two_tenants_and_two_integrations_never_mix() throws Exception {
        var neighbour = new Site(site.tenant(), new IntegrationId(java.util.UUID.randomUUID()));
        var stranger = new Site(Site.fresh().tenant(), site.integration());
        stand.apply(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-1")), pullRequest(1, "9", "ABC-1", State.OPEN), review(1, "9", BO, Decision.APPROVED));
        var rows = stand.rows(site, true);
        for (var other : List.of(neighbour, stranger)) {
            // Older and lesser than what the first knows: a look at the wrong rows would keep that.
            stand.apply(other, push(0, "ABC-1", "b", "e", commit("b", "1 ABC-1")), pullRequest(0, "9", "0 ABC-1", State.MERGED), review(0, "9", BO, Decision.NEEDS_WORK));
            assertEquals(sha("e"), stand.branch(other, "ABC-1").head());
            assertEquals("1 ABC-1", stand.commit(other, "b").message());
            assertEquals(State.MERGED, stand.pullRequest(other, "9").state());
            assertEquals(List.of(decided(Optional.of(Decision.NEEDS_WORK))), stand.pullRequest(other, "9").reviewers());
        }
        assertEquals(stand.rows(stranger, false), stand.rows(neighbour, false));
        assertEquals(rows, stand.rows(site, true));
        assertEquals(1, stand.ofIssue(stranger, "ABC-1").commits().size());
        assertEquals(2, stand.ofIssue(site, "ABC-1").commits().size());
        assertEquals(Set.of(site.integration(), neighbour.integration()),
                stand.ofIssue(site, "ABC-1").branches().stream().map(branch -> branch.place().integration()).collect(Collectors.toSet()));

        stand.forget(neighbour);
        stand.forget(stranger);
        assertEquals(rows, stand.rows(site, true));
    }

    @Test
    void positions_of_entities_are_those_of_the_changes_that_touched_them() throws Exception {
        stand.apply(site, push(1, "ABC-1", "a", "b", commit("b", "ABC-1")), pullRequest(1, "9", "ABC-1", State.OPEN));
        stand.apply(site, review(2, "9", BO, Decision.APPROVED), push(2, "main", "a", "d", commit("d", "no key")));
        var log = stand.log(site);
        assertEquals(4, log.size());
        assertEquals(log.get(0).position(), stand.commit(site, "b").position());
        assertEquals(log.get(1).position(), stand.branch(site, "ABC-1").position());
        assertEquals(log.get(3).position(), stand.pullRequest(site, "9").position());
        // No issue is concerned: it has the place of the change that closes the delivery.
        assertEquals(log.get(3).position() + 1, stand.commit(site, "d").position());
        for (var i = 1; i < log.size(); i++) {
            assertEquals(log.get(i - 1).position() + 1, log.get(i).position());
        }
    }

    @Test
    void a_push_of_2048_commits_takes_as_many_statements_as_one_of_three() throws Exception {
        var warm = Site.fresh();
        stand.apply(warm, push(1, "ABC-1", "", "a", Given.commits(2048, "ABC-1")));
        var statements = new CountedStatements(stand.database);
        var few = statements.during(connection -> Index.apply(connection, site.tenant(), site.integration(), IndexStand.RULES,
                List.of(push(1, "ABC-1", "", "a", Given.commits(3, "ABC-1"))), IndexStand.NOW, IndexStand.NOW));
        var start = System.nanoTime();
        var many = statements.during(connection -> Index.apply(connection, site.tenant(), site.integration(), IndexStand.RULES,
                List.of(push(2, "ABC-1", "a", "b", Given.commits(2048, "ABC-1"))), IndexStand.NOW, IndexStand.NOW));
        var millis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(few, many);
        // Two of them ask for the projects of its keys and take back held keys that it names no longer.
        assertTrue(many <= 22, many + " statements");
        // Measured at 600 ms on two cores with a load of 19; the bound is against a plan gone wrong, not against a busy machine.
        assertTrue(millis < 3_000, millis + " ms");
        assertEquals(2048 + 2, stand.log(site).size());
    }
}
