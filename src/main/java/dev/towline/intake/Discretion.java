package dev.towline.intake;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.integration.Admission;
import java.util.List;
import java.util.OptionalInt;

/**
 * Takes file names and e-mail addresses out of activities where the integration's rules say so, before anything is stored or sent on.
 * How many files changed stays. Names of branches and repositories stay as they are: by them things are known.
 */
record Discretion(boolean fileNames, boolean emails) {

    static List<Activity> of(Admission rules, List<Activity> activities) {
        var discretion = new Discretion(rules.fileNames(), rules.emails());
        return rules.fileNames() && rules.emails() ? activities : activities.stream().map(discretion::applied).toList();
    }

    private Activity applied(Activity activity) {
        return switch (activity) {
            case Activity.Pushed it -> new Activity.Pushed(it.repository(), it.update(), commits(it.commits()));
            case Activity.Recounted it -> new Activity.Recounted(it.repository(), it.ref(), it.from(), it.to(), it.part(), it.parts(), commits(it.commits()), it.pushedAt());
            case Activity.PullRequestChanged it -> new Activity.PullRequestChanged(it.repository(), pullRequest(it.pullRequest()));
            case Activity.PullRequestRecounted it -> new Activity.PullRequestRecounted(it.repository(), pullRequest(it.pullRequest()));
            case Activity.Reviewed it -> new Activity.Reviewed(
                    it.repository(), it.pullRequestNumber(), new Review(person(it.review().reviewer()), it.review().decision(), it.review().at()));
            case Activity.Built it -> new Activity.Built(it.repository(), build(it.build()));
            case Activity.Deployed it -> new Activity.Deployed(it.repository(), deployment(it.deployment()));
            case Activity.RepositoryRenamed _, Activity.RepositoryRemoved _ -> activity;
        };
    }

    private List<Commit> commits(List<Commit> commits) {
        return commits.stream().map(it -> {
            var count = it.fileCount().isEmpty() && !it.files().isEmpty() ? OptionalInt.of(it.files().size()) : it.fileCount();
            return new Commit(it.sha(), text(it.message()), person(it.author()), it.authoredAt(), it.url(), fileNames ? it.files() : List.of(), count, it.merge());
        }).toList();
    }

    private PullRequest pullRequest(PullRequest it) {
        return new PullRequest(it.number(), text(it.title()), it.state(), person(it.author()), it.sourceBranch(), it.sourceUrl(), it.fromFork(), it.headSha(),
                it.targetBranch(), it.targetUrl(), it.url(), it.updatedAt(), it.commentCount(), it.requested().stream().map(this::person).toList(), it.descriptionKeys());
    }

    // A name of a run is often the message of its commit.
    private Build build(Build it) {
        return new Build(it.pipeline(), it.number(), text(it.name()), it.state(), it.updatedAt(), it.url(), it.sha(), it.ref(), it.keys());
    }

    private Deployment deployment(Deployment it) {
        return new Deployment(it.id(), it.environment(), text(it.name()), it.state(), it.updatedAt(), it.url(), it.sha(), it.ref(), it.keys());
    }

    /** User names are addresses at some servers; pictures are addressed by a digest of the e-mail at others. */
    private Person person(Person it) {
        return emails ? it : new Person(text(it.name()), "", whole(it.username()), whole(it.url()), "");
    }

    private String text(String told) {
        return emails ? told : Emails.without(told);
    }

    /** A part of it would mean something else. */
    private static String whole(String told) {
        return Emails.areIn(told) ? "" : told;
    }
}
