package dev.towline.devinfo;

import static dev.towline.devinfo.Samples.sha;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.PullRequest;
import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A round against the real index and a Jira that writes down what it is asked. */
class RoundIT {

    private static final String REPOSITORY_PATH = "/rest/devinfo/0.10/repository/";

    private static DataSource database;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final IntegrationId integration = new IntegrationId(UUID.randomUUID());
    private final RecordingSite site = new RecordingSite();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Round round = new Round(database, clock, site, new Random(1));
    private final ToldByGit git = new ToldByGit();

    @BeforeAll
    static void migrate() throws Exception {
        database = LocalPostgres.ofTests().migrated("devinfo_round_it");
    }

    @BeforeEach
    void install() throws SQLException {
        install(tenant);
        sql("insert into integration (tenant_id, integration_id, name, provider, token_hash, signing_secret, created_at, created_by) "
                + "values (?, ?, 'git', 'github', '', '', now(), 'ada')", tenant.value(), integration.value());
    }

    @Test
    void what_only_a_repair_told_is_a_backfill_that_moves_no_issue_also_when_it_is_sent_again() throws SQLException {
        apply(git.recount(git.commit(1), git.commit(2)));
        assertFalse(round.run(tenant));
        assertEquals(List.of("BACKFILL true " + List.of(sha(1), sha(2))), operations());
        site.asked.clear();
        apply(new Activity.RepositoryRenamed(git.repository("team/new-name")));
        apply(git.push("main", git.commit(3)));
        assertFalse(round.run(tenant));
        assertEquals(List.of("NORMAL false " + List.of(sha(3)), "BACKFILL true " + List.of(sha(1), sha(2))), operations());
    }

    @Test
    void what_a_push_told_stays_live_though_a_repair_tells_it_too_before_or_after() throws SQLException {
        apply(git.recount(git.commit(1)));
        assertFalse(round.run(tenant));
        apply(git.push("main", git.commit(1)));
        apply(git.push("main", git.commit(2)));
        apply(git.recount(git.commit(2)));
        site.asked.clear();
        assertFalse(round.run(tenant));
        assertEquals(List.of("NORMAL false " + List.of(sha(1), sha(2))), operations());
    }

    @Test
    void a_state_of_a_pull_request_that_only_a_repair_told_moves_no_issue_and_the_next_one_does() throws SQLException {
        apply(git.pullRequestRecounted("ABC-1 tow", PullRequest.State.OPEN));
        assertFalse(round.run(tenant));
        apply(git.pullRequest("ABC-1 tow", PullRequest.State.DRAFT));
        assertFalse(round.run(tenant));
        apply(git.pullRequestRecounted("ABC-1 tow", PullRequest.State.MERGED));
        assertFalse(round.run(tenant));
        assertEquals(List.of("BACKFILL true [12]", "NORMAL false [12]", "BACKFILL true [12]"), operations("pullRequests"));
    }

    private List<String> operations() {
        return operations("commits");
    }

    private List<String> operations(String kind) {
        return site.asked.stream().map(RecordingSite.Asked::body)
                .map(body -> body.path("operationType").asText() + " " + body.path("preventTransitions").asText() + " "
                        + body.at("/repositories/0/" + kind).valueStream().map(entity -> entity.path("id").asText()).sorted().toList())
                .toList();
    }

    @Test
    void a_push_reaches_jira_with_its_position_in_the_log_as_sequence_and_only_once() throws SQLException {
        apply(git.push("ABC-1-tow", git.commit(1)));
        assertFalse(round.run(tenant));
        assertEquals(1, site.asked.size());
        var body = site.asked.getFirst().body();
        assertEquals(List.of(sha(1)), site.asked.getFirst().commits());
        assertEquals("ABC-1-tow", body.at("/repositories/0/branches/0/name").asText());
        assertEquals(sha(1), body.at("/repositories/0/branches/0/lastCommit/id").asText());
        assertEquals(head(), body.at("/repositories/0/updateSequenceId").asLong());
        var sequences = Set.of(body.at("/repositories/0/commits/0/updateSequenceId").asLong(), body.at("/repositories/0/branches/0/updateSequenceId").asLong());
        assertEquals(Set.of(head() - 1, head()), sequences);
        assertEquals(head(), position());
        assertEquals(Set.of("accepted"), outcomes());
        now = now.plusSeconds(60);
        round.run(tenant);
        assertEquals(1, site.asked.size());
    }

