package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.PullRequest;
import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.Ask;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import dev.towline.sandbox.Moored;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The comparison against the real index and a sandbox Jira by HTTP that lost something, has it otherwise, or has too much. */
class ReconcilingIT {

    private static final String KEY = "ABC-900";
    private static final int AGO = 3600;

    private static DataSource database;
    private static Moored moored;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final IntegrationId integration = new IntegrationId(UUID.randomUUID());
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Jira jira = new Jira();
    private final Round round = new Round(database, clock, jira, new Random(1));
    private final Reconciling reconciling = new Reconciling(database, clock, jira, Duration.ZERO);
    private final ToldByGit git = new ToldByGit(KEY);

    /** The way to the sandbox, which writes down what goes over it. */
    private final class Jira implements Site {

        final List<String> asked = new ArrayList<>();
        final List<JsonNode> told = new ArrayList<>();

        @Override
        public JiraAnswer send(TenantId tenant, String method, String path, JsonNode body) {
            asked.add(method + " " + path);
            if (body != null) {
                told.add(body);
            }
            return new Ask(clock).exchange(moored.request(method, path, body));
        }

        @Override
        public Tenant.Kind kind(TenantId tenant) {
            return Tenant.Kind.CONNECT;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        database = LocalPostgres.ofTests().migrated("reconciling_it");
        moored = new Moored();
        moored.jira.site().createIssue(KEY, "Tow");
    }

    @AfterAll
    static void stop() {
        moored.close();
    }

    @BeforeEach
    void install() throws SQLException {
        moored.forgetAll();
        moored.jira.site().noFaults();
        install(tenant, integration);
    }

    @Test
    void what_jira_lost_or_altered_is_told_again_and_what_is_left_over_goes() throws SQLException {
        told();
        var before = moored.stored();
        var site = moored.jira.site();
        site.loseCommit(Samples.sha(1));
        site.alterPullRequest("12", "status", "DECLINED");
        site.strayBranch(Ids.of(KEY + "-tow"), Ids.of("feature/gone"));
        site.loseBuild("Build 7");
        assertFalse(bodies(before).equals(bodies(moored.stored())), "the damage is done");
        compare();
        var state = state();
        assertEquals(List.of(1, 3, 1, 0), List.of(state.compared(), state.told(), state.removed(), state.failed()));
        assertEquals(Optional.of(now), state.endedAt());
        jira.told.clear();
        round.run(tenant);
        assertEquals(bodies(before), bodies(moored.stored()));
        assertTrue(jira.told.stream().filter(body -> body.has("repositories")).allMatch(body -> body.path("preventTransitions").asBoolean()),
                "what is told again moves no issue");
        compareAgain();
        assertEquals(List.of(1, 0, 0), List.of(state().compared(), state().told(), state().removed()));
    }

    @Test
    void what_is_told_after_a_repair_is_news_again() throws SQLException {
        told();
        moored.jira.site().alterPullRequest("12", "status", "DECLINED");
        compare();
        round.run(tenant);
        jira.told.clear();
        apply(integration, git.pullRequest(KEY + " tow", PullRequest.State.MERGED));
        round.run(tenant);
        assertEquals(List.of(false), jira.told.stream().map(body -> body.path("preventTransitions").asBoolean()).toList());
    }

    @Test
    void nothing_is_told_when_all_is_equal() throws SQLException {
        told();
        var head = head();
        jira.asked.clear();
        compare();
        assertEquals(head, head());
        assertTrue(jira.asked.stream().allMatch(asked -> asked.startsWith("GET ")), jira.asked::toString);
        assertEquals(2, jira.asked.size(), "one for the repository, one for its build");
    }

    @Test
    void what_was_told_a_moment_ago_jira_may_not_show_yet() throws SQLException {
        told();
        now = now.minusSeconds(AGO).plus(Difference.SETTLED).minusSeconds(1);
        moored.jira.site().loseCommit(Samples.sha(1));
        compare();
        assertEquals(0, state().told());
        now = now.plusSeconds(2);
        compare();
        assertEquals(1, state().told());
    }

