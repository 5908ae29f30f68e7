package dev.towline.index;

import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.keys;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.IssueKey;
import dev.towline.activity.PullRequest.State;
import dev.towline.index.IndexStand.Site;
import dev.towline.integration.LinkRules;
import dev.towline.jira.SiteProjects;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only keys of the site's projects link, and of those that the integration allows; whenever either changes, links follow. */
@Timeout(300)
class LinkingIT {

    private static final int SHUFFLES = 8;

    private static IndexStand stand;
    private static Wakeups wakeups;

    private final Site site = site();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("linking_it");
        wakeups = new Wakeups(stand.database);
    }

    @Test
    void what_only_looks_like_a_key_is_not_linked_and_the_reason_is_kept() throws Exception {
        projects(Map.of("ABC", 1L));
        var applied = apply(push(1, "main", "a", "b", commit("b", "ABC-1 reads UTF-8 and ISO-8859-1, SHA-256, CVE-2024-1234, RFC-2119")));
        assertEquals(keys("ABC-1"), applied.issueKeys());
        assertEquals(keys("UTF-8", "ISO-8859", "SHA-256", "CVE-2024", "RFC-2119"), applied.held().keySet());
        assertEquals(Set.of(HeldKey.UNKNOWN_PROJECT), Set.copyOf(applied.held().values()));
        assertEquals(keys("ABC-1"), stand.commit(site, "b").issueKeys());
        assertEquals(List.of("COMMIT:b:[ABC-1]"), IndexStand.words(stand.log(site)));
        assertEquals(5, stand.rows(site, false).get("held_key").size());
    }

    @Test
    void while_the_projects_are_not_known_every_key_links_and_jira_decides() throws Exception {
        assertEquals(keys("UTF-8", "ABC-1"), apply(push(1, "main", "a", "b", commit("b", "ABC-1 UTF-8"))).issueKeys());
        projects(Map.of("ABC", 1L));
        assertEquals(List.of("COMMIT:b:[ABC-1, UTF-8]"), relinked());
        assertEquals(keys("ABC-1"), stand.commit(site, "b").issueKeys());
        assertEquals(List.of(), relinked());
    }

    @Test
    void links_come_and_go_with_the_project_and_each_is_a_change_that_followers_see() throws Exception {
        projects(Map.of("ABC", 1L));
        apply(push(1, "NEW-1-work", "a", "b", commit("b", "NEW-1, ABC-1")), pullRequest(1, "9", "NEW-2", State.OPEN));
        assertEquals(List.of(), stand.ofIssue(site, "NEW-1").commits());
        var before = stand.commit(site, "b").position();

        projects(Map.of("ABC", 1L, "NEW", 2L));
        assertEquals(List.of("COMMIT:b:[ABC-1, NEW-1]", "BRANCH:NEW-1-work:[NEW-1]", "PULL_REQUEST:9:[NEW-2]"), relinked());
        assertEquals(1, stand.ofIssue(site, "NEW-1").commits().size());
        assertEquals(1, stand.ofIssue(site, "NEW-1").branches().size());
        // Jira takes an upload only with a higher number than the last.
        assertTrue(stand.commit(site, "b").position() > before);

        projects(Map.of("ABC", 1L));
        assertEquals(List.of("COMMIT:b:[ABC-1, NEW-1]", "BRANCH:NEW-1-work:[NEW-1]", "PULL_REQUEST:9:[NEW-2]"), relinked());
        assertEquals(List.of(), stand.ofIssue(site, "NEW-2").pullRequests());
    }

    @Test
    void an_allow_list_holds_other_projects_back_and_takes_in_former_keys_of_its_own() throws Exception {
        projects(Map.of("ABC", 1L, "OLD", 2L, "NEW", 2L));
        allow("NEW");
        var applied = apply(push(1, "main", "a", "b", commit("b", "ABC-1 OLD-1 NEW-2 UTF-8")));
        assertEquals(keys("OLD-1", "NEW-2"), applied.issueKeys());
        assertEquals(Map.of(new IssueKey("ABC-1"), HeldKey.NOT_ALLOWED, new IssueKey("UTF-8"), HeldKey.UNKNOWN_PROJECT), applied.held());
        allow();
        assertEquals(List.of("COMMIT:b:[ABC-1, NEW-2, OLD-1]"), relinked());
        allow("ABC");
        assertEquals(List.of("COMMIT:b:[ABC-1, NEW-2, OLD-1]"), relinked());
        assertEquals(keys("ABC-1"), stand.commit(site, "b").issueKeys());
    }

    @Test
    void an_allow_list_holds_while_the_projects_are_not_known() throws Exception {
        allow("ABC");
        assertEquals(keys("ABC-1"), apply(push(1, "main", "a", "b", commit("b", "ABC-1 OPS-1"))).issueKeys());
    }

    @Test
    void a_key_that_leaves_the_text_is_held_no_longer() throws Exception {
        projects(Map.of("ABC", 1L));
        apply(pullRequest(1, "9", "ABC-1 NEW-1", State.OPEN, "work", Set.of("ABC-2", "NEW-2")));
        apply(pullRequest(2, "9", "ABC-3", State.OPEN, "work", Set.of("ABC-4")));
        assertEquals(keys("ABC-3", "ABC-4"), stand.pullRequest(site, "9").issueKeys());
        projects(Map.of("ABC", 1L, "NEW", 2L));
        assertEquals(List.of(), relinked());
        assertEquals(List.of(), stand.rows(site, false).get("held_key"));
    }

    @Test
    void more_than_one_step_takes_brings_all_in_line() throws Exception {
        projects(Map.of("ABC", 1L));
        apply(push(1, "main", "", "a", Given.commits(1_300, "NEW-1")));
        projects(Map.of("ABC", 1L, "NEW", 2L));
        assertEquals(1_300, relinked().size());
        assertEquals(List.of(), relinked());
    }

    @Test
    void a_neighbours_projects_are_his_own() throws Exception {
        projects(Map.of("ABC", 1L));
        var other = site();
        assertEquals(keys("UTF-8"), stand.within(connection ->
                Index.apply(connection, other.tenant(), other.integration(), rules(other), List.of(push(1, "main", "a", "b", commit("b", "UTF-8"))), IndexStand.NOW, IndexStand.NOW)).issueKeys());
    }

    /** Law 3, for projects and rules as well: only what is so in the end counts, whatever was so when a delivery was applied. */
    @Test
    void projects_and_rules_before_or_after_the_deliveries_end_in_the_same_state() throws Exception {
        var history = Stream.concat(History.ALL.stream(), Stream.of(
                told(push(40, "OPS-1/UTF-8", "a", "b", commit("7", "OPS-1 ABC-1 UTF-8"))),
                told(push(41, "OPS-1/UTF-8", "b", "c", commit("8", "NEW-1 OLD-1"))),
                told(pullRequest(42, "5", "OPS-2 SHA-256", State.OPEN, "OPS-1/UTF-8", Set.of("NEW-3", "RFC-2119"))),
                told(pullRequest(43, "5", "ABC-2 OLD-2", State.MERGED, "OPS-1/UTF-8", Set.of("NEW-3"))))).toList();
        var atLast = Map.of("ABC", 1L, "NEW", 2L, "OLD", 2L, "UTF", 3L);
        var sometimes = List.of(Map.<String, Long>of(), Map.of("OPS", 4L), Map.of("ABC", 1L, "OLD", 2L), Map.of("ABC", 7L, "NEW", 1L, "SHA", 2L));

        projects(atLast);
        allow("ABC", "NEW");
        for (var delivery : history) {
            apply(delivery);
        }
        var expected = stand.rows(site, false);
        assertTrue(expected.get("held_key").stream().anyMatch(row -> row.contains("not_allowed")));
        assertTrue(expected.get("held_key").stream().anyMatch(row -> row.contains("unknown_project")));
        assertTrue(expected.get("issue_link").stream().anyMatch(row -> row.contains("OLD-1")));

        for (var seed = 0; seed < SHUFFLES; seed++) {
            var random = new Random(seed);
            var order = new ArrayList<>(history);
            history.stream().filter(_ -> random.nextInt(4) == 0).forEach(order::add);
            Collections.shuffle(order, random);
            var other = new LinkingIT();
            for (var delivery : order) {
                switch (random.nextInt(8)) {
                    case 0 -> other.projects(sometimes.get(random.nextInt(sometimes.size())));
                    case 1 -> other.allow(random.nextBoolean() ? new String[0] : new String[] {"OPS"});
                    case 2 -> other.relinked();
                    default -> { }
                }
                other.apply(delivery);
            }
            other.projects(atLast);
            other.allow("ABC", "NEW");
            other.relinked();
            assertEquals(expected, stand.rows(other.site, false), "seed " + seed);
        }
        assertNotEquals(List.of(), expected.get("issue_link"));
    }

    private static History.Delivery told(Activity activity) {
        return new History.Delivery(IndexStand.NOW, activity);
    }

    private Index.Applied apply(Activity... activities) throws SQLException {
        return stand.within(connection -> Index.apply(connection, site.tenant(), site.integration(), rules(site), List.of(activities), IndexStand.NOW, IndexStand.NOW));
    }

    private void apply(History.Delivery delivery) throws SQLException {
        stand.within(connection -> Index.apply(connection, site.tenant(), site.integration(), rules(site), List.of(delivery.told()), delivery.at(), IndexStand.NOW));
    }

    /** The changes that bringing the links in line appends. */
    private List<String> relinked() throws SQLException {
        var before = stand.log(site).size();
        new Relinking(stand.database, wakeups, Clock.fixed(IndexStand.NOW, ZoneOffset.UTC)).run(site.tenant());
        return IndexStand.words(stand.log(site).stream().skip(before).toList());
    }

    private LinkRules rules(Site whose) throws SQLException {
        return stand.within(connection -> LinkRules.find(connection, whose.tenant(), whose.integration())).orElseThrow();
    }

    private void projects(Map<String, Long> ids) throws SQLException {
        stand.within(connection -> {
            try (var delete = Query.of(connection, site.tenant(), "delete from project_key where tenant_id = ?")) {
                delete.execute();
            }
            try (var insert = Query.of(connection, site.tenant(), "insert into project_key (tenant_id, project_key, project_id) select ?, * from unnest(?::text[], ?::bigint[])")) {
                insert.texts(ids.keySet(), key -> key).positions(ids.keySet(), ids::get).execute();
            }
            SiteProjects.wantRelinking(connection, site.tenant());
            return null;
        });
    }

    private void allow(String... projects) throws SQLException {
        stand.within(connection -> {
            try (var update = connection.prepareStatement("update integration set projects = ? where tenant_id = ?")) {
                update.setArray(1, connection.createArrayOf("text", projects));
                update.setObject(2, site.tenant().value());
                update.executeUpdate();
            }
            SiteProjects.wantRelinking(connection, site.tenant());
            return null;
        });
    }

    private static Site site() {
        var site = Site.fresh();
        try {
            stand.within(connection -> {
                try (var insert = Query.of(connection, site.tenant(), """
                        insert into integration (tenant_id, integration_id, name, provider, token_hash, signing_secret, created_at, created_by)
                        values (?, ?, 'git', 'github', '', '', now(), 'admin')""")) {
                    return insert.value(site.integration()).execute();
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return site;
    }
}
