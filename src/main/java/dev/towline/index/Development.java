package dev.towline.index;

import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
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
import java.util.UUID;
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

    /** @param decision empty while a requested reviewer has not decided, or when the decision was withdrawn */
    public record ReviewerView(Person person, Optional<Review.Decision> decision) {}

    /** @param commentCount the newest that was told; 0 when none ever was */
    public record PullRequestView(
            Place place, String number, String title, PullRequest.State state, Person author,
            String sourceBranch, String sourceUrl, String targetBranch, String targetUrl, String url,
            Instant updatedAt, int commentCount, List<ReviewerView> reviewers, Set<IssueKey> issueKeys, long position) {}

    /** Newest first. */
    public record OfIssue(List<CommitView> commits, List<BranchView> branches, List<PullRequestView> pullRequests) {}

    /** Names one entity. */
    public record EntityId(IntegrationId integration, String repository, String entity) {}

    private Development() {}

    /** What is linked to an issue: removed branches and repositories are left out. */
    public static OfIssue ofIssue(Connection connection, TenantId tenant, IssueKey key) throws SQLException {
        try (var commits = byKey(connection, tenant, DevelopmentSql.COMMITS_BY_KEY, key, "commit");
                var branches = byKey(connection, tenant, DevelopmentSql.BRANCHES_BY_KEY, key, "branch");
                var pullRequests = byKey(connection, tenant, DevelopmentSql.PULL_REQUESTS_BY_KEY, key, "pull_request")) {
            return new OfIssue(
                    commits.rows(Development::commit),
                    branches(connection, tenant, branches.rows(Development::branch)),
                    pullRequests(connection, tenant, pullRequests.rows(Development::pullRequest)));
        }
    }

    /** These commits as they stand, with all their issue keys; the unknown are missing. Same for the next two. Removed repositories' entities are missing. */
    public static Map<EntityId, CommitView> commits(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var commits = byIds(connection, tenant, DevelopmentSql.COMMITS_BY_IDS, ids).value(ids.size())) {
            var views = new HashMap<EntityId, CommitView>();
            commits.rows(Development::commit).forEach(view -> views.put(id(view.place(), view.sha()), view));
            return views;
        }
    }

    /** A removed branch is there, and says so. */
    public static Map<EntityId, BranchView> branches(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var branches = byIds(connection, tenant, DevelopmentSql.BRANCHES_BY_IDS, ids).value(ids.size())) {
            var views = new HashMap<EntityId, BranchView>();
            branches(connection, tenant, branches.rows(Development::branch)).forEach(view -> views.put(id(view.place(), view.name()), view));
            return views;
        }
    }

    public static Map<EntityId, PullRequestView> pullRequests(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        try (var pullRequests = byIds(connection, tenant, DevelopmentSql.PULL_REQUESTS_BY_IDS, ids).value(ids.size())) {
            var views = new HashMap<EntityId, PullRequestView>();
            pullRequests(connection, tenant, pullRequests.rows(Development::pullRequest)).forEach(view -> views.put(id(view.place(), view.number()), view));
            return views;
        }
    }

    /** What a {@link Change.Kind#REPOSITORY} change is about: a new name, a removal, or a return. Empty when it was never known, or forgotten. */
    public static Optional<RepositoryView> repository(Connection connection, TenantId tenant, IntegrationId integration, String repository) throws SQLException {
        try (var found = Query.of(connection, tenant, DevelopmentSql.REPOSITORY).value(integration).value(repository)) {
            return found.rows(row -> new RepositoryView(place(row), row.getBoolean("removed"))).stream().findFirst();
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

    /** Pull requests with those who decided after those who were asked. */
    private static List<PullRequestView> pullRequests(Connection connection, TenantId tenant, List<PullRequestView> bare) throws SQLException {
        var reviews = new HashMap<EntityId, List<ReviewRow>>();
        try (var decided = byIds(connection, tenant, DevelopmentSql.REVIEWS, bare.stream().map(view -> id(view.place(), view.number())).toList())) {
            decided.rows(row -> {
                var review = ReviewRows.read(row);
                var id = new EntityId(integration(row), review.repository(), review.number());
                return reviews.computeIfAbsent(id, _ -> new ArrayList<>()).add(review);
            });
        }
        return bare.stream()
                .map(view -> new PullRequestView(
                        view.place(), view.number(), view.title(), view.state(), view.author(),
                        view.sourceBranch(), view.sourceUrl(), view.targetBranch(), view.targetUrl(), view.url(), view.updatedAt(), view.commentCount(),
                        reviewers(view.reviewers(), reviews.getOrDefault(id(view.place(), view.number()), List.of())),
                        view.issueKeys(), view.position()))
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

    private static CommitView commit(ResultSet row) throws SQLException {
        var fileCount = row.getObject("file_count", Integer.class);
        return new CommitView(
                place(row), row.getString("sha"), row.getString("message"),
                new Person(row.getString("author_name"), row.getString("author_email"), row.getString("author_username"), "", ""),
                Query.time(row, "authored_at"), row.getString("url"), fileCount == null ? OptionalInt.empty() : OptionalInt.of(fileCount),
                Json.files(row.getString("files")), Optional.ofNullable(row.getObject("merge", Boolean.class)), row.getObject("told_at") != null,
                ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    private static BranchView branch(ResultSet row) throws SQLException {
        return new BranchView(
                place(row), row.getString("name"), row.getString("head"), Query.time(row, "at"), row.getString("url"),
                Optional.empty(), row.getBoolean("removed"), ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    private static PullRequestView pullRequest(ResultSet row) throws SQLException {
        var requested = Json.people(row.getString("requested")).stream().map(person -> new ReviewerView(person, Optional.empty())).toList();
        return new PullRequestView(
                place(row), row.getString("number"), row.getString("title"), PullRequestRows.state(row), PullRequestRows.author(row),
                row.getString("source_branch"), row.getString("source_url"), row.getString("target_branch"), row.getString("target_url"), row.getString("url"),
                Query.time(row, "updated_at"), row.getInt("comment_count"), requested, ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(integration(row), row.getString("repository"), row.getString("repository_name"), row.getString("repository_url"));
    }

    private static IntegrationId integration(ResultSet row) throws SQLException {
        return new IntegrationId(row.getObject("integration_id", UUID.class));
    }

    private static EntityId id(Place place, String entity) {
        return new EntityId(place.integration(), place.repository(), entity);
    }
}