    @Test
    void a_long_log_is_brought_over_in_rounds_and_none_is_lost() throws SQLException {
        for (var start = 1; start <= 2500; start += 500) {
            apply(git.push("main", IntStream.range(start, start + 500).mapToObj(git::commit).toArray(Commit[]::new)));
        }
        assertTrue(round.run(tenant));
        assertTrue(round.run(tenant));
        assertFalse(round.run(tenant));
        var sent = site.asked.stream().flatMap(asked -> asked.commits().stream()).toList();
        assertEquals(2500, sent.size());
        assertEquals(2500, new HashSet<>(sent).size());
        assertEquals(head(), position());
    }

    @Test
    void a_pull_request_whose_title_loses_its_key_is_erased() throws SQLException {
        apply(git.pullRequest("ABC-1 tow", PullRequest.State.OPEN));
        round.run(tenant);
        apply(git.pullRequest("tow", PullRequest.State.OPEN));
        round.run(tenant);
        assertEquals("DELETE", site.asked.getLast().method());
        assertEquals(REPOSITORY_PATH + repositoryId() + "/pull_request/12?_updateSequenceId=" + head(), site.asked.getLast().path());
        assertEquals(Set.of("deleted"), outcomes());
    }

    @Test
    void a_deleted_branch_is_erased_and_its_merged_pull_request_does_not_bring_it_back() throws SQLException {
        apply(git.push("ABC-1-tow", git.commit(1)));
        round.run(tenant);
        apply(git.branchGone("ABC-1-tow"));
        apply(git.pullRequest("ABC-1 tow", PullRequest.State.MERGED));
        site.asked.clear();
        round.run(tenant);
        assertEquals(List.of("DELETE", "POST"), site.asked.stream().map(RecordingSite.Asked::method).toList());
        assertTrue(site.asked.getFirst().path().contains("/branch/ABC-1-tow?"));
        assertTrue(site.asked.getLast().body().findValues("branches").isEmpty());
        assertEquals("MERGED", site.asked.getLast().body().at("/repositories/0/pullRequests/0/status").asText());
    }

    @Test
    void what_jira_never_heard_of_is_not_erased() throws SQLException {
        apply(git.push("ABC-1-tow", git.commit(1)));
        apply(git.branchGone("ABC-1-tow"));
        round.run(tenant);
        assertEquals(List.of("POST"), site.asked.stream().map(RecordingSite.Asked::method).toList());
    }

    @Test
    void a_failed_entity_is_kept_with_jiras_words_and_asked_about_again_a_day_later() throws SQLException {
        site.failing.put(sha(2), "too odd");
        apply(git.push("main", git.commit(1), git.commit(2)));
        round.run(tenant);
        assertEquals(head(), position());
        var refused = refused();
        assertEquals(List.of("too odd"), refused.stream().map(Uploads.Refused::message).toList());
        assertEquals(sha(2), refused.getFirst().entity());
        assertEquals(Set.of(), due(), "not at once");
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        site.failing.clear();
        assertEquals(Set.of(tenant), due());
        round.run(tenant);
        assertEquals(List.of(sha(2)), site.asked.getLast().commits());
        assertEquals(List.of(), refused());
        assertEquals(Set.of(), due());
    }

    @Test
    void an_entity_whose_keys_jira_does_not_know_is_linked_once_the_issue_exists() throws SQLException {
        site.unknownKeys.add("ABC-1");
        apply(git.push("main", git.commit(1)));
        round.run(tenant);
        assertEquals(List.of("unknown_keys"), refused().stream().map(Uploads.Refused::outcome).toList());
        site.unknownKeys.clear();
        now = now.plus(Duration.ofDays(2));
        round.run(tenant);
        assertEquals(Set.of("accepted"), outcomes());
    }

    @Test
    void one_entity_that_spoils_the_request_is_found_and_all_others_get_through() throws SQLException {
        site.poison.add(sha(5));
        apply(git.push("main", IntStream.rangeClosed(1, 16).mapToObj(git::commit).toArray(Commit[]::new)));
        round.run(tenant);
        assertEquals(List.of(sha(5) + " poison (400)"), refused().stream().map(it -> it.entity() + " " + it.message()).toList());
        assertEquals(15, count("accepted"));
        assertEquals(head(), position());
        assertTrue(site.asked.size() <= 9, site.asked.size() + " requests");
    }

    @Test
    void what_is_too_large_goes_in_halves() throws SQLException {
        site.most = 3;
        apply(git.push("main", IntStream.rangeClosed(1, 10).mapToObj(git::commit).toArray(Commit[]::new)));
        round.run(tenant);
        assertEquals(10, count("accepted"));
        assertEquals(head(), position());
    }

