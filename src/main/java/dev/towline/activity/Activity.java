package dev.towline.activity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One normalised fact that a git server told us. A delivery yields none, one or many. Text that a server
 * did not tell is {@code ""}, never null; a time is the git server's, never ours, or {@link #TIME_NOT_TOLD}.
 */
public sealed interface Activity {

    /** Stands for the time of a fact whose server does not say when it happened: older than any time that is told. */
    Instant TIME_NOT_TOLD = Instant.EPOCH;

    /** The repository this fact is about. */
    Repository repository();

    /** A branch or tag moved, came or went, with the commits that the server listed. */
    record Pushed(Repository repository, RefUpdate update, List<Commit> commits) implements Activity {}

    /** The state of a pull request at its own {@code updatedAt}. */
    record PullRequestChanged(Repository repository, PullRequest pullRequest) implements Activity {}

    /** Somebody decided, or withdrew a decision, on a pull request. */
    record Reviewed(Repository repository, String pullRequestNumber, Review review) implements Activity {}

    /** The state of a build at its own {@code updatedAt}. */
    record Built(Repository repository, Build build) implements Activity {}

    /** The state of a deployment at its own {@code updatedAt}. */
    record Deployed(Repository repository, Deployment deployment) implements Activity {}

    /**
     * A stretch of history: the commits that {@code to} reaches and {@code from} does not. A repair tells it afterwards, or a push
     * whose commits are too many for one call. It moves no ref. A long stretch comes in parts, in any order; only all of them
     * together close a gap.
     *
     * @param from     {@link RefUpdate#ABSENT} for all of the history
     * @param part     1 to {@code parts}
     * @param pushedAt when the push happened that this is a part of; empty for a repair
     */
    record Recounted(Repository repository, Ref ref, String from, String to, int part, int parts, List<Commit> commits, Optional<Instant> pushedAt)
            implements Activity {}

    /**
     * A pull request as a repair found it, at its own {@code updatedAt}. That may be years ago, so nothing shall act on its state.
     * A webhook tells more of its author.
     */
    record PullRequestRecounted(Repository repository, PullRequest pullRequest) implements Activity {}

    /** The repository has a new name or address; its id stayed. */
    record RepositoryRenamed(Repository repository) implements Activity {}

    /** The repository is gone from the git server. */
    record RepositoryRemoved(Repository repository) implements Activity {}
}
