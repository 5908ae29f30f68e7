package dev.towline.index;

import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Read models of the index: what is linked to an issue, and single entities as they stand. */
public final class Development {

    /** At most this many of each kind are read for one issue: more would not be looked at, and a panel must stay quick. */
    public static final int LIMIT = 200;

    /** A repository, and whether it is gone from its git server. */
    public record RepositoryView(Place place, boolean removed) {}

    /** Where an entity lives. */
    public record Place(IntegrationId integration, String repository, String repositoryName, String repositoryUrl) {}

    /** @param live a push told of it when it happened, not only a repair afterwards */
    public record CommitView(
            Place place, String sha, String message, Person author, Instant authoredAt, String url, OptionalInt fileCount,
            List<FileChange> files, Optional<Boolean> merge, boolean live, Set<IssueKey> issueKeys, long position) {}

    /** @param last the head commit where it is known to us */
    public record BranchView(Place place, String name, String head, Instant at, String url, Optional<CommitView> last, boolean removed, Set<IssueKey> issueKeys, long position) {}

    /** @param commit the commit that it stands on, where that is known to us */
    public record TagView(Place place, String name, String head, Instant at, String url, Optional<CommitView> commit, Set<IssueKey> issueKeys, long position) {}

    /** @param decision empty while a requested reviewer has not decided, or when the decision was withdrawn */
    public record ReviewerView(Person person, Optional<Review.Decision> decision) {}

    /**
     * @param commentCount the newest that was told; 0 when none ever was
     * @param live         the git server told this state when it came about, not only a repair afterwards
     */
    public record PullRequestView(
            Place place, String number, String title, PullRequest.State state, Person author,
            String sourceBranch, String sourceUrl, String targetBranch, String targetUrl, String url,
            Instant updatedAt, int commentCount, List<ReviewerView> reviewers, boolean live, Set<IssueKey> issueKeys, long position) {}

    /**
     * @param id  {@code pipeline#number}, unique within the repository
     * @param sha {@code ""} when not told
     * @param ref full; {@code ""} when not told
     */
    public record BuildView(
            Place place, String id, String pipeline, long number, String name, Build.State state, Instant updatedAt, String url,
            String sha, String ref, Set<IssueKey> issueKeys, long position) {}

    /**
     * @param id     {@code environment#number}, unique within the repository
     * @param number the git server's id of it
     */
    public record DeploymentView(
            Place place, String id, String environment, String number, String name, Deployment.State state, Instant updatedAt, String url,
            String sha, String ref, Set<IssueKey> issueKeys, long position) {}

    /** Newest first. */
    public record OfIssue(
            List<CommitView> commits, List<BranchView> branches, List<PullRequestView> pullRequests,
            List<BuildView> builds, List<DeploymentView> deployments, List<TagView> tags) {}

    /** Names one entity. */
    public record EntityId(IntegrationId integration, String repository, String entity) {}

    private Development() {}

    /** What is linked to an issue: removed branches, tags and repositories are left out. */
    public static OfIssue ofIssue(Connection connection, TenantId tenant, IssueKey key) throws SQLException {
        try (var commits = byKey(connection, tenant, DevelopmentSql.COMMITS_BY_KEY, key, "commit");
                var branches = byKey(connection, tenant, DevelopmentSql.BRANCHES_BY_KEY, key, "branch");
                var pullRequests = byKey(connection, tenant, DevelopmentSql.PULL_REQUESTS_BY_KEY, key, "pull_request");
                var builds = byKey(connection, tenant, DevelopmentSql.BUILDS_BY_KEY, key, "build");
                var deployments = byKey(connection, tenant, DevelopmentSql.DEPLOYMENTS_BY_KEY, key, "deployment");
                var tags = byKey(connection, tenant, DevelopmentSql.TAGS_BY_KEY, key, "tag")) {
            return new OfIssue(
                    commits.rows(Views::commit),
                    branches(connection, tenant, branches.rows(Views::branch)),
                    pullRequests(connection, tenant, pullRequests.rows(Views::pullRequest)),
                    builds.rows(Views::build), deployments.rows(Views::deployment),
                    tags(connection, tenant, tags.rows(Views::tag)));
        }
    }

