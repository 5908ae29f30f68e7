package dev.towline.index;

import static dev.towline.index.Given.BO;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.review;
import static dev.towline.index.Given.second;
import static dev.towline.index.Given.sha;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Commit;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest.State;
import dev.towline.activity.Review.Decision;
import dev.towline.index.IndexStand.Site;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class DevelopmentIT {

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("development_it");
    }

    @Test
    void entities_are_read_as_they_were_told() throws Exception {
        var commit = commit("b", "ABC-1 Grüße 日本 😀");
        stand.apply(site, push(1, "ABC-1/é", "a", "b", commit),
                pullRequest(2, "9", "ABC-1 title", State.DRAFT, "ABC-1/é", Set.of("ABC-2"), BO), review(3, "9", Given.ANA, Decision.NEEDS_WORK));
        var positions = stand.log(site).stream().map(Change::position).toList();
        var place = new Development.Place(site.integration(), "7", "team/app", "https://git.example/team/app");
        var read = stand.ofIssue(site, "ABC-1");
        var asCommit = new Development.CommitView(place, sha("b"), commit.message(), new Person("Ana Lima", "ana@example.org", "ana", "", ""),
                commit.authoredAt().toInstant(), commit.url(), OptionalInt.of(1), commit.files(), Optional.of(false), true, Set.of(new IssueKey("ABC-1")), positions.get(0));
        assertEquals(List.of(asCommit), read.commits());
        assertEquals(List.of(new Development.BranchView(place, "ABC-1/é", sha("b"), second(1), "https://git.example/team/app/tree/ABC-1/é",
                Optional.of(asCommit), false, Set.of(new IssueKey("ABC-1")), positions.get(1))), read.branches());
        assertEquals(List.of(new Development.PullRequestView(place, "9", "ABC-1 title", State.DRAFT, Given.ANA,
                "ABC-1/é", "https://git.example/team/app/tree/ABC-1/é", "main", "https://git.example/team/app/tree/main", "https://git.example/team/app/pulls/9",
                second(2), 0, List.of(
                        new Development.ReviewerView(new Person(BO.name(), "", "bo", BO.url(), ""), Optional.empty()),
                        new Development.ReviewerView(new Person("Ana Lima", "", "ana", Given.ANA.url(), ""), Optional.of(Decision.NEEDS_WORK))),
                true, Set.of(new IssueKey("ABC-1"), new IssueKey("ABC-2")), positions.get(2))), read.pullRequests());

        var id = new Development.EntityId(site.integration(), "7", sha("b"));
        var unknown = new Development.EntityId(site.integration(), "7", sha("c"));
        assertEquals(Map.of(id, asCommit), stand.within(connection -> Development.commits(connection, site.tenant(), Set.of(id, unknown))));
        assertEquals(Map.of(), stand.within(connection -> Development.commits(connection, Site.fresh().tenant(), Set.of(id))));
        assertEquals(Map.of(), stand.within(connection -> Development.commits(connection, site.tenant(), Set.of())));
        assertEquals(Map.of(), stand.within(connection -> Development.branches(connection, site.tenant(), Set.of())));
        assertEquals(Map.of(), stand.within(connection -> Development.pullRequests(connection, site.tenant(), Set.of())));
    }

    @Test
    void an_entity_without_links_is_read_by_its_id() throws Exception {
        stand.apply(site, push(1, "main", "a", "b", commit("b", "no key")), pullRequest(1, "9", "none", State.OPEN));
        assertEquals(Set.of(), stand.commit(site, "b").issueKeys());
        assertEquals(Set.of(), stand.branch(site, "main").issueKeys());
        assertEquals(Set.of(), stand.pullRequest(site, "9").issueKeys());
        assertEquals(new Development.OfIssue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()), stand.ofIssue(site, "ABC-1"));
    }

    @Test
    void an_issue_shows_its_newest_200_newest_first() throws Exception {
        var commits = IntStream.rangeClosed(1, 250)
                .mapToObj(n -> new Commit("%040x".formatted(n), "ABC-1", Given.ANA, second(n).atOffset(ZoneOffset.UTC), "", List.of(), OptionalInt.empty(), Optional.empty()))
                .toArray(Commit[]::new);
        stand.apply(site, push(1, "main", "a", "b", commits));
        var read = stand.ofIssue(site, "ABC-1").commits();
        assertEquals(Development.LIMIT, read.size());
        assertEquals(second(250), read.getFirst().authoredAt());
        assertEquals(second(51), read.getLast().authoredAt());
    }

    @Test
    void the_panel_and_the_indexer_read_by_index_however_much_there_is() throws Exception {
        stand.apply(Site.fresh(), push(1, "main", "a", "b", commit("b", "ABC-1 counted before this site came")));
        analyze();
        stand.within(connection -> {
            try (var statement = connection.createStatement()) {
                var whose = "'" + site.tenant() + "'::uuid, '" + site.integration() + "'::uuid";
                statement.execute("insert into repository select " + whose + ", 'r' || n, 'r', '', now(), null from generate_series(1, 200) n");
                statement.execute("insert into git_commit select " + whose + ", 'r' || n % 200 + 1, lpad(n::text, 40, '0'), 'm', '', '', '', now(), '', null, null, '[]', 0 from generate_series(1, 200000) n");
                statement.execute("insert into branch select " + whose + ", 'r' || n % 200 + 1, 'b' || n, '', now(), false, '', 0 from generate_series(1, 20000) n");
                statement.execute("insert into ref_update select " + whose + ", 'r' || n % 200 + 1, 'refs/heads/b' || n % 20000, '', 'a', now() - n * interval '1 second', false, '', 0, null from generate_series(1, 60000) n");
                statement.execute("insert into issue_link select '" + site.tenant() + "', 'ABC-' || n % 20000, 'commit', '" + site.integration() + "', 'r' || n % 200 + 1, lpad(n::text, 40, '0') from generate_series(1, 200000) n");
                statement.execute("insert into build select " + whose + ", 'r' || n % 200 + 1, 'ci#' || n, 'ci', n, '', 'failed', now(), '', lpad(n::text, 40, '0'), '', '{}', 0 from generate_series(1, 60000) n");
                statement.execute("insert into deployment select " + whose + ", 'r' || n % 200 + 1, 'live#' || n, 'live', n, '', 'failed', now(), '', lpad(n::text, 40, '0'), '', '{}', 0 from generate_series(1, 20000) n");
                statement.execute("insert into issue_link select '" + site.tenant() + "', 'ABC-' || n % 20000, 'build', '" + site.integration() + "', 'r' || n % 200 + 1, 'ci#' || n from generate_series(1, 60000) n");
                statement.execute("insert into issue_link select '" + site.tenant() + "', 'ABC-' || n % 20000, 'branch', '" + site.integration() + "', 'r' || n % 200 + 1, 'b' || n from generate_series(1, 20000) n");
            }
            return null;
        });
        // Of a site that the database has not counted yet.
        assertLookedUp("sha", planOfRows(CommitRows.READ, "r1", "0"));
        assertLookedUp("sha", planOfRows(BuildRows.OF, "r1", "0"));
        assertLookedUp("entity", planOfRows(Links.READ, "r1", "commit", "0"));
        analyze();
        assertEquals(10, stand.ofIssue(site, "ABC-77").commits().size());
        var plans = List.of(
                plan(DevelopmentSql.COMMITS_BY_KEY, "ABC-77", "commit"),
                plan(DevelopmentSql.BRANCHES_BY_KEY, "ABC-77", "branch"),
                plan(DevelopmentSql.PULL_REQUESTS_BY_KEY, "ABC-77", "pull_request"),
                plan(DevelopmentSql.BUILDS_BY_KEY, "ABC-77", "build"));
        for (var plan : plans) {
            assertTrue(plan.contains("issue_link_pkey"), plan);
            assertNoScan(plan);
        }
        assertNoScan(planOfRows(CommitRows.READ, "r1", "0"));
        assertNoScan(planOfRows(RefRows.Table.BRANCHES.headedBy, "r1", "0"));
        assertNoScan(planOfRows(BuildRows.OF, "r1", "0"));
        assertNoScan(planOfRows(Releases.AHEAD, "r1", "0", "r1", "0"));
        assertNoScan(planOfRows(RefUpdateRows.DECIDING, "r1", "refs/heads/b1"));
        assertNoScan(planOfRows(Links.READ, "r1", "commit", "0"));
        assertNoScan(planOfRows(GapRows.RECORD.replace("found.*, ?", "found.*, now()"), "r1", "refs/heads/b1", "a", "b"));
    }

    private static void analyze() throws Exception {
        try (var connection = stand.database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    /** By its own name, not by reading all of the integration. */
    private static void assertLookedUp(String column, String plan) {
        assertTrue(plan.lines().anyMatch(line -> line.contains("Index Cond") && line.contains("(" + column + " = ")), plan);
    }

    private static void assertNoScan(String plan) {
        for (var table : List.of("issue_link", "git_commit", "branch", "ref_update", "build", "deployment")) {
            assertFalse(plan.contains("Seq Scan on " + table), plan);
        }
    }

    /** The plan of a statement that names its rows in arrays. */
    private String planOfRows(String sql, String... columns) throws Exception {
        return stand.within(connection -> {
            try (var explain = Query.of(connection, site.tenant(), "explain " + sql).value(site.integration())) {
                for (var column : columns) {
                    explain.texts(List.of(column), it -> it);
                }
                return String.join("\n", explain.rows(row -> row.getString(1)));
            }
        });
    }

    private String plan(String sql, String key, String kind) throws Exception {
        return stand.within(connection -> {
            try (var explain = Query.of(connection, site.tenant(), "explain " + sql).value(key).value(kind).value(Development.LIMIT)) {
                return String.join("\n", explain.rows(row -> row.getString(1)));
            }
        });
    }
}
