package dev.towline.index;

/** The statements behind {@link Development}: each kind of entity by issue key or by ids, with the same columns. */
final class DevelopmentSql {

    private static final String BY_KEY = """
            select tenant_id, integration_id, repository, entity from issue_link
            where tenant_id = ? and issue_key = ? and kind = ?""";

    private static final String BY_IDS = """
            select ?::uuid as tenant_id, * from unnest(?::uuid[], ?::text[], ?::text[]) as id (integration_id, repository, entity)""";

    private static final String COMMITS = select("git_commit", "commit", "sha", "authored_at");
    private static final String BRANCHES = select("branch", "branch", "name", "at");
    private static final String TAGS = select("tag", "tag", "name", "at");
    private static final String PULL_REQUESTS = select("pull_request", "pull_request", "number", "updated_at");
    private static final String BUILDS = select("build", "build", "build", "updated_at");
    private static final String DEPLOYMENTS = select("deployment", "deployment", "deployment", "updated_at");

    static final String COMMITS_BY_KEY = COMMITS.formatted(BY_KEY);
    static final String COMMITS_BY_IDS = COMMITS.formatted(BY_IDS);
    static final String BRANCHES_BY_KEY = BRANCHES.formatted(BY_KEY);
    static final String BRANCHES_BY_IDS = BRANCHES.formatted(BY_IDS);
    static final String TAGS_BY_KEY = TAGS.formatted(BY_KEY);
    static final String PULL_REQUESTS_BY_KEY = PULL_REQUESTS.formatted(BY_KEY);
    static final String PULL_REQUESTS_BY_IDS = PULL_REQUESTS.formatted(BY_IDS);

    static final String BUILDS_BY_KEY = BUILDS.formatted(BY_KEY);
    static final String BUILDS_BY_IDS = BUILDS.formatted(BY_IDS);
    static final String DEPLOYMENTS_BY_KEY = DEPLOYMENTS.formatted(BY_KEY);
    static final String DEPLOYMENTS_BY_IDS = DEPLOYMENTS.formatted(BY_IDS);

    static final String REVIEWS = """
            select review.* from (%s) as wanted
            join review on (review.tenant_id, review.integration_id, review.repository, review.number)
                = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.entity)
            order by review.at, review.reviewer
            """.formatted(BY_IDS);

    static final String REPOSITORY = """
            select integration_id, repository, name as repository_name, url as repository_url, removed_at is not null as removed
            from repository where tenant_id = ? and integration_id = ? and repository = ?
            """;

    private DevelopmentSql() {}

    // Looked up one by one ("offset 0"): for some hundred rows the database would read a whole table of a hundred thousand.
    private static String select(String table, String kind, String id, String time) {
        return """
                select found.*, home.name as repository_name, home.url as repository_url, (
                    select array_agg(link.issue_key order by link.issue_key) from issue_link link
                    where (link.tenant_id, link.integration_id, link.repository, link.kind, link.entity)
                        = (found.tenant_id, found.integration_id, found.repository, '%2$s', found.%3$s)) as issue_keys
                from (%%s) as wanted
                cross join lateral (
                    select * from %1$s where (tenant_id, integration_id, repository, %3$s) = (wanted.tenant_id, wanted.integration_id, wanted.repository, wanted.entity)
                    offset 0) as found
                join repository home on (home.tenant_id, home.integration_id, home.repository)
                    = (found.tenant_id, found.integration_id, found.repository) and home.removed_at is null
                order by found.%4$s desc, found.repository, found.%3$s limit ?
                """.formatted(table, kind, id, time);
    }
}