    @Test
    void a_round_cut_short_goes_on_where_jiras_answers_end() throws SQLException {
        apply(git.push("main", IntStream.rangeClosed(1, 450).mapToObj(git::commit).toArray(Commit[]::new)));
        site.next.add(ordinary -> ordinary);
        site.answerNext(503);
        round.run(tenant);
        assertEquals(0, position());
        assertEquals(400, count("accepted"));
        site.asked.clear();
        now = now.plusSeconds(2);
        round.run(tenant);
        assertEquals(1, site.asked.size());
        assertEquals(50, site.asked.getFirst().commits().size());
        assertEquals(head(), position());
    }

    @Test
    void a_busy_jira_is_left_alone_for_as_long_as_it_says() throws SQLException {
        apply(git.push("main", git.commit(1)));
        site.next.add(ordinary -> new JiraAnswer(429, ordinary.body(), Optional.of(Duration.ofSeconds(90))));
        round.run(tenant);
        now = now.plusSeconds(89);
        assertEquals(Set.of(), due());
        round.run(tenant);
        assertEquals(1, site.asked.size());
        now = now.plusSeconds(1 + 9);
        assertEquals(Set.of(tenant), due());
        round.run(tenant);
        assertEquals(Set.of("accepted"), outcomes());
    }

    @Test
    void refused_credentials_park_the_tenant_and_a_new_installation_frees_it_at_once() throws SQLException {
        apply(git.push("main", git.commit(1)));
        site.answerNext(401);
        round.run(tenant);
        assertTrue(trouble().startsWith("Jira refused our credentials (401)."), trouble());
        assertEquals(0, position());
        assertEquals(1, lag());
        now = now.plusSeconds(600);
        assertEquals(Set.of(), due());
        round.run(tenant);
        assertEquals(1, site.asked.size());
        sql("update tenant set changed_at = ? where tenant_id = ?", Timestamp.from(now), tenant.value());
        assertEquals(Set.of(tenant), due());
        round.run(tenant);
        assertEquals("", trouble());
        assertEquals(0, lag());
        assertEquals(head(), position());
    }

    @Test
    void a_parked_tenant_is_tried_slowly_and_an_old_installation_does_not_hurry_it() throws SQLException {
        apply(git.push("main", git.commit(1)));
        for (var status : List.of(403, 302, 404, 405)) {
            site.answerNext(status);
            round.run(tenant);
            assertTrue(trouble().contains("(" + status + ")"), trouble());
            now = now.plus(Duration.ofMinutes(14));
            assertEquals(Set.of(), due());
            now = now.plus(Duration.ofMinutes(2));
            assertEquals(Set.of(tenant), due());
        }
        round.run(tenant);
        assertEquals("", trouble());
        assertEquals(5, site.asked.size());
    }

    @Test
    void an_absent_jira_is_tried_at_growing_intervals_and_nothing_is_lost() throws SQLException {
        apply(git.push("main", git.commit(1)));
        for (var failure = 0; failure < 12; failure++) {
            site.next.add(ordinary -> { throw new JiraUnavailable("down", null, null); });
            round.run(tenant);
            now = now.plus(Duration.ofMinutes(5)).plusSeconds(1);
            assertEquals(failure + 1, site.asked.size());
        }
        assertEquals("Jira has not taken our uploads 12 times in a row. We go on trying.", trouble());
        round.run(tenant);
        assertEquals("", trouble());
        assertEquals(Set.of("accepted"), outcomes());
    }

    @Test
    void a_defect_of_ours_gives_nothing_up() throws SQLException {
        apply(git.push("main", git.commit(1)));
        site.next.add(ordinary -> { throw new IllegalStateException("a defect"); });
        assertFalse(round.run(tenant));
        assertEquals(0, position());
        assertEquals(Set.of(), due(), "it does not spin");
        now = now.plusSeconds(2);
        round.run(tenant);
        assertEquals(head(), position());
    }

    @Test
    void while_one_node_uploads_no_other_does() throws SQLException {
        apply(git.push("main", git.commit(1)));
        var other = new Round(database, clock, site, new Random(2));
        site.next.add(ordinary -> {
            assertEquals(Set.of(), due());
            assertFalse(other.run(tenant));
            return ordinary;
        });
        round.run(tenant);
        assertEquals(1, site.asked.size());
    }

