package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** From which repositories something links to the issues of a project. */
public final class ProjectSources {

    /** A page shows no more; whoever has more looks for one by name in Jira's own development panel. */
    public static final int LIMIT = 200;

    // Walks over all links of the project's issues: some milliseconds for ten thousand, and nobody opens project settings often.
    private static final String SQL = """
            select linked.integration_id, linked.repository, repository.name, repository.url, (count(distinct linked.entity) filter (where linked.kind = 'commit'))::int as commits,
                (count(distinct linked.entity) filter (where linked.kind = 'pull_request'))::int as pull_requests, count(distinct linked.issue_key)::int as issues,
                max(coalesce(git_commit.authored_at, branch.at, pull_request.updated_at)) as latest
            from issue_link linked
              join repository on repository.tenant_id = linked.tenant_id and repository.integration_id = linked.integration_id and repository.repository = linked.repository
              left join git_commit on linked.kind = 'commit' and git_commit.tenant_id = linked.tenant_id and git_commit.integration_id = linked.integration_id
                and git_commit.repository = linked.repository and git_commit.sha = linked.entity
              left join branch on linked.kind = 'branch' and branch.tenant_id = linked.tenant_id and branch.integration_id = linked.integration_id
                and branch.repository = linked.repository and branch.name = linked.entity
              left join pull_request on linked.kind = 'pull_request' and pull_request.tenant_id = linked.tenant_id and pull_request.integration_id = linked.integration_id
                and pull_request.repository = linked.repository and pull_request.number = linked.entity
            where linked.tenant_id = ? and split_part(linked.issue_key, '-', 1) = any(?) and repository.removed_at is null
            group by 1, 2, 3, 4 order by latest desc nulls last, name limit ?
            """;

    /**
     * One repository.
     *
     * @param issues of the project that it links to
     * @param latest when the newest of what links was made; empty where nothing tells
     */
    public record Source(IntegrationId integration, String name, String url, int commits, int pullRequests, int issues, Optional<Instant> latest) {}

    private ProjectSources() {}

    /** The most recently active first, at most {@link #LIMIT}. @param keys of the project, present and former */
    public static List<Source> of(Connection connection, TenantId tenant, Collection<String> keys) throws SQLException {
        try (var sources = Query.of(connection, tenant, SQL).texts(keys, key -> key).value(LIMIT)) {
            return sources.rows(row -> new Source(
                    new IntegrationId(row.getObject("integration_id", UUID.class)), row.getString("name"), row.getString("url"),
                    row.getInt("commits"), row.getInt("pull_requests"), row.getInt("issues"), Optional.ofNullable(Query.time(row, "latest"))));
        }
    }
}
