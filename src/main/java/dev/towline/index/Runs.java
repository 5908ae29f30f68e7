package dev.towline.index;

import dev.towline.activity.IssueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The builds and deployments that a delivery concerns: those that it tells of, and those of the commits that it tells of, which
 * may have waited for their commit's issue keys.
 */
record Runs(Map<Entity, Settled<BuildRow>> builds, Map<Entity, Settled<DeploymentRow>> deployments) {

    /** @param touched what the delivery concerns otherwise, among other entities */
    static Runs settle(Scope scope, Told told, List<Entity> touched) throws SQLException {
        var commits = told.commits().keySet();
        return new Runs(
                BuildRows.settle(scope, told.builds(), Entities.both(BuildRows.of(scope, commits), Entities.ofKind(touched, Change.Kind.BUILD))),
                DeploymentRows.settle(scope, told.deployments(), Entities.both(DeploymentRows.of(scope, commits), Entities.ofKind(touched, Change.Kind.DEPLOYMENT))));
    }

    /** The commits that they ran on, known or not. */
    Set<Entity> commits() {
        return all().map(Settled::now).filter(run -> !run.sha().isEmpty()).map(Run::commit).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The keys of each: its own, its ref's, and its commit's where that is known. */
    Map<Entity, Set<IssueKey>> keys(Map<Entity, Settled<CommitRow>> commits) {
        var keys = new LinkedHashMap<Entity, Set<IssueKey>>();
        all().map(Settled::now).forEach(run -> {
            var named = run.keys();
            var commit = commits.get(run.commit());
            if (commit != null) {
                named.addAll(commit.now().keys());
            }
            keys.put(run.entity(), named);
        });
        return keys;
    }

    List<Entity> different() {
        return all().filter(Settled::different).map(settled -> settled.now().entity()).toList();
    }

    void write(Scope scope, Map<Entity, Long> positions) throws SQLException {
        BuildRows.write(scope, builds, positions);
        DeploymentRows.write(scope, deployments, positions);
    }

    private Stream<Settled<? extends Run>> all() {
        var all = new ArrayList<Settled<? extends Run>>(builds.values());
        all.addAll(deployments.values());
        return all.stream();
    }
}