    @Test
    void of_a_long_history_what_jira_does_not_show_is_not_taken_for_lost() throws SQLException {
        apply(integration, git.push("main", IntStream.rangeClosed(1, 450).mapToObj(git::commit).toArray(dev.towline.activity.Commit[]::new)));
        round.run(tenant);
        now = now.plusSeconds(3600);
        compare();
        assertEquals(List.of(1, 0, 0), List.of(state().compared(), state().told(), state().removed()));
        moored.jira.site().loseCommit(Samples.sha(440));
        compareAgain();
        assertEquals(1, state().told());
    }

    @Test
    void a_busy_jira_is_left_alone_and_the_comparison_goes_on_where_it_was() throws SQLException {
        told();
        moored.jira.site().loseCommit(Samples.sha(1));
        moored.jira.site().answerNext("/rest/devinfo", 429, Map.of("Retry-After", "40"), 1);
        begin();
        run();
        assertEquals(new Reconciliation.State(true, 0, 0, 0, 0, Optional.of(now.plusSeconds(40)), Optional.empty(), ""), state());
        jira.asked.clear();
        now = now.plusSeconds(39);
        run();
        assertEquals(List.of(), jira.asked);
        now = now.plusSeconds(1);
        run();
        assertEquals(List.of(1, 1), List.of(state().compared(), state().told()));
        assertFalse(state().running());
    }

    @Test
    void refused_credentials_stop_it_and_a_jira_that_fails_for_good_counts_as_not_compared() throws SQLException {
        told();
        moored.jira.site().answerNext("/rest/devinfo", 401, Map.of(), 1);
        begin();
        run();
        assertEquals(Optional.of(now.plus(Patience.PARKED)), state().waitsFor());
        assertEquals(Advice.unauthorized(Tenant.Kind.CONNECT), state().trouble());
        moored.jira.site().answerNext("/rest/devinfo", 500, Map.of(), 5);
        for (var minute = 0; minute < 20; minute++) {
            now = now.plusSeconds(60);
            run();
        }
        assertEquals(List.of(0, 0, 1), List.of(state().compared(), state().told(), state().failed()));
        assertFalse(state().running());
        assertEquals("", state().trouble());
    }

    @Test
    void regression_a_comparison_that_jira_refuses_for_good_ends_and_says_what_to_do() throws SQLException {
        told();
        moored.jira.site().answerNext("/rest/devinfo", 403, Map.of(), 100);
        begin();
        for (var quarter = 0; quarter < 8 && state().running(); quarter++) {
            run();
            now = now.plus(Patience.PARKED);
        }
        assertFalse(state().running());
        assertEquals(Advice.forbidden(Tenant.Kind.CONNECT), state().trouble());
        jira.asked.clear();
        run();
        assertEquals(List.of(), jira.asked);
        moored.jira.site().noFaults();
        compare();
        assertEquals(List.of(1, 0), List.of(state().compared(), state().failed()));
        assertEquals("", state().trouble());
    }

    @Test
    void regression_a_comparison_does_not_wait_for_ever_for_uploads_that_are_refused() throws SQLException {
        told();
        moored.jira.site().answerNext("/rest/devinfo", 401, Map.of(), 1);
        apply(integration, git.push("main", git.commit(2)));
        round.run(tenant);
        jira.asked.clear();
        begin();
        for (var quarter = 0; quarter < 8 && state().running(); quarter++) {
            run();
            now = now.plus(Patience.PARKED);
        }
        assertFalse(state().running());
        assertEquals(Advice.unauthorized(Tenant.Kind.CONNECT), state().trouble());
        assertEquals(List.of(), jira.asked, "a site that is not there would say of everything that it has none");
    }

    @Test
    void one_runs_at_a_time_and_the_next_one_comes_by_itself() throws SQLException {
        told();
        assertTrue(begin());
        assertFalse(begin());
        run();
        assertEquals(List.of(), due());
        now = now.plus(Reconciliation.EVERY);
        assertEquals(List.of(tenant), due());
        jira.asked.clear();
        run();
        assertEquals(2, jira.asked.size());
    }

