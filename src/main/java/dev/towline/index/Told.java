package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Ref;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one delivery tells, sorted by kind, each thing once, in the order of telling.
 *
 * @param toldAt when the earliest of its pushes that list a commit happened, be it in parts; what only a repair tells is not in it
 */
record Told(
        Map<String, RepositoryRow> repositories,
        Map<Entity, CommitRow> commits,
        Map<Entity, Instant> toldAt,
        Map<RefUpdateRow.Key, RefUpdateRow> movements,
        Map<Entity, PullRequestRow> pullRequests,
        Map<ReviewRow.Key, ReviewRow> reviews,
        Map<Entity, BuildRow> builds,
        Map<Entity, DeploymentRow> deployments,
        Map<RecountRow.Key, RecountRow> recounts) {

    // A ref stands in index rows with its repository's id and two SHAs; PostgreSQL bounds such a row at 2,704 bytes.
    // Git on a file system allows 4,096 for a path. A longer name is left out: its commits are still indexed.
    private static final int REF_LIMIT = 1_000;

    static Told by(List<Activity> activities, Receipt receipt) {
        var told = new Told(
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        activities.stream().map(receipt::timed).forEach(told::add);
        return told;
    }

    private void add(Activity activity) {
        var repository = RepositoryRow.of(activity.repository(), activity instanceof Activity.RepositoryRemoved);
        repositories.merge(repository.repository(), repository, RepositoryRow::join);
        var id = repository.repository();
        switch (activity) {
            case Activity.Pushed pushed -> add(id, pushed);
            case Activity.PullRequestChanged changed -> add(PullRequestRow.told(id, changed.pullRequest()));
            case Activity.PullRequestRecounted recounted -> add(PullRequestRow.repaired(id, recounted.pullRequest()));
            case Activity.Reviewed reviewed -> {
                var row = ReviewRow.of(id, reviewed.pullRequestNumber(), reviewed.review());
                reviews.merge(row.key(), row, ReviewRow::join);
            }
            case Activity.Built built -> {
                var row = BuildRow.of(id, built.build());
                builds.merge(row.entity(), row, BuildRow::join);
            }
            case Activity.Deployed deployed -> {
                var row = DeploymentRow.of(id, deployed.deployment());
                deployments.merge(row.entity(), row, DeploymentRow::join);
            }
            case Activity.Recounted recounted -> {
                add(id, recounted.commits(), recounted.pushedAt());
                var row = RecountRow.of(id, recounted);
                recounts.put(row.key(), row);
            }
            case Activity.RepositoryRenamed _, Activity.RepositoryRemoved _ -> { }
        }
    }

    private void add(PullRequestRow row) {
        pullRequests.merge(row.entity(), row, PullRequestRow::join);
    }

    private void add(String repository, Activity.Pushed pushed) {
        add(repository, pushed.commits(), Optional.of(pushed.update().at()));
        if (pushed.update().ref().full().getBytes(StandardCharsets.UTF_8).length <= REF_LIMIT) {
            var row = RefUpdateRow.of(repository, pushed.update(), pushed.commits());
            movements.merge(row.key(), row, RefUpdateRow::join);
        }
    }

    private void add(String repository, List<Commit> told, Optional<Instant> pushedAt) {
        for (var commit : told) {
            var row = CommitRow.of(repository, commit, pushedAt.isPresent());
            commits.merge(row.entity(), row, CommitRow::join);
            pushedAt.map(Storable::time).ifPresent(at -> toldAt.merge(row.entity(), at, (one, other) -> one.isBefore(other) ? one : other));
        }
    }

    /** The branches and tags that moved. */
    Set<Entity> refs() {
        var refs = new LinkedHashSet<Entity>();
        movements.values().forEach(movement -> Entity.of(movement.repository(), Ref.of(movement.ref())).ifPresent(refs::add));
        return refs;
    }

    /** The pull requests that it tells of, be it by a review. */
    Set<Entity> pullRequestsAndReviewed() {
        var numbers = new LinkedHashSet<>(pullRequests.keySet());
        reviews.values().forEach(review -> numbers.add(review.pullRequest()));
        return numbers;
    }

    int entities() {
        return commits.size() + refs().size() + pullRequestsAndReviewed().size() + builds.size() + deployments.size();
    }

    /** The keys that its texts name, whether or not they link anything. */
    Set<IssueKey> keys(boolean descriptionKeys) {
        var keys = new LinkedHashSet<IssueKey>();
        commits.values().stream().map(CommitRow::keys).forEach(keys::addAll);
        refs().stream().map(Entity::id).map(IssueKeys::in).forEach(keys::addAll);
        pullRequests.values().stream().map(row -> row.keys(descriptionKeys)).forEach(keys::addAll);
        builds.values().stream().map(Run::keys).forEach(keys::addAll);
        deployments.values().stream().map(Run::keys).forEach(keys::addAll);
        return keys;
    }
}
