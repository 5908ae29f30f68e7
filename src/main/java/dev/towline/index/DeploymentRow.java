package dev.towline.index;

import dev.towline.activity.Deployment;
import dev.towline.activity.IssueKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One deployment to one environment, at the newest state that we were told of.
 *
 * @param begunAt   when the earliest state was that we were told of: deployments to an environment are in this order
 * @param succeeded whether it was successful at any time
 */
record DeploymentRow(
        String repository, String environment, String id, String name, Deployment.State state, Instant updatedAt, String url,
        String sha, String ref, List<IssueKey> textKeys, Instant begunAt, boolean succeeded) implements Run {

    // Its name in links is made of two texts, which together must fit into a row of a unique index. Git servers number their deployments.
    private static final int ID_LIMIT = 64;

    // As of a build.
    private static final Comparator<DeploymentRow> NEWNESS = Comparator.comparing(DeploymentRow::updatedAt)
            .thenComparing(DeploymentRow::state)
            .thenComparing(DeploymentRow::name)
            .thenComparing(DeploymentRow::url);

    static DeploymentRow of(String repository, Deployment told) {
        return new DeploymentRow(
                repository, Storable.id(told.environment()), Storable.id(told.id(), ID_LIMIT).replace('#', '_'),
                Storable.text(told.name()), told.state(), Storable.time(told.updatedAt()),
                Storable.text(told.url()), Storable.id(told.sha()), Storable.text(told.ref()), Run.all(told.keys(), List.of()),
                Storable.time(told.updatedAt()), told.state() == Deployment.State.SUCCESSFUL);
    }

    /** The id holds no {@code #}, so that the last one divides the two. */
    @Override
    public Entity entity() {
        return new Entity(Change.Kind.DEPLOYMENT, repository, environment + "#" + id);
    }

    /** Whether the environment had it, for all that we know, when the next one came. */
    boolean arrived() {
        return succeeded && state != Deployment.State.ROLLED_BACK && !sha.isEmpty();
    }

    DeploymentRow join(DeploymentRow other) {
        var newest = NEWNESS.compare(this, other) >= 0 ? this : other;
        return new DeploymentRow(
                repository, environment, id, newest.name, newest.state, newest.updatedAt, newest.url,
                Run.told(sha, other.sha), Run.told(ref, other.ref), Run.all(textKeys, other.textKeys),
                begunAt.isBefore(other.begunAt) ? begunAt : other.begunAt, succeeded || other.succeeded);
    }
}