    @Test
    void each_tenant_gets_a_day_of_its_own_and_no_other_is_touched() throws SQLException {
        told();
        var other = new TenantId(UUID.randomUUID());
        var theirs = new IntegrationId(UUID.randomUUID());
        install(other, theirs);
        apply(other, theirs, new ToldByGit(KEY).push("main", git.commit(2)));
        round.run(other);
        moored.jira.site().loseCommit(Samples.sha(2));
        compare();
        assertEquals(0, state().told());
        assertTrue(jira.asked.stream().noneMatch(asked -> asked.startsWith("GET ") && asked.contains(Ids.repository(theirs, "42"))));
        reconciling.spread();
        try (var connection = database.getConnection(); var query = connection.prepareStatement(
                "select next_at between ? and ? from reconciliation where tenant_id = ? and not running")) {
            query.setTimestamp(1, java.sql.Timestamp.from(now));
            query.setTimestamp(2, java.sql.Timestamp.from(now.plus(Reconciliation.EVERY)));
            query.setObject(3, other.value());
            try (var rows = query.executeQuery()) {
                assertTrue(rows.next() && rows.getBoolean(1));
            }
        }
    }

    /** A commit, a branch, a pull request and a build, long enough ago. */
    private void told() throws SQLException {
        apply(integration, git.push(KEY + "-tow", git.commit(1)));
        apply(integration, git.pullRequest(KEY + " tow", PullRequest.State.OPEN));
        apply(integration, git.built(7, Build.State.SUCCESSFUL, 1));
        round.run(tenant);
        assertEquals(4, moored.stored().size());
        now = now.plusSeconds(AGO);
    }

    private void compare() throws SQLException {
        assertTrue(begin());
        run();
        assertFalse(state().running());
    }

    private void compareAgain() throws SQLException {
        now = now.plusSeconds(3600);
        compare();
    }

    /** As often as there is something to do now. */
    private void run() {
        for (var step = 0; step < 5; step++) {
            reconciling.step(tenant);
        }
    }

    private List<TenantId> due() {
        return reconciling.due().stream().filter(tenant::equals).toList();
    }

    private boolean begin() throws SQLException {
        try (var connection = database.getConnection()) {
            return Reconciliation.begin(connection, tenant, now);
        }
    }

    private Reconciliation.State state() throws SQLException {
        try (var connection = database.getConnection()) {
            return Reconciliation.state(connection, tenant, now);
        }
    }

    private long head() throws SQLException {
        try (var connection = database.getConnection()) {
            return ChangeLog.head(connection, tenant);
        }
    }

    // What is told again has another number.
    private static Map<String, String> bodies(Map<String, ? extends JsonNode> stored) {
        var bodies = new java.util.TreeMap<String, String>();
        stored.forEach((name, entity) -> bodies.put(name, entity.toString().replaceAll("\"updateSequence(Id|Number)\":[0-9]+", "")));
        return bodies;
    }

    private void apply(IntegrationId from, Activity activity) throws SQLException {
        apply(tenant, from, activity);
    }

    private void apply(TenantId whose, IntegrationId from, Activity activity) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.apply(connection, whose, from, new LinkRules(true, Set.of()), List.of(activity), now, now);
            connection.commit();
        }
    }

    private static void install(TenantId tenant, IntegrationId integration) throws SQLException {
        try (Connection connection = database.getConnection();
                var site = connection.prepareStatement("insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at) values (?, ?, '', '', 'installed', now(), now())");
                var git = connection.prepareStatement("insert into integration (tenant_id, integration_id, name, provider, token_hash, signing_secret, created_at, created_by) "
                        + "values (?, ?, 'git', 'github', '', '', now(), 'ada')")) {
            site.setObject(1, tenant.value());
            site.setString(2, tenant.toString());
            site.executeUpdate();
            git.setObject(1, tenant.value());
            git.setObject(2, integration.value());
            git.executeUpdate();
        }
    }
}
