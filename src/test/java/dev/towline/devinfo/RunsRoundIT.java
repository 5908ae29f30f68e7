package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds that tell Jira of builds and deployments, against the real index. */
class RunsRoundIT {

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
        database = LocalPostgres.ofTests().migrated("runs_round_it");
    }

    @BeforeEach
    void install() throws SQLException {
        sql("insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at) values (?, ?, '', '', 'installed', ?, ?)",
                tenant.value(), tenant.toString(), Timestamp.from(Samples.AT), Timestamp.from(Samples.AT));
        sql("insert into integration (tenant_id, integration_id, name, provider, token_hash, signing_secret, created_at, created_by) "
                + "values (?, ?, 'git', 'github', '', '', now(), 'ada')", tenant.value(), integration.value());
    }

    @Test
    void each_goes_to_its_own_api_with_its_position_in_the_log_and_only_once() throws SQLException {
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.FAILED, 1), git.deployed("live", 3, Deployment.State.PENDING, 1));
        assertFalse(round.run(tenant));
        assertEquals(List.of("/rest/devinfo/0.10/bulk", "/rest/builds/0.1/bulk", "/rest/deployments/0.1/bulk"), site.asked.stream().map(RecordingSite.Asked::path).toList());
        assertEquals(head() - 1, site.asked.get(1).body().at("/builds/0/updateSequenceNumber").asLong());
        assertEquals(head(), site.asked.get(2).body().at("/deployments/0/updateSequenceNumber").asLong());
        assertEquals(Set.of("commit accepted", "build accepted", "deployment accepted"), sent());
        round.run(tenant);
        assertEquals(3, site.asked.size());
    }

    @Test
    void an_environment_is_of_the_type_that_the_administrator_gave_it() throws SQLException {
        sql("insert into environment_pattern (tenant_id, integration_id, pattern, type) values (?, ?, 'live', 'testing')", tenant.value(), integration.value());
        sql("insert into environment_pattern (tenant_id, integration_id, pattern, type) values (?, ?, 'live', 'staging')", tenant.value(), UUID.randomUUID());
        apply(git.push("main", git.commit(1)), git.deployed("live", 3, Deployment.State.PENDING, 1), git.deployed("prod", 4, Deployment.State.PENDING, 1));
        round.run(tenant);
        assertEquals(List.of("testing", "production"), site.asked.getLast().body().findValues("environment").stream().map(it -> it.path("type").asText()).toList());
    }

    @Test
    void of_many_states_the_newest_is_sent() throws SQLException {
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.PENDING, 1));
        apply(git.built(7, Build.State.IN_PROGRESS, 1));
        apply(git.built(7, Build.State.SUCCESSFUL, 1));
        round.run(tenant);
        assertEquals(1, site.asked.getLast().body().path("builds").size());
        assertEquals("successful", site.asked.getLast().body().at("/builds/0/state").asText());
        assertEquals(head(), site.asked.getLast().body().at("/builds/0/updateSequenceNumber").asLong());
    }

    @Test
    void a_rejected_build_is_kept_with_jiras_words_and_asked_about_again() throws SQLException {
        site.failing.put("Build 7", "too odd");
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.FAILED, 1), git.built(8, Build.State.FAILED, 1));
        round.run(tenant);
        assertEquals(Set.of("commit accepted", "build failed too odd", "build accepted"), sent());
        site.failing.clear();
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        round.run(tenant);
        assertEquals(List.of("7"), site.asked.getLast().body().findValuesAsText("buildNumber"));
        assertEquals(Set.of("commit accepted", "build accepted"), sent());
    }

    @Test
    void a_site_that_is_closed_to_builds_still_gets_all_the_rest() throws SQLException {
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.FAILED, 1), git.built(8, Build.State.FAILED, 1), git.deployed("live", 3, Deployment.State.PENDING, 1));
        site.next.add(ordinary -> ordinary);
        site.answerNext(403);
        round.run(tenant);
        assertEquals(3, site.asked.size(), "it is not halved");
        var closed = "build failed Jira does not take builds from the app (403). Install it again on top of itself, so that Jira learns that it provides them. Do not uninstall it: that erases its data.";
        assertEquals(Set.of("commit accepted", closed, "deployment accepted"), sent());
        try (var connection = database.getConnection()) {
            assertEquals("", Uploads.trouble(connection, tenant));
            assertEquals(0, Uploads.lag(connection, tenant));
        }
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        round.run(tenant);
        assertEquals(Set.of("commit accepted", "build accepted", "deployment accepted"), sent());
    }

    @Test
    void a_request_that_is_too_large_goes_in_halves() throws SQLException {
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.FAILED, 1), git.built(8, Build.State.FAILED, 1));
        site.next.add(ordinary -> ordinary);
        site.answerNext(413);
        round.run(tenant);
        assertEquals(List.of(2, 1, 1), site.asked.stream().skip(1).map(asked -> asked.body().path("builds").size()).toList());
        assertEquals(Set.of("commit accepted", "build accepted"), sent());
    }

    @Test
    void a_removed_repository_takes_its_builds_and_deployments_along_and_they_return_with_it() throws SQLException {
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.FAILED, 1), git.deployed("live", 3, Deployment.State.PENDING, 1));
        round.run(tenant);
        site.asked.clear();
        apply(new Activity.RepositoryRemoved(git.repository("team/app")));
        round.run(tenant);
        var tag = Ids.tag(integration, "42");
        assertEquals(List.of("/rest/devinfo/0.10/repository/" + tag + "?_updateSequenceId=" + head(),
                "/rest/builds/0.1/bulkByProperties?repositoryId=" + tag, "/rest/deployments/0.1/bulkByProperties?repositoryId=" + tag),
                site.asked.stream().map(RecordingSite.Asked::path).toList());
        assertEquals(Set.of("commit deleted", "build deleted", "deployment deleted"), sent());
        apply(git.push("main", git.commit(1)));
        round.run(tenant);
        assertEquals(Set.of("commit accepted", "build accepted", "deployment accepted"), sent());
    }

    @Test
    void a_removed_integration_is_erased_wherever_it_was_told_of_and_what_fails_midway_is_taken_up() throws SQLException {
        apply(git.push("main", git.commit(1)), git.built(7, Build.State.FAILED, 1));
        round.run(tenant);
        site.asked.clear();
        sql("delete from integration where tenant_id = ?", tenant.value());
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.forget(connection, tenant, integration, now);
            connection.commit();
        }
        site.next.add(ordinary -> ordinary);
        site.answerNext(503);
        round.run(tenant);
        assertEquals(Set.of("build accepted"), sent());
        now = now.plusSeconds(10);
        round.run(tenant);
        assertEquals(Set.of(), sent());
        assertEquals("/rest/builds/0.1/bulkByProperties?integrationId=" + integration, site.asked.getLast().path());
        assertTrue(site.asked.stream().noneMatch(asked -> asked.path().startsWith("/rest/deployments")), "Jira has none of it");
    }

    @Test
    void a_new_name_is_carried_to_jira_by_commits_and_by_the_builds_themselves() throws SQLException {
        now = now.plus(Duration.ofDays(1)); // so many things happened before they were received
        apply(git.push("main", git.commit(1)));
        for (var number = 1; number <= Sent.CARRIERS; number++) {
            apply(git.built(number, Build.State.FAILED, 1));
        }
        round.run(tenant);
        apply(new Activity.RepositoryRenamed(git.repository("team/rope")));
        site.asked.clear();
        round.run(tenant);
        assertEquals("team/rope", site.asked.getFirst().body().at("/repositories/0/name").asText());
        assertEquals("https://git.example.com/team/rope", site.asked.getLast().body().at("/builds/0/references/0/commit/repositoryUri").asText());
        assertEquals(2, site.asked.size());
    }

    private void apply(Activity... activities) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Index.apply(connection, tenant, integration, new LinkRules(true, Set.of()), List.of(activities), now, now);
            connection.commit();
        }
    }

    private long head() throws SQLException {
        try (var connection = database.getConnection()) {
            return ChangeLog.head(connection, tenant);
        }
    }

    /** What Jira answered, in words such as {@code build failed too odd}. */
    private Set<String> sent() throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select kind || ' ' || outcome || ' ' || message from devinfo_sent where tenant_id = ?")) {
            query.setObject(1, tenant.value());
            var words = new java.util.ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    words.add(rows.getString(1).strip());
                }
            }
            return words.stream().collect(Collectors.toSet());
        }
    }

    private static void sql(String sql, Object... values) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
