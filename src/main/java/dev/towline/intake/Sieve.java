package dev.towline.intake;

import dev.towline.activity.Activity;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.integration.Admission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parts what the rules of an integration let in from what they leave out. A pull request is let in when its source or its target is; a
 * build or a deployment, unless it is known to be of a branch that is not. What is in the index already still ends, and is repaired:
 * or a rule that was made narrower would leave branches open in Jira that are long gone.
 *
 * @param repositories names that were left out
 * @param branches     names that were left out, of repositories that are let in
 */
record Sieve(List<Activity> kept, Set<String> repositories, Set<String> branches) {

    /** How what a rule left out begins to be told. */
    static final String NO_REPOSITORY = "Not in this integration's repositories: ";
    static final String NO_BRANCH = "Not among this integration's branches: ";

    // As many as help to see what is the matter.
    private static final int NAMED = 5;

    /** Whether rules keep nothing out of this. */
    static boolean letsAllIn(List<Activity> told, Admission rules) {
        return told.stream().allMatch(activity -> isLetIn(activity, told, rules));
    }

    /** @param present those of the activities that tell of what the index has */
    static Sieve of(List<Activity> told, Admission rules, Set<Activity> present) {
        var sieve = new Sieve(new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (var activity : told) {
            if (isLetIn(activity, told, rules) || present.contains(activity) && endsOrRepairs(activity)) {
                sieve.kept.add(activity);
            } else if (!rules.takesRepository(activity.repository().name())) {
                sieve.repositories.add(activity.repository().name());
            } else {
                sieve.branches.addAll(branches(activity, told));
            }
        }
        return sieve;
    }

    boolean leftOutNothing() {
        return repositories.isEmpty() && branches.isEmpty();
    }

    /** In words for the administrator; {@code ""} when nothing was left out. */
    String words() {
        return (sentence(NO_REPOSITORY, repositories) + sentence(NO_BRANCH, branches)).strip();
    }

    private static String sentence(String beginning, Set<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        var more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return beginning + names.stream().limit(NAMED).map(Outcome::brief).collect(Collectors.joining(", ")) + more + ". ";
    }

    private static boolean isLetIn(Activity activity, List<Activity> told, Admission rules) {
        var branches = branches(activity, told);
        return rules.takesRepository(activity.repository().name()) && (branches.isEmpty() || branches.stream().anyMatch(rules::takesBranch));
    }

    /** The branches of which it tells; empty where that is not known. */
    private static List<String> branches(Activity activity, List<Activity> told) {
        return switch (activity) {
            case Activity.Pushed pushed -> branch(pushed.update().ref());
            case Activity.Recounted recounted -> branch(recounted.ref());
            case Activity.PullRequestChanged changed -> branches(changed.pullRequest());
            case Activity.PullRequestRecounted recounted -> branches(recounted.pullRequest());
            case Activity.Reviewed reviewed -> told.stream().map(Sieve::pullRequest).flatMap(Optional::stream)
                    .filter(it -> it.number().equals(reviewed.pullRequestNumber())).findFirst().map(Sieve::branches).orElse(List.of());
            case Activity.Built built -> branch(Ref.of(built.build().ref()));
            case Activity.Deployed deployed -> branch(Ref.of(deployed.deployment().ref()));
            case Activity.RepositoryRenamed _, Activity.RepositoryRemoved _ -> List.of();
        };
    }

    private static List<String> branch(Ref ref) {
        return ref.kind() == Ref.Kind.BRANCH ? List.of(ref.name()) : List.of();
    }

    /** The source of a fork's is another repository's branch. */
    private static List<String> branches(PullRequest pullRequest) {
        return pullRequest.fromFork() ? List.of(pullRequest.targetBranch()) : List.of(pullRequest.sourceBranch(), pullRequest.targetBranch());
    }

    private static Optional<PullRequest> pullRequest(Activity activity) {
        return switch (activity) {
            case Activity.PullRequestChanged changed -> Optional.of(changed.pullRequest());
            case Activity.PullRequestRecounted recounted -> Optional.of(recounted.pullRequest());
            case Activity.Pushed _, Activity.Recounted _, Activity.Reviewed _, Activity.Built _, Activity.Deployed _,
                    Activity.RepositoryRenamed _, Activity.RepositoryRemoved _ -> Optional.empty();
        };
    }

    private static boolean endsOrRepairs(Activity activity) {
        return switch (activity) {
            case Activity.Pushed pushed -> pushed.update().removes();
            case Activity.PullRequestChanged changed -> isOver(changed.pullRequest());
            case Activity.PullRequestRecounted recounted -> isOver(recounted.pullRequest());
            case Activity.Recounted _, Activity.RepositoryRemoved _ -> true;
            case Activity.Reviewed _, Activity.Built _, Activity.Deployed _, Activity.RepositoryRenamed _ -> false;
        };
    }

    private static boolean isOver(PullRequest pullRequest) {
        return pullRequest.state() == PullRequest.State.MERGED || pullRequest.state() == PullRequest.State.DECLINED;
    }
}
