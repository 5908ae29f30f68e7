package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Who wrote the commits that are linked to issues, and of whom nobody has said which Atlassian account that is. */
public final class Authors {

    /**
     * Somebody as the git server names them; parts may be {@code ""}.
     *
     * @param commits how many of theirs are linked
     */
    public record Author(String name, String email, String username, int commits) {}

    private static final String UNMATCHED = """
            select author_name, author_email, author_username, count(*) as commits
            from git_commit it where tenant_id = ? and integration_id = ? and position > 0 and author_name || author_email || author_username <> ''
            group by author_name, author_email, author_username
            having not exists (
                select 1 from identity said where said.tenant_id = ? and said.integration_id = ?
                  and said.git_name in (lower(author_email), lower(author_username), lower(author_name)))
            order by commits desc, author_name, author_email limit ?
            """;

    private Authors() {}

    /** Those with the most linked commits first. */
    public static List<Author> unmatched(Connection connection, TenantId tenant, IntegrationId integration, int limit) throws SQLException {
        try (var authors = new Scope(connection, tenant, integration).query(UNMATCHED)) {
            return authors.value(tenant.value()).value(integration).value(limit).rows(row -> new Author(
                    row.getString("author_name"), row.getString("author_email"), row.getString("author_username"), row.getInt("commits")));
        }
    }
}
