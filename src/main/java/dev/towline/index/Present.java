package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Ref;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What activities tell of and the index has already. */
public final class Present {

    private static final String BRANCHES = """
            select repository, name from branch
            where tenant_id = ? and integration_id = ? and (repository, name) in (select * from unnest(?::text[], ?::text[]))
            """;

    private static final String PULL_REQUESTS = """
            select repository, number from pull_request
            where tenant_id = ? and integration_id = ? and (repository, number) in (select * from unnest(?::text[], ?::text[]))
            """;

    private record Named(String repository, String name) {}

    private Present() {}

    /** Those activities that tell of a branch, a pull request or, where they tell of the whole of it, a repository that is here. */
    public static Set<Activity> among(Connection connection, TenantId tenant, IntegrationId integration, Collection<Activity> activities) throws SQLException {
        var scope = new Scope(connection, tenant, integration);
        var repositories = RepositoryRows.known(scope, activities.stream().map(activity -> Storable.id(activity.repository().id())).distinct().toList());
        var branches = known(scope, BRANCHES, activities.stream().map(Present::branch).flatMap(Optional::stream).distinct().toList());
        var pullRequests = known(scope, PULL_REQUESTS, activities.stream().map(Present::pullRequest).flatMap(Optional::stream).distinct().toList());
        var present = new HashSet<Activity>();
        for (var activity : activities) {
            var isPresent = branch(activity).map(branches::contains)
                    .or(() -> pullRequest(activity).map(pullRequests::contains))
                    .orElseGet(() -> repositories.contains(Storable.id(activity.repository().id())));
            if (isPresent) {
                present.add(activity);
            }
        }
        return present;
    }

    private static Set<Named> known(Scope scope, String sql, List<Named> named) throws SQLException {
        if (named.isEmpty()) {
            return Set.of();
        }
        try (var read = scope.query(sql).texts(named, Named::repository).texts(named, Named::name)) {
            return new HashSet<>(new ArrayList<>(read.rows(row -> new Named(row.getString(1), row.getString(2)))));
        }
    }

    private static Optional<Named> branch(Activity activity) {
        return switch (activity) {
            case Activity.Pushed pushed -> branch(activity, pushed.update().ref());
            case Activity.Recounted recounted -> branch(activity, recounted.ref());
            case Activity.PullRequestChanged _, Activity.PullRequestRecounted _, Activity.Reviewed _, Activity.Built _, Activity.Deployed _,
                    Activity.RepositoryRenamed _, Activity.RepositoryRemoved _ -> Optional.empty();
        };
    }

    private static Optional<Named> branch(Activity activity, Ref ref) {
        return ref.kind() == Ref.Kind.BRANCH ? Optional.of(named(activity, ref.name())) : Optional.empty();
    }

    private static Optional<Named> pullRequest(Activity activity) {
        return switch (activity) {
            case Activity.PullRequestChanged changed -> Optional.of(named(activity, changed.pullRequest().number()));
            case Activity.PullRequestRecounted recounted -> Optional.of(named(activity, recounted.pullRequest().number()));
            case Activity.Reviewed reviewed -> Optional.of(named(activity, reviewed.pullRequestNumber()));
            case Activity.Pushed _, Activity.Recounted _, Activity.Built _, Activity.Deployed _, Activity.RepositoryRenamed _, Activity.RepositoryRemoved _ -> Optional.empty();
        };
    }

    private static Named named(Activity activity, String name) {
        return new Named(Storable.id(activity.repository().id()), Storable.text(name));
    }
}
