package dev.towline.index;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Read models of the index: what is linked to an issue, and single entities as they stand. */
public final class Development {

    /** At most this many of each kind are read for one issue: more would not be looked at, and a panel must stay quick. */
    public static final int LIMIT = 200;

    /** Where an entity lives. */
    public record Place(IntegrationId integration, String repository, String repositoryName, String repositoryUrl) {}

    public record CommitView(
            Place place, String sha, String message, Person author, Instant authoredAt, String url, OptionalInt fileCount,
            List<FileChange> files, Optional<Boolean> merge, Set<IssueKey> issueKeys, long position) {}

    /** @param last the head commit where it is known to us */
    public record BranchView(Place place, String name, String head, Instant at, String url, Optional<CommitView> last, boolean removed, Set<IssueKey> issueKeys, long position) {}

    /** @param decision empty while a requested reviewer has not decided */
    public record ReviewerView(Person person, Optional<Review.Decision> decision) {}

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
        throw new UnsupportedOperationException();
    }

    /** These commits as they stand, with all their issue keys; the unknown are missing. Same for the next two. Removed repositories' entities are missing. */
    public static Map<EntityId, CommitView> commits(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        throw new UnsupportedOperationException();
    }

    public static Map<EntityId, BranchView> branches(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        throw new UnsupportedOperationException();
    }

    public static Map<EntityId, PullRequestView> pullRequests(Connection connection, TenantId tenant, Set<EntityId> ids) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
