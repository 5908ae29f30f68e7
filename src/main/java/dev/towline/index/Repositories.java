package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Repository;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The repositories that an integration told of. */
public final class Repositories {

    /** More than any git server's script could match against clones in one go. */
    public static final int LIMIT = 10_000;

    private static final String PRESENT = """
            select repository, name, url, as_of from repository
            where tenant_id = ? and integration_id = ? and removed_at is null order by name, repository limit ?
            """;

    private Repositories() {}

    /** Those that are still there, by name, at most {@link #LIMIT}. */
    public static List<Repository> present(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var present = Query.of(connection, tenant, PRESENT).value(integration).value(LIMIT)) {
            return present.rows(row -> new Repository(row.getString("repository"), row.getString("name"), row.getString("url"), Query.time(row, "as_of")));
        }
    }

    /** How many are still there. */
    public static int count(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        var sql = "select count(*) from repository where tenant_id = ? and integration_id = ? and removed_at is null";
        try (var count = Query.of(connection, tenant, sql).value(integration)) {
            return (int) count.number();
        }
    }

    /** A repository whose history these activities recount, although nobody told of it otherwise. */
    public static Optional<Repository> recountedOnly(Connection connection, TenantId tenant, IntegrationId integration, List<Activity> activities) throws SQLException {
        var told = activities.stream().collect(Collectors.partitioningBy(
                activity -> activity instanceof Activity.Recounted, Collectors.mapping(Activity::repository, Collectors.toList())));
        var recounted = told.get(true);
        if (recounted.isEmpty()) {
            return Optional.empty();
        }
        var known = RepositoryRows.known(new Scope(connection, tenant, integration), ids(recounted));
        known.addAll(ids(told.get(false)));
        return recounted.stream().filter(repository -> !known.contains(Storable.id(repository.id()))).findFirst();
    }

    private static Set<String> ids(List<Repository> repositories) {
        return repositories.stream().map(Repository::id).map(Storable::id).collect(Collectors.toSet());
    }
}
