package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.PullRequest;
import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.index.Wakeups;
import dev.towline.intake.Erasure;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import dev.towline.provider.Provider;
import dev.towline.sandbox.Site;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the index to a Jira site over HTTP, in the running application: wake-ups, credentials, answers, repairs. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class DevinfoIT {

    private static final String UPLOADS = "/rest/devinfo";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    // The look comes every 3 s: uploads that were always waiting for it would not be quicker than this five times in a row.
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @Inject
    AgroalDataSource database;

    @Inject
    Wakeups wakeups;

    @Inject
    Tenants tenants;

    @Inject
    Integrations integrations;

    @Inject
    Erasure erasure;

    private static int issues = 700;

    private final String key = "TOW-" + ++issues;
    private final ToldByGit git = new ToldByGit(key);
    private Site site;
    private TenantId tenant;
    private IntegrationId integration;

    @BeforeEach
    void connect() {
        site = Stand.jira().site();
        site.createIssue(key, "Tow the line");
        tenant = tenants.ofClientKey(Stand.jira().clientKey()).orElseThrow().id();
        integration = integrations.create(tenant, Stand.ADMIN, key, Provider.GITHUB).integration().id();
    }

    @Test
    void a_push_is_in_jira_at_once() throws Exception {
        apply(git.push("main", git.commit(1)));
        eventually(1, () -> site.commits(key).size());
        for (var number = 2; number <= 6; number++) {
            var start = System.nanoTime();
            var expected = number;
            apply(git.push("main", git.commit(number)));
            eventually(expected, () -> site.commits(key).size());
            var took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(AT_ONCE) < 0, "commit " + number + " took " + took);
        }
        var commit = site.commits(key).getFirst();
        assertEquals("team/app", commit.at("/repository/name").asText());
        assertEquals("anna@example.com", commit.at("/author/email").asText());
    }

    @Test
    void a_jira_that_fails_for_a_moment_loses_nothing() throws Exception {
        site.answerNext(UPLOADS, 503, Map.of(), 1);
        site.answerNext(UPLOADS, 429, Map.of("Retry-After", "1"), 1);
        apply(git.push(key + "-tow", git.commit(1)));
        eventually(1, () -> site.commits(key).size());
        eventually(List.of(key + "-tow"), () -> names(site.branches(key), "name"));
    }

    @Test
    void what_is_gone_from_the_index_is_gone_from_jira() throws Exception {
        apply(git.push(key + "-tow", git.commit(1)));
        apply(git.pullRequest(key + " tow", PullRequest.State.OPEN));
        eventually(List.of("OPEN"), () -> names(site.pullRequests(key), "status"));
        eventually(1, () -> site.branches(key).size());
        apply(git.branchGone(key + "-tow"));
        apply(git.pullRequest(key + " tow", PullRequest.State.MERGED));
        eventually(List.of("MERGED"), () -> names(site.pullRequests(key), "status"));
        eventually(0, () -> site.branches(key).size());
        apply(git.pullRequest("tow", PullRequest.State.MERGED));
        eventually(0, () -> site.pullRequests(key).size());
        assertEquals(1, site.commits(key).size());
    }

    @Test
    void builds_and_deployments_are_in_jira_in_their_newest_state_and_go_with_their_repository() throws Exception {
        apply(git.built(7, Build.State.IN_PROGRESS, 1));
        apply(git.deployed("live", 3, Deployment.State.PENDING, 1));
        // Only their commit says which issue they belong to.
        apply(git.push("main", git.commit(1)));
        eventually(List.of("in_progress"), () -> names(site.builds(key), "state"));
        eventually(List.of("pending"), () -> names(site.deployments(key), "state"));
        apply(git.built(7, Build.State.FAILED, 1));
        apply(git.deployed("live", 3, Deployment.State.SUCCESSFUL, 1));
        eventually(List.of("failed"), () -> names(site.builds(key), "state"));
        eventually(List.of("successful"), () -> names(site.deployments(key), "state"));
        assertEquals("production", site.deployments(key).getFirst().at("/environment/type").asText());
        apply(new Activity.RepositoryRemoved(git.repository("team/app")));
        eventually(0, () -> site.builds(key).size() + site.deployments(key).size() + site.commits(key).size());
        apply(git.built(8, Build.State.SUCCESSFUL, 1));
        eventually(2, () -> site.builds(key).size());
        assertTrue(erasure.erase(tenant, integration, () -> {}));
        eventually(0, () -> site.builds(key).size() + site.deployments(key).size() + site.commits(key).size());
    }

    @Test
    void a_renamed_and_a_removed_repository_look_so_in_jira() throws Exception {
        apply(git.push("main", git.commit(1)));
        eventually(List.of("team/app"), () -> site.commits(key).stream().map(commit -> commit.at("/repository/name").asText()).toList());
        apply(new Activity.RepositoryRenamed(git.repository("team/rope")));
        eventually(List.of("team/rope"), () -> site.commits(key).stream().map(commit -> commit.at("/repository/name").asText()).toList());
        apply(new Activity.RepositoryRemoved(git.repository("team/rope")));
        eventually(0, () -> site.commits(key).size());
    }

    @Test
    void a_deleted_integration_leaves_nothing_in_jira_and_others_keep_theirs() throws Exception {
        apply(git.push("main", git.commit(1)));
        var first = integration;
        integration = integrations.create(tenant, Stand.ADMIN, key + " too", Provider.GITHUB).integration().id();
        apply(git.push("main", git.commit(1)));
        eventually(2, () -> site.commits(key).size());
        assertTrue(erasure.erase(tenant, first, () -> {}));
        eventually(1, () -> site.commits(key).size());
    }

    @Test
    void refused_entities_are_kept_and_shown() throws Exception {
        var strange = new ToldByGit("TOW-99999");
        apply(strange.push("main", strange.commit(1)));
        eventually(Set.of("unknown_keys: Jira knows no issue TOW-99999"), () -> {
            try (var connection = database.getConnection()) {
                var words = new java.util.HashSet<String>();
                Uploads.refused(connection, tenant, 100).stream()
                        .filter(refused -> refused.integration().equals(integration))
                        .forEach(refused -> words.add(refused.outcome() + ": " + refused.message()));
                return words;
            }
        });
    }

    @Test
    void what_was_refused_for_an_unknown_key_is_in_jira_as_soon_as_the_issue_appears() throws Exception {
        var early = new ToldByGit("TOW-99998");
        apply(early.push("main", early.commit(1)));
        eventually(true, () -> {
            try (var connection = database.getConnection()) {
                return Uploads.refused(connection, tenant, 100).stream().anyMatch(refused -> refused.message().contains("TOW-99998"));
            }
        });
        Stand.jira().createAs(Stand.ADMIN, "TOW-99998", "Later than its commit");
        eventually(1, () -> site.commits("TOW-99998").size());
    }

    @Test
    void an_operator_has_a_site_compared_and_only_one_that_is_there() throws Exception {
        assertEquals(404, compare("https://nobody.atlassian.net"));
        RestAssured.given().post("/compare?site=" + Stand.jira().url()).then().statusCode(404);
        eventually(false, () -> comparison().running());
        var before = comparison().endedAt();
        assertEquals(202, compare(Stand.jira().url() + "/"));
        eventually(true, () -> !comparison().running() && !comparison().endedAt().equals(before));
    }

    private static int compare(String site) {
        var management = "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given().queryParam("site", site).post(management + "/compare").statusCode();
    }

    private Reconciliation.State comparison() throws SQLException {
        try (var connection = database.getConnection()) {
            return Reconciliation.state(connection, tenant, Instant.now());
        }
    }

    @Test
    void refused_credentials_are_told_and_a_reinstallation_repairs_them() throws Exception {
        site.answerNext(UPLOADS, 401, Map.of(), 1);
        apply(git.push("main", git.commit(1)));
        eventually(true, () -> trouble().startsWith("Jira refused our credentials (401)."));
        assertEquals(0, site.commits(key).size());
        Stand.jira().reinstall();
        eventually(1, () -> site.commits(key).size());
        eventually("", this::trouble);
    }

    private void apply(Activity activity) throws SQLException {
        long head;
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.apply(connection, tenant, integration, new LinkRules(true, Set.of()), List.of(activity), Instant.now(), Instant.now());
            head = ChangeLog.head(connection, tenant);
            connection.commit();
        }
        wakeups.reached(tenant, head);
    }

    private String trouble() throws SQLException {
        try (var connection = database.getConnection()) {
            return Uploads.trouble(connection, tenant);
        }
    }

    private static List<String> names(List<? extends JsonNode> entities, String field) {
        var names = new ArrayList<String>();
        entities.forEach(entity -> names.add(entity.path(field).asText()));
        return names;
    }

    private static <T> void eventually(T expected, Callable<T> actual) throws Exception {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!expected.equals(actual.call()) && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertEquals(expected, actual.call());
    }
}
