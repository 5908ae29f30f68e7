package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.PullRequest;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import java.time.Duration;
import java.time.Instant;

/**
 * When a delivery was received. That time stands in where the git server tells none, as GitLab and Bitbucket Cloud do of
 * pushes: it belongs to the delivery, so that the delivery applied again says the same.
 *
 * <p>Two pushes that overtake one another on the way to the door are then taken in the wrong order, until the next one. The
 * chain of SHAs decides within one time only: over several times it cannot tell a late push from one that went back.
 *
 * <p>Nothing can have happened long after we heard of it. A time that says so is no server's: Gitea's pushes are as new as their
 * newest commit, whose date is what somebody's computer believed, and nothing after it would count until that day comes.
 * A commit's own date is left as it is told: what git recorded is never the time at which we heard of it.
 */
record Receipt(Instant at) {

    // As far as clocks are apart that nobody sets right. Within it a server's own times are in a better order than ours.
    private static final Duration APART = Duration.ofMinutes(15);

    Activity timed(Activity activity) {
        var repository = timed(activity.repository());
        return switch (activity) {
            case Activity.Pushed pushed -> new Activity.Pushed(repository, timed(pushed.update()), pushed.commits());
            case Activity.PullRequestChanged changed -> new Activity.PullRequestChanged(repository, timed(changed.pullRequest()));
            case Activity.Reviewed reviewed -> new Activity.Reviewed(repository, reviewed.pullRequestNumber(), timed(reviewed.review()));
            case Activity.Built built -> new Activity.Built(repository, timed(built.build()));
            case Activity.Deployed deployed -> new Activity.Deployed(repository, timed(deployed.deployment()));
            case Activity.Recounted it ->
                    new Activity.Recounted(oldest(it.repository()), it.ref(), it.from(), it.to(), it.part(), it.parts(), it.commits(), it.pushedAt().map(this::timed));
            case Activity.PullRequestRecounted it -> new Activity.PullRequestRecounted(oldest(it.repository()), timed(it.pullRequest()));
            case Activity.RepositoryRenamed _ -> new Activity.RepositoryRenamed(repository);
            case Activity.RepositoryRemoved _ -> new Activity.RepositoryRemoved(repository);
        };
    }

    /** A repair looks back: what it calls the repository holds only until something newer says what it is called. */
    private static Repository oldest(Repository it) {
        return new Repository(it.id(), it.name(), it.url(), Activity.TIME_NOT_TOLD);
    }

    private Repository timed(Repository it) {
        return new Repository(it.id(), it.name(), it.url(), timed(it.asOf()));
    }

    private RefUpdate timed(RefUpdate it) {
        return new RefUpdate(it.ref(), it.before(), it.after(), timed(it.at()), it.forced(), it.url(), it.total(), it.atCap());
    }

    private PullRequest timed(PullRequest it) {
        return new PullRequest(
                it.number(), it.title(), it.state(), it.author(), it.sourceBranch(), it.sourceUrl(), it.fromFork(), it.headSha(),
                it.targetBranch(), it.targetUrl(), it.url(), timed(it.updatedAt()), it.commentCount(), it.requested(), it.descriptionKeys());
    }

    private Review timed(Review it) {
        return new Review(it.reviewer(), it.decision(), timed(it.at()));
    }

    private Build timed(Build it) {
        return new Build(it.pipeline(), it.number(), it.name(), it.state(), timed(it.updatedAt()), it.url(), it.sha(), it.ref(), it.keys());
    }

    private Deployment timed(Deployment it) {
        return new Deployment(it.id(), it.environment(), it.name(), it.state(), timed(it.updatedAt()), it.url(), it.sha(), it.ref(), it.keys());
    }

    private Instant timed(Instant told) {
        return told.equals(Activity.TIME_NOT_TOLD) || told.isAfter(at.plus(APART)) ? at : told;
    }
}
