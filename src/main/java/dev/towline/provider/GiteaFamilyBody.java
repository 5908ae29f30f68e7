package dev.towline.provider;

import static dev.towline.activity.RefUpdate.ABSENT;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What the bodies of Gitea's, Forgejo's and Gogs' events say. They are GitHub's at heart; Gogs lays out a pull request
 * differently and tells no more of it than names.
 *
 * <p>No body says when it happened. A push is as new as its newest commit or as the repository's own time, which is mostly
 * that of the push before. A pull request of Gogs has no time at all: the repository's would be the same before and after it
 * is closed and opened again.
 */
final class GiteaFamilyBody {

    /** Repositories are numbered from 1. */
    private static final long NO_ID = 0;

    // Git's own message has the address of the repository in place of owner and name, and none for a branch of the same one.
    private static final Pattern MERGE_BY_GOGS = Pattern.compile("Merge branch '[^'\\n]+' of [^/:\\s]+/[^/:\\s]+ into \\S");

    /**
     * Gogs lists no more commits unless its administrator raised the limit (https://github.com/gogs/gogs/blob/main/conf/app.ini,
     * {@code FEED_MAX_COMMIT_NUM}, 2026-11), to what it does not say. The list of a merged pull request is whole.
     */
    static final int MOST_COMMITS_OF_GOGS = 5;

    private final GiteaFamily.Member sender;

    GiteaFamilyBody(GiteaFamily.Member sender) {
        this.sender = sender;
    }

    /** Commits are the newest few, newest first; {@code total_commits} counts them all, and Gogs has no such count. */
    List<Activity> pushed(Json body) throws UnreadablePayload {
        Json told = body.at("repository");
        Instant at = Fields.later(Fields.newest(told, "updated_at"), Fields.newest(body.at("head_commit"), "timestamp"));
        List<Json> listed = body.list("commits");
        for (Json commit : listed) {
            at = Fields.later(at, Fields.newest(commit, "timestamp"));
        }
        List<Commit> commits = new ArrayList<>();
        for (Json commit : listed) {
            commits.add(GitHubBody.commit(commit, at));
        }
        Repository repository = repository(told, at);
        Ref ref = Ref.of(Fields.told(body, "ref"));
        String after = Fields.sha(body, "after");
        OptionalInt total = total(body);
        boolean merge = sender == GiteaFamily.Member.GOGS && merges(body, listed);
        RefUpdate update = new RefUpdate(ref, merge ? "" : Fields.sha(body, "before"), after, at, false,
                after.equals(ABSENT) ? "" : page(repository.url(), ref), total, !merge && total.isEmpty() && commits.size() >= MOST_COMMITS_OF_GOGS);
        return List.of(new Activity.Pushed(repository, update, List.copyOf(commits)));
    }

    /**
     * Whether Gogs merged a pull request. Where the branch stood is then not told: "before" is the commit from which the merged
     * branch forked, which may be older than anything we were told of. Such a push carries the head repository's owner as its
     * pusher, or the message that Gogs writes. One by "rebase before merging" in a user's own repository shows neither.
     * https://github.com/gogs/gogs/blob/main/internal/database/pull.go (2026-11)
     */
    private static boolean merges(Json body, List<Json> listed) throws UnreadablePayload {
        String pusher = body.at("pusher").text("username", "");
        String doer = body.at("sender").text("username", "");
        String newest = listed.isEmpty() ? "" : listed.getFirst().text("message", "");
        return !pusher.isEmpty() && !doer.isEmpty() && !pusher.equals(doer) || MERGE_BY_GOGS.matcher(newest).lookingAt();
    }

