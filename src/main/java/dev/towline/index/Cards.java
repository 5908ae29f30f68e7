package dev.towline.index;

import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The read model of a board: the little that a card says of its issue, for many issues in one query a kind. */
public final class Cards {

    /** Of each kind, on one card: what does not fit is counted, and stands in the issue's panel. */
    public static final int SHOWN = 3;

    public record BranchOnCard(String name, String url) {}

    /** A pipeline's newest run. */
    public record BuildOnCard(String name, Build.State state, String url) {}

    /** What was deployed to an environment last, or failed to be. */
    public record DeploymentOnCard(IntegrationId integration, String environment, Deployment.State state, String url) {}

    /**
     * @param commits      how many were authored since the time asked for
     * @param branches     the newest, of {@code branchCount}
     * @param pullRequests open ones first, then the newest, of {@code pullRequestCount}
     * @param builds       of each pipeline the newest run, failed ones first
     * @param deployments  of each environment the newest that came to an end, the newest first
     */
    public record Card(int commits, int branchCount, List<BranchOnCard> branches, int pullRequestCount, List<Development.PullRequestView> pullRequests,
            List<BuildOnCard> builds, List<DeploymentOnCard> deployments) {}

    private static final String JOINED = """
            from issue_link link
            join %1$s found on (found.tenant_id, found.integration_id, found.repository, found.%2$s)
                = (link.tenant_id, link.integration_id, link.repository, link.entity)
            join repository home on (home.tenant_id, home.integration_id, home.repository)
                = (found.tenant_id, found.integration_id, found.repository) and home.removed_at is null
            where link.tenant_id = ? and link.issue_key = any(?) and link.kind = '%3$s'
            """;

    private static final String COMMITS = """
            select link.issue_key, count(*) as total %s and found.authored_at >= ? group by link.issue_key
            """.formatted(JOINED.formatted("git_commit", "sha", "commit"));

    private static final String BRANCHES = newest("found.name, found.url", JOINED.formatted("branch", "name", "branch") + " and not found.removed",
            "found.at desc, found.name");

    private static final String PULL_REQUESTS = newest("found.integration_id, found.repository, found.number", JOINED.formatted("pull_request", "number", "pull_request"),
            "(found.state in ('open', 'draft')) desc, found.updated_at desc, found.number");

    private static final String BUILDS = newestOfEach("found.name, found.pipeline, found.state, found.url, found.updated_at", JOINED.formatted("build", "build", "build"),
            "found.pipeline", "(state = 'failed') desc, updated_at desc");

    private static final String DEPLOYMENTS = newestOfEach("found.integration_id, found.environment, found.state, found.url, found.updated_at", JOINED.formatted("deployment", "deployment", "deployment")
            // What is still under way has not replaced anything yet.
            + " and found.state in ('successful', 'failed', 'rolled_back')",
            "found.environment", "updated_at desc");

    private Cards() {}

    /** Of every key asked for; of one that nobody has told of, a card with nothing on it. */
    public static Map<IssueKey, Card> of(Connection connection, TenantId tenant, Collection<IssueKey> keys, Instant since) throws SQLException {
        var commits = new LinkedHashMap<IssueKey, Integer>();
        try (var query = Query.of(connection, tenant, COMMITS).texts(keys, IssueKey::value).value(since)) {
            query.rows(row -> commits.put(key(row), row.getInt("total")));
        }
        var branches = read(connection, tenant, BRANCHES, keys, row -> new BranchOnCard(row.getString("name"), row.getString("url")));
        var pullRequests = read(connection, tenant, PULL_REQUESTS, keys,
                row -> new Development.EntityId(Views.integration(row), row.getString("repository"), row.getString("number")));
        var builds = read(connection, tenant, BUILDS, keys, row -> new BuildOnCard(
                row.getString("name").isBlank() ? row.getString("pipeline") : row.getString("name"), Build.State.valueOf(state(row)), row.getString("url")));
        var deployments = read(connection, tenant, DEPLOYMENTS, keys,
                row -> new DeploymentOnCard(Views.integration(row), row.getString("environment"), Deployment.State.valueOf(state(row)), row.getString("url")));
        var ids = new LinkedHashSet<Development.EntityId>();
        pullRequests.values().forEach(some -> ids.addAll(some.rows()));
        var views = Development.pullRequests(connection, tenant, ids);
        var cards = new LinkedHashMap<IssueKey, Card>();
        for (var key : keys) {
            var requests = of(pullRequests, key);
            cards.put(key, new Card(commits.getOrDefault(key, 0), of(branches, key).total(), of(branches, key).rows(), requests.total(),
                    requests.rows().stream().filter(views::containsKey).map(views::get).toList(), of(builds, key).rows(), of(deployments, key).rows()));
        }
        return cards;
    }

    private record Some<T>(int total, List<T> rows) {}

    private static <T> Some<T> of(Map<IssueKey, Some<T>> all, IssueKey key) {
        return all.getOrDefault(key, new Some<>(0, List.of()));
    }

    private static <T> Map<IssueKey, Some<T>> read(Connection connection, TenantId tenant, String sql, Collection<IssueKey> keys, Query.Reader<T> reader) throws SQLException {
        var found = new LinkedHashMap<IssueKey, Some<T>>();
        try (var query = Query.of(connection, tenant, sql).texts(keys, IssueKey::value).value(SHOWN)) {
            query.rows(row -> {
                var total = row.getInt("total");
                var some = found.computeIfAbsent(key(row), _ -> new Some<>(total, new ArrayList<>()));
                return some.rows().add(reader.read(row));
            });
        }
        return found;
    }

    private static IssueKey key(ResultSet row) throws SQLException {
        return new IssueKey(row.getString("issue_key"));
    }

    private static String state(ResultSet row) throws SQLException {
        return row.getString("state").toUpperCase(Locale.ROOT);
    }

    private static String newest(String columns, String joined, String order) {
        return """
                select * from (
                    select link.issue_key, %1$s, count(*) over (partition by link.issue_key) as total,
                        row_number() over (partition by link.issue_key order by %3$s) as place
                    %2$s) ranked
                where place <= ? order by issue_key, place
                """.formatted(columns, joined, order);
    }

    private static String newestOfEach(String columns, String joined, String group, String order) {
        return """
                select * from (
                    select newest.*, count(*) over (partition by issue_key) as total, row_number() over (partition by issue_key order by %4$s) as place from (
                        select link.issue_key, %1$s,
                            row_number() over (partition by link.issue_key, found.integration_id, found.repository, %3$s order by found.updated_at desc) as run
                        %2$s) newest
                    where run = 1) ranked
                where place <= ? order by issue_key, place
                """.formatted(columns, joined, group, order);
    }
}