    @Test
    void a_node_that_was_too_slow_writes_nothing() throws SQLException {
        apply(git.push("main", git.commit(1)));
        var other = new Round(database, clock, new RecordingSite(), new Random(2));
        site.failing.put(sha(1), "too late to say so");
        site.next.add(ordinary -> {
            now = now.plus(Lease.TERM).plusSeconds(1);
            applyUnchecked(git.push("main", git.commit(2)));
            other.run(tenant);
            return ordinary;
        });
        assertFalse(round.run(tenant));
        assertEquals(head(), position());
        assertEquals(2, count("accepted"));
    }

    @Test
    void regression_what_jira_took_without_our_hearing_it_is_erased_when_it_is_gone_by_the_next_round() throws SQLException {
        apply(git.push("ABC-1-tow", git.commit(1)));
        site.next.add(ordinary -> { throw new JiraUnavailable("the answer was lost", null, null); });
        round.run(tenant);
        apply(git.branchGone("ABC-1-tow"));
        now = now.plusSeconds(10);
        round.run(tenant);
        assertEquals(List.of("POST", "DELETE", "POST"), site.asked.stream().map(RecordingSite.Asked::method).toList());
        assertTrue(site.asked.get(1).path().contains("/branch/ABC-1-tow?"));
    }

    @Test
    void regression_what_links_to_unknown_issues_only_by_now_leaves_no_older_state_in_jira() throws SQLException {
        apply(git.pullRequest("ABC-1 tow", PullRequest.State.OPEN));
        round.run(tenant);
        site.unknownKeys.add("ABC-2");
        apply(git.pullRequest("ABC-2 tow", PullRequest.State.OPEN));
        round.run(tenant);
        assertEquals(REPOSITORY_PATH + repositoryId() + "/pull_request/12?_updateSequenceId=" + (head() - 1), site.asked.getLast().path());
        assertEquals(Set.of("unknown_keys"), outcomes());
    }

    @Test
    void regression_an_entity_of_which_jira_knows_one_issue_is_told_again_when_it_may_know_the_other() throws SQLException {
        site.unknownKeys.add("ABC-2");
        apply(git.pullRequest("ABC-1 ABC-2 tow", PullRequest.State.OPEN));
        round.run(tenant);
        assertEquals(Set.of("partly_known"), outcomes());
        var told = head();
        now = now.plus(Round.REST).plusSeconds(1);
        site.unknownKeys.clear();
        assertEquals(Set.of(tenant), due());
        round.run(tenant);
        assertTrue(site.asked.getLast().body().at("/repositories/0/pullRequests/0/updateSequenceId").asLong() > told, "or Jira would ignore it");
        assertEquals(Set.of("accepted"), outcomes());
        assertEquals(Set.of(), due());
    }

    @Test
    void regression_what_jira_took_before_it_knew_all_issues_and_without_our_hearing_it_is_told_again_under_a_new_number() throws SQLException {
        apply(git.pullRequest("ABC-1 ABC-2 tow", PullRequest.State.OPEN));
        site.next.add(ordinary -> { throw new JiraUnavailable("the answer was lost", null, null); });
        round.run(tenant);
        // ABC-2 appears. To the same number Jira says yes and does nothing.
        now = now.plusSeconds(10);
        round.run(tenant);
        assertEquals(Set.of("partly_known"), outcomes());
        var told = head();
        now = now.plus(Round.REST).plusSeconds(1);
        round.run(tenant);
        assertTrue(site.asked.getLast().body().at("/repositories/0/pullRequests/0/updateSequenceId").asLong() > told);
        assertEquals(Set.of("accepted"), outcomes());
    }

    @Test
    void a_renamed_repository_has_its_new_name_in_jira() throws SQLException {
        apply(git.push("main", git.commit(1)));
        round.run(tenant);
        apply(new Activity.RepositoryRenamed(git.repository("team/rope")));
        round.run(tenant);
        var body = site.asked.getLast().body();
        assertEquals("team/rope", body.at("/repositories/0/name").asText());
        assertEquals(head(), body.at("/repositories/0/updateSequenceId").asLong());
        assertEquals(head(), body.at("/repositories/0/commits/0/updateSequenceId").asLong(), "or Jira would ignore what carries the name");
        assertEquals(2, site.asked.size());
    }

    @Test
    void a_removed_repository_is_erased_and_one_that_returns_is_sent_again() throws SQLException {
        apply(git.push("main", git.commit(1), git.commit(2)));
        round.run(tenant);
        apply(new Activity.RepositoryRemoved(git.repository("team/app")));
        round.run(tenant);
        assertEquals(REPOSITORY_PATH + repositoryId() + "?_updateSequenceId=" + head(), site.asked.getLast().path());
        assertEquals(Set.of("deleted"), outcomes());
        var erasedUpTo = head();
        apply(git.push("main", git.commit(3)));
        round.run(tenant);
        assertEquals(3, site.asked.getLast().commits().size());
        site.asked.getLast().body().at("/repositories/0/commits")
                .forEach(commit -> assertTrue(commit.path("updateSequenceId").asLong() > erasedUpTo, "or Jira would not take it"));
        assertEquals(Set.of("accepted"), outcomes());
    }

