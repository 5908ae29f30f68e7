package dev.towline.index;

import java.util.List;

/** The statements behind {@link Search}, all with the same columns. Each names its tenant first, then what is searched. */
final class SearchSql {

    private static final Kind COMMIT = new Kind("git_commit", "commit", "sha", "split_part(found.message, E'\\n', 1)", "authored_at", "false");
    private static final Kind BRANCH = new Kind("branch", "branch", "name", "found.name", "at", "found.removed");
    private static final Kind TAG = new Kind("tag", "tag", "name", "found.name", "at", "found.removed");
    private static final Kind PULL_REQUEST = new Kind("pull_request", "pull_request", "number", "found.title", "updated_at", "false");
    private static final Kind BUILD = new Kind("build", "build", "build", "found.name", "updated_at", "false");
    private static final Kind DEPLOYMENT = new Kind("deployment", "deployment", "deployment", "found.name", "updated_at", "false");

    /** Between two SHAs, the second excluded. */
    static final String COMMITS = COMMIT.where("found.sha >= ? and found.sha < ?");
    static final String PULL_REQUESTS = PULL_REQUEST.where("found.number = ?");

    /** What bears a name. */
    static final List<String> NAMED = List.of(BRANCH.where("found.name = ?"), TAG.where("found.name = ?"), PULL_REQUEST.where("found.source_branch = ?"));

    /** What names an issue key, linked by it or not. */
    static final List<String> NAMING =
            List.of(PULL_REQUEST.naming(), BRANCH.naming(), COMMIT.naming(), TAG.naming(), BUILD.naming(), DEPLOYMENT.naming());

    static final String KEYS = """
            with own as (select ?::uuid as tenant_id),
                wanted as (select * from own, unnest(?::text[], ?::uuid[], ?::text[], ?::text[]) as it (kind, integration_id, repository, entity))
            select kind, integration_id, repository, entity, issue_key, '' as reason
            from wanted join issue_link using (tenant_id, integration_id, repository, kind, entity)
            union all
            select kind, integration_id, repository, entity, issue_key, reason
            from wanted join held_key using (tenant_id, integration_id, repository, kind, entity)
            order by issue_key
            """;

    private SearchSql() {}

    private record Kind(String table, String word, String id, String title, String time, String removed) {

        /** From each repository by its primary key. */
        String where(String condition) {
            return select("""
                    repository home using (tenant_id) cross join lateral (
                        select * from %s found
                        where (found.tenant_id, found.integration_id, found.repository) = (home.tenant_id, home.integration_id, home.repository) and %s
                        order by found.%s limit %d) as found
                    """.formatted(table, condition, id, Search.LIMIT));
        }

        String naming() {
            return select("""
                    (select tenant_id, integration_id, repository, entity from issue_link where issue_key = ? and kind = '%2$s'
                     union
                     select tenant_id, integration_id, repository, entity from held_key where issue_key = ? and kind = '%2$s') as named using (tenant_id)
                    join %1$s found on (found.tenant_id, found.integration_id, found.repository, found.%3$s)
                        = (named.tenant_id, named.integration_id, named.repository, named.entity)
                    join repository home on (home.tenant_id, home.integration_id, home.repository) = (found.tenant_id, found.integration_id, found.repository)
                    """.formatted(table, word, id));
        }

        private String select(String from) {
            return """
                    with own as (select ?::uuid as tenant_id)
                    select '%s' as kind, home.integration_id, home.repository, home.name as repository_name, home.url as repository_url,
                        found.%s as entity, %s as title, found.url, found.%s as at, %s or home.removed_at is not null as gone, found.position
                    from own join %s
                    order by found.%4$s desc, home.repository, entity limit %d
                    """.formatted(word, id, title, time, removed, from, Search.LIMIT);
        }
    }
}