    /** These commits as they stand, with all their issue keys; the unknown are missing. Same for the next four. Removed repositories' entities are missing. */
    public static Map<EntityId, CommitView> commits(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var commits = byIds(connection, tenant, DevelopmentSql.COMMITS_BY_IDS, ids).value(ids.size())) {
            var views = new HashMap<EntityId, CommitView>();
            commits.rows(Views::commit).forEach(view -> views.put(id(view.place(), view.sha()), view));
            return views;
        }
    }

    /** A removed branch is there, and says so. */
    public static Map<EntityId, BranchView> branches(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var branches = byIds(connection, tenant, DevelopmentSql.BRANCHES_BY_IDS, ids).value(ids.size())) {
            var views = new HashMap<EntityId, BranchView>();
            branches(connection, tenant, branches.rows(Views::branch)).forEach(view -> views.put(id(view.place(), view.name()), view));
            return views;
        }
    }

    public static Map<EntityId, PullRequestView> pullRequests(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var pullRequests = byIds(connection, tenant, DevelopmentSql.PULL_REQUESTS_BY_IDS, ids).value(ids.size())) {
            var views = new HashMap<EntityId, PullRequestView>();
            pullRequests(connection, tenant, pullRequests.rows(Views::pullRequest)).forEach(view -> views.put(id(view.place(), view.number()), view));
            return views;
        }
    }

    public static Map<EntityId, BuildView> builds(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var builds = byIds(connection, tenant, DevelopmentSql.BUILDS_BY_IDS, ids).value(ids.size())) {
            return builds.rows(Views::build).stream().collect(Collectors.toMap(view -> id(view.place(), view.id()), Function.identity()));
        }
    }

    public static Map<EntityId, DeploymentView> deployments(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var deployments = byIds(connection, tenant, DevelopmentSql.DEPLOYMENTS_BY_IDS, ids).value(ids.size())) {
            return deployments.rows(Views::deployment).stream().collect(Collectors.toMap(view -> id(view.place(), view.id()), Function.identity()));
        }
    }

    /** What a {@link Change.Kind#REPOSITORY} change is about: a new name, a removal, or a return. Empty when it was never known, or forgotten. */
    public static Optional<RepositoryView> repository(Connection connection, TenantId tenant, IntegrationId integration, String repository) throws SQLException {
        try (var found = Query.of(connection, tenant, DevelopmentSql.REPOSITORY).value(integration).value(repository)) {
            return found.rows(row -> new RepositoryView(Views.place(row), row.getBoolean("removed"))).stream().findFirst();
        }
    }

    private static Query byKey(Connection connection, TenantId tenant, String sql, IssueKey key, String kind) throws SQLException {
        return Query.of(connection, tenant, sql).value(key.value()).value(kind).value(LIMIT);
    }

    private static Query byIds(Connection connection, TenantId tenant, String sql, Collection<EntityId> ids) throws SQLException {
        return Query.of(connection, tenant, sql)
                .uuids(ids, id -> id.integration().value())
                .texts(ids, EntityId::repository)
                .texts(ids, EntityId::entity);
    }

    /** Branches with their head commits. */
    private static List<BranchView> branches(Connection connection, TenantId tenant, List<BranchView> bare) throws SQLException {
        var heads = commits(connection, tenant, bare.stream().map(branch -> id(branch.place(), branch.head())).collect(Collectors.toSet()));
        return bare.stream()
                .map(branch -> new BranchView(
                        branch.place(), branch.name(), branch.head(), branch.at(), branch.url(),
                        Optional.ofNullable(heads.get(id(branch.place(), branch.head()))), branch.removed(), branch.issueKeys(), branch.position()))
                .toList();
    }

    /** Tags with the commits that they stand on. */
    private static List<TagView> tags(Connection connection, TenantId tenant, List<TagView> bare) throws SQLException {
        var heads = commits(connection, tenant, bare.stream().map(tag -> id(tag.place(), tag.head())).collect(Collectors.toSet()));
        return bare.stream()
                .map(tag -> new TagView(
                        tag.place(), tag.name(), tag.head(), tag.at(), tag.url(),
                        Optional.ofNullable(heads.get(id(tag.place(), tag.head()))), tag.issueKeys(), tag.position()))
                .toList();
    }

    /** Pull requests with those who decided after those who were asked. */
    private static List<PullRequestView> pullRequests(Connection connection, TenantId tenant, List<PullRequestView> bare) throws SQLException {
        var reviews = new HashMap<EntityId, List<ReviewRow>>();
        try (var decided = byIds(connection, tenant, DevelopmentSql.REVIEWS, bare.stream().map(view -> id(view.place(), view.number())).toList())) {
            decided.rows(row -> {
                var review = ReviewRows.read(row);
                var id = new EntityId(Views.integration(row), review.repository(), review.number());
                return reviews.computeIfAbsent(id, _ -> new ArrayList<>()).add(review);
            });
        }
        return bare.stream()
                .map(view -> new PullRequestView(
                        view.place(), view.number(), view.title(), view.state(), view.author(),
                        view.sourceBranch(), view.sourceUrl(), view.targetBranch(), view.targetUrl(), view.url(), view.updatedAt(), view.commentCount(),
                        reviewers(view.reviewers(), reviews.getOrDefault(id(view.place(), view.number()), List.of())),
                        view.live(), view.issueKeys(), view.position()))
                .toList();
    }

    private static List<ReviewerView> reviewers(List<ReviewerView> requested, List<ReviewRow> reviews) {
        var reviewers = new LinkedHashMap<String, ReviewerView>();
        requested.forEach(asked -> reviewers.put(ReviewRow.identity(asked.person()), asked));
        for (var review : reviews) {
            var person = new Person(review.name(), "", review.username(), review.url(), review.avatar());
            reviewers.put(review.reviewer(), new ReviewerView(person, Optional.of(review.decision()).filter(decision -> decision != Review.Decision.WITHDRAWN)));
        }
        return List.copyOf(reviewers.values());
    }

    private static EntityId id(Place place, String entity) {
        return new EntityId(place.integration(), place.repository(), entity);
    }
}