    @Test
    void a_removed_integration_is_erased_by_its_tag_and_forgotten() throws SQLException {
        apply(git.push("main", git.commit(1)));
        round.run(tenant);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.forget(connection, tenant, integration, now);
            connection.commit();
        }
        round.run(tenant);
        assertEquals(1, site.asked.size(), "the integration is still there: nothing of Jira's is touched by tag");
        sql("delete from integration where tenant_id = ?", tenant.value());
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.forget(connection, tenant, integration, now);
            connection.commit();
        }
        round.run(tenant);
        assertEquals("/rest/devinfo/0.10/bulkByProperties?integrationId=" + integration, site.asked.getLast().path());
        assertEquals(Set.of(), outcomes());
        assertEquals(head(), position());
    }

    @Test
    void an_uninstalled_tenant_is_not_followed_and_a_new_installation_is_told_everything() throws SQLException {
        apply(git.push("main", git.commit(1)));
        round.run(tenant);
        apply(git.push("main", git.commit(2)));
        sql("update tenant set state = 'uninstalled' where tenant_id = ?", tenant.value());
        assertEquals(Set.of(), due());
        round.run(tenant);
        assertEquals(1, site.asked.size());
        sql("update tenant set state = 'installed', installed_at = ? where tenant_id = ?", Timestamp.from(now.plusSeconds(5)), tenant.value());
        assertEquals(Set.of(tenant), due());
        round.run(tenant);
        assertEquals(Set.of(sha(1), sha(2)), Set.copyOf(site.asked.getLast().commits()));
        assertEquals(Set.of(), due());
    }

    @Test
    void one_tenants_trouble_and_entities_are_not_anothers() throws SQLException {
        var other = new TenantId(UUID.randomUUID());
        install(other);
        apply(git.push("main", git.commit(1)));
        site.answerNext(401);
        round.run(tenant);
        round.run(other);
        assertEquals(1, site.asked.size());
        try (var connection = database.getConnection()) {
            assertEquals("", Uploads.trouble(connection, other));
            assertEquals(0, Uploads.lag(connection, other));
        }
    }

    // ---- what git servers tell

    private void apply(Activity... activities) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.apply(connection, tenant, integration, new LinkRules(true, Set.of()), List.of(activities), now, now);
            connection.commit();
        }
    }

    private void applyUnchecked(Activity activity) {
        try {
            apply(activity);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- what the database says

    private static void install(TenantId tenant) throws SQLException {
        sql("insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at) values (?, ?, '', '', 'installed', ?, ?)",
                tenant.value(), tenant.toString(), Timestamp.from(Samples.AT), Timestamp.from(Samples.AT));
    }

    private String repositoryId() {
        return Ids.repository(integration, "42");
    }

    private long head() throws SQLException {
        try (var connection = database.getConnection()) {
            return ChangeLog.head(connection, tenant);
        }
    }

    private long position() throws SQLException {
        return ((Number) column("select position from devinfo_progress where tenant_id = ?").getFirst()).longValue();
    }

    private Set<Object> outcomes() throws SQLException {
        return new HashSet<>(column("select outcome from devinfo_sent where tenant_id = ?"));
    }

    private long count(String outcome) throws SQLException {
        return column("select outcome from devinfo_sent where kind = 'commit' and tenant_id = ?").stream().filter(outcome::equals).count();
    }

    private String trouble() throws SQLException {
        try (var connection = database.getConnection()) {
            return Uploads.trouble(connection, tenant);
        }
    }

    private int lag() throws SQLException {
        try (var connection = database.getConnection()) {
            return Uploads.lag(connection, tenant);
        }
    }

    private List<Uploads.Refused> refused() throws SQLException {
        try (var connection = database.getConnection()) {
            return Uploads.refused(connection, tenant, 10);
        }
    }

    private Set<TenantId> due() {
        try (var connection = database.getConnection()) {
            var due = new HashSet<>(Progress.due(connection, now, now.minus(Round.REST)));
            due.retainAll(Set.of(tenant));
            return due;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Object> column(String query) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(query)) {
            statement.setObject(1, tenant.value());
            var values = new ArrayList<Object>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getObject(1));
                }
            }
            return values;
        }
    }

    private static void sql(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
