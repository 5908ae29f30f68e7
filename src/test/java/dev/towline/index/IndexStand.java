package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** A migrated database and the words in which the tests of this room speak to it: each delivery is a transaction of its own. */
final class IndexStand {

    static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123Z");
    static final List<String> TABLES = List.of(
            "repository", "git_commit", "ref_update", "branch", "tag", "pull_request", "review", "build", "deployment", "issue_link", "held_key", "gap", "recount_part");
    static final LinkRules RULES = new LinkRules(true, Set.of());

    private static final Set<String> WHOSE = Set.of("tenant_id", "integration_id");

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** One integration of one tenant. */
    record Site(TenantId tenant, IntegrationId integration) {

        static Site fresh() {
            return new Site(new TenantId(UUID.randomUUID()), new IntegrationId(UUID.randomUUID()));
        }
    }

    final DataSource database;
    // To connect costs more than to apply a delivery; the connections go with the JVM's database.
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    private IndexStand(DataSource database) {
        this.database = database;
    }

    static IndexStand named(String name) throws Exception {
        return new IndexStand(LocalPostgres.ofTests().migrated(name));
    }

    <T> T within(Work<T> work) throws SQLException {
        var connection = idle.poll();
        if (connection == null) {
            connection = database.getConnection();
            connection.setAutoCommit(false);
        }
        try {
            var result = work.with(connection);
            connection.commit();
            return result;
        } finally {
            connection.rollback();
            idle.add(connection);
        }
    }

    Index.Applied apply(Site site, Activity... delivery) throws SQLException {
        return apply(site, RULES, delivery);
    }

    Index.Applied apply(Site site, LinkRules rules, Activity... delivery) throws SQLException {
        return within(connection -> Index.apply(connection, site.tenant(), site.integration(), rules, List.of(delivery), NOW, NOW));
    }

    Index.Applied received(Instant at, Site site, Activity... delivery) throws SQLException {
        return within(connection -> Index.apply(connection, site.tenant(), site.integration(), RULES, List.of(delivery), at, NOW));
    }

    void forget(Site site) throws SQLException {
        within(connection -> {
            Index.forget(connection, site.tenant(), site.integration(), NOW);
            return null;
        });
    }

    List<Change> log(Site site) throws SQLException {
        return within(connection -> ChangeLog.after(connection, site.tenant(), 0, 100_000));
    }

    /** The changes that {@code delivery} appends, in words such as {@code BRANCH:work:[ABC-1]}. */
    List<String> changesOf(Site site, Activity... delivery) throws SQLException {
        var before = log(site).size();
        apply(site, delivery);
        return words(log(site).stream().skip(before).toList());
    }

    static List<String> words(List<Change> changes) {
        return changes.stream()
                .map(change -> change.kind() + ":" + (change.entity().matches("(.)\\1{39}") ? change.entity().substring(0, 1) : change.entity()) + ":"
                        + change.issueKeys().stream().map(IssueKey::value).sorted().toList())
                .toList();
    }

    Development.OfIssue ofIssue(Site site, String key) throws SQLException {
        return within(connection -> Development.ofIssue(connection, site.tenant(), new IssueKey(key)));
    }

    Development.BranchView branch(Site site, String name) throws SQLException {
        var id = new Development.EntityId(site.integration(), "7", name);
        return within(connection -> Development.branches(connection, site.tenant(), Set.of(id)).get(id));
    }

    Development.PullRequestView pullRequest(Site site, String number) throws SQLException {
        var id = new Development.EntityId(site.integration(), "7", number);
        return within(connection -> Development.pullRequests(connection, site.tenant(), Set.of(id)).get(id));
    }

    Development.BuildView build(Site site, String id) throws SQLException {
        var entity = new Development.EntityId(site.integration(), "7", id);
        return within(connection -> Development.builds(connection, site.tenant(), Set.of(entity)).get(entity));
    }

    Development.DeploymentView deployment(Site site, String id) throws SQLException {
        var entity = new Development.EntityId(site.integration(), "7", id);
        return within(connection -> Development.deployments(connection, site.tenant(), Set.of(entity)).get(entity));
    }

    Development.CommitView commit(Site site, String letter) throws SQLException {
        var id = new Development.EntityId(site.integration(), "7", Given.sha(letter));
        return within(connection -> Development.commits(connection, site.tenant(), Set.of(id)).get(id));
    }

    /** All rows of the index that belong to a site, without whose they are; sorted. */
    Map<String, List<String>> rows(Site site, boolean positions) throws SQLException {
        var tables = new LinkedHashMap<String, List<String>>();
        for (var table : TABLES) {
            tables.put(table, within(connection -> {
                try (var query = connection.prepareStatement("select * from " + table + " where tenant_id = ? and integration_id = ?")) {
                    query.setObject(1, site.tenant().value());
                    query.setObject(2, site.integration().value());
                    var rows = new ArrayList<String>();
                    try (var answer = query.executeQuery()) {
                        var columns = answer.getMetaData();
                        while (answer.next()) {
                            var row = new TreeMap<String, Object>();
                            for (var column = 1; column <= columns.getColumnCount(); column++) {
                                var name = columns.getColumnName(column);
                                var value = answer.getObject(column);
                                if (!WHOSE.contains(name) && (positions || !name.equals("position"))) {
                                    row.put(name, value instanceof java.sql.Array array ? Arrays.toString((Object[]) array.getArray()) : String.valueOf(value));
                                }
                            }
                            rows.add(row.toString());
                        }
                    }
                    return rows.stream().sorted().toList();
                }
            }));
        }
        return tables;
    }
}