    private static OptionalInt total(Json body) throws UnreadablePayload {
        return body.has("total_commits")
                ? OptionalInt.of(Math.clamp(body.number("total_commits"), 0, Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    /** Gogs leaves out the SHA. */
    List<Activity> created(Json body) throws UnreadablePayload {
        return refChanged(body, ABSENT, Fields.sha(body, "sha"));
    }

    /** The only word of a branch's end: there is no push of it. */
    List<Activity> deleted(Json body) throws UnreadablePayload {
        return refChanged(body, "", ABSENT);
    }

    private List<Activity> refChanged(Json body, String before, String after) throws UnreadablePayload {
        String type = Fields.told(body, "ref_type");
        if (!type.equals("branch") && !type.equals("tag")) {
            return List.of();
        }
        Json told = body.at("repository");
        Instant at = Fields.newest(told, "updated_at");
        Repository repository = repository(told, at);
        String name = Fields.told(body, "ref"); // short on most versions, whole on some
        Ref ref = name.startsWith("refs/") ? Ref.of(name) : new Ref(type.equals("tag") ? Ref.Kind.TAG : Ref.Kind.BRANCH, name);
        RefUpdate update = new RefUpdate(ref, before, after, at, false,
                after.equals(ABSENT) ? "" : page(repository.url(), ref), OptionalInt.empty(), false);
        return List.of(new Activity.Pushed(repository, update, List.of()));
    }

    /**
     * Whatever the action, the body carries the whole state. A comment comes under the name of a review on old versions, with
     * the issue in place of the pull request, and is none.
     */
    List<Activity> pullRequestChanged(Json body, String event) throws UnreadablePayload {
        if (!event.equals("pull_request") && !body.has("pull_request")) {
            return List.of();
        }
        Json pr = body.at("pull_request");
        Json told = body.at("repository");
        Instant asOf = Fields.newest(told, "updated_at");
        Instant changedAt = Fields.newest(pr, "updated_at", "created_at", "closed_at", "merged_at");
        boolean gogs = pr.has("head_branch");
        Instant updatedAt = pr.has("updated_at") ? changedAt : gogs ? Activity.TIME_NOT_TOLD : Fields.later(asOf, changedAt);
        Repository repository = repository(told, Fields.later(asOf, updatedAt));
        Json source = gogs ? pr.at("head_repo") : pr.at("head").at("repo"); // absent once the fork is gone
        Json target = gogs ? pr.at("base_repo") : pr.at("base").at("repo");
        Ref sourceBranch = new Ref(Ref.Kind.BRANCH, gogs ? Fields.told(pr, "head_branch") : branch(pr.at("head")));
        Ref targetBranch = new Ref(Ref.Kind.BRANCH, gogs ? Fields.told(pr, "base_branch") : branch(pr.at("base")));
        boolean fork = source.number("id", NO_ID) != target.number("id", told.number("id"));
        Person decider = Person.UNKNOWN;
        List<Activity> activities = new ArrayList<>();
        String number = Long.toString((pr.has("number") ? pr : body).number("number"));
        String verdict = body.at("review").text("type", event);
        if (verdict.endsWith("_approved") || verdict.endsWith("_rejected")) {
            decider = person(body.at("sender"));
            activities.add(new Activity.Reviewed(repository, number, new Review(decider,
                    verdict.endsWith("_approved") ? Review.Decision.APPROVED : Review.Decision.NEEDS_WORK, updatedAt)));
        }
        activities.addFirst(new Activity.PullRequestChanged(repository, new PullRequest(
                number, pr.text("title"), state(pr), person(pr.at("user")),
                sourceBranch.name(), page(Links.web(source.text("html_url", "")), sourceBranch), fork, Fields.sha(pr.at("head"), "sha"),
                targetBranch.name(), page(repository.url(), targetBranch), Links.web(pr.text("html_url", "")),
                updatedAt, Fields.count(pr, "comments", "review_comments"), requested(pr, decider), IssueKeys.in(pr.text("body", "")))));
        return List.copyOf(activities);
    }

    /** Once the branch is gone, only the label has its name, and the ref is {@code refs/pull/7/head}. */
    private static String branch(Json side) throws UnreadablePayload {
        String ref = Fields.told(side, "ref");
        String label = side.text("label", "");
        return ref.startsWith("refs/pull/") && !label.isBlank() ? label : ref;
    }

    private static PullRequest.State state(Json pr) throws UnreadablePayload {
        if (pr.flag("merged") || pr.time("merged_at").isPresent()) {
            return PullRequest.State.MERGED;
        }
        return switch (pr.text("state")) {
            case "closed" -> PullRequest.State.DECLINED;
            case "open" -> pr.flag("draft") ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
            default -> throw pr.unreadable("state", "expected open or closed");
        };
    }

    /** The list still has those who have answered; the one who does so right now is left out. */
    private static List<Person> requested(Json pr, Person decider) throws UnreadablePayload {
        List<Person> people = new ArrayList<>();
        for (Json user : pr.list("requested_reviewers")) {
            Person person = person(user);
            if (!person.username().isEmpty() && !person.username().equals(decider.username())) {
                people.add(person);
            }
        }
        return List.copyOf(people);
    }

    /**
     * Nothing tells of a rename: the next event of any kind brings the new name. The {@code updated_at} of a deleted repository
     * is its last change before the end, older than its last pull request's: the removal has no time.
     */
    List<Activity> repositoryChanged(Json body, String action) throws UnreadablePayload {
        Json told = body.at("repository");
        return action.equals("deleted")
                ? List.of(new Activity.RepositoryRemoved(repository(told, Activity.TIME_NOT_TOLD)))
                : List.of();
    }

    static Repository repository(Json told, Instant asOf) throws UnreadablePayload {
        return new Repository(Long.toString(told.number("id")), Fields.told(told, "full_name"), Links.web(told.text("html_url", "")), asOf);
    }

    /** Absent for an account that was deleted. Old versions have no page of it. */
    private static Person person(Json user) throws UnreadablePayload {
        return user.isPresent()
                ? new Person(user.text("full_name", ""), user.text("email", ""), user.text("login", user.text("username", "")),
                        Links.web(user.text("html_url", "")), Links.web(user.text("avatar_url", "")))
                : Person.UNKNOWN;
    }

    private String page(String repositoryUrl, Ref ref) {
        return switch (ref.kind()) {
            case BRANCH -> Links.page(repositoryUrl, sender.branches, ref.name());
            case TAG -> Links.page(repositoryUrl, sender.tags, ref.name());
            case OTHER -> "";
        };
    }
}
