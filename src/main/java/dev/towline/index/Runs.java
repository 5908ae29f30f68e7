package dev.towline.index;

import dev.towline.activity.IssueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The builds and deployments that a delivery concerns: those that it tells of, and those of the commits that it tells of, which
 * may have waited for their commit's issue keys.
 *
 * @param brought of deployments the commits that came to the environment with them
 */
record Runs(Map<Entity, Settled<BuildRow>> builds, Map<Entity, Settled<DeploymentRow>> deployments, Map<Entity, Set<Entity>> brought) {

    /** @param touched what the delivery concerns otherwise, among other entities */
    static Runs settle(Scope scope, Told told, List<Entity> touched) throws SQLException {
        var builds = BuildRows.settle(scope, told.builds(), Entities.both(BuildRows.of(scope, told.commits().keySet()), Entities.ofKind(touched, Change.Kind.BUILD)));
        var deployments = DeploymentRows.settle(scope, told.deployments(), Entities.both(Releases.concerned(scope, told), Entities.ofKind(touched, Change.Kind.DEPLOYMENT)));
        return new Runs(builds, deployments, Releases.brought(scope, deployments));
    }

    /** The commits that they ran on or brought, known or not. */
    Set<Entity> commits() {
        var commits = all().map(Settled::now).filter(run -> !run.sha().isEmpty()).map(Run::commit).collect(Collectors.toCollection(LinkedHashSet::new));
        brought.values().forEach(commits::addAll);
        return commits;
    }

    /** The keys of each: its own, its ref's, its commit's where that is known, and of a deployment those of the commits that it brought. */
    Map<Entity, Set<IssueKey>> keys(Map<Entity, Settled<CommitRow>> commits) {
        var keys = new LinkedHashMap<Entity, Set<IssueKey>>();
        all().map(Settled::now).forEach(run -> {
            var named = run.keys();
            var ranOn = new LinkedHashSet<>(Set.of(run.commit()));
            ranOn.addAll(brought.getOrDefault(run.entity(), Set.of()));
            ranOn.stream().map(commits::get).filter(Objects::nonNull).forEach(commit -> named.addAll(commit.now().keys()));
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
