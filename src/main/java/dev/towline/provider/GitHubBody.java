package dev.towline.provider;

import static dev.towline.activity.RefUpdate.ABSENT;
import static dev.towline.provider.Fields.later;
import static dev.towline.provider.Fields.sha;
import static dev.towline.provider.Fields.told;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the bodies of GitHub's events say. One ref per push; a push never says how many commits were left out of its 2048, nor
 * what a commit's parents are.
 *
 * <p>Required are the repository's id and name, a ref, SHAs of commits, and a pull request's number, title, state and
 * branches; all else is optional, because old Enterprise versions leave much out. A time that is not told at all is
 * {@link Activity#TIME_NOT_TOLD}: older than any that is.
 */
final class GitHubBody {

    /** GitHub numbers repositories from 1. */
    private static final long NO_ID = 0;

    /** The most commits that a push lists (https://docs.github.com/en/webhooks/webhook-events-and-payloads#push, 2026-11). */
    static final int MOST_COMMITS = 2048;

    private GitHubBody() {}

    static List<Activity> pushed(Json body) throws UnreadablePayload {
        Json told = body.at("repository");
        Instant at = instant(told, "pushed_at", instant(body.at("head_commit"), "timestamp", newest(told, "updated_at")));
        Repository repository = repository(told, later(at, newest(told, "updated_at", "pushed_at")));
        Ref ref = Ref.of(told(body, "ref"));
        String after = sha(body, "after");
        List<Commit> commits = new ArrayList<>();
        for (Json commit : body.list("commits")) {
            commits.add(commit(commit, at));
        }
        RefUpdate update = new RefUpdate(ref, sha(body, "before"), after, at, body.flag("forced"),
                after.equals(ABSENT) ? "" : page(repository.url(), ref), OptionalInt.empty(), commits.size() >= MOST_COMMITS);
        return List.of(new Activity.Pushed(repository, update, List.copyOf(commits)));
    }

    static List<Activity> created(Json body) throws UnreadablePayload {
        return refChanged(body, ABSENT, "");
    }

    static List<Activity> deleted(Json body) throws UnreadablePayload {
        return refChanged(body, "", ABSENT);
    }

    /** The events create and delete tell no SHAs. An old GitHub also sends create for a whole new repository, without a ref. */
    private static List<Activity> refChanged(Json body, String before, String after) throws UnreadablePayload {
        String type = told(body, "ref_type");
        if (!type.equals("branch") && !type.equals("tag")) {
            return List.of();
        }
        Json told = body.at("repository");
        Instant asOf = newest(told, "updated_at", "pushed_at");
        Repository repository = repository(told, asOf);
        Ref ref = new Ref(type.equals("tag") ? Ref.Kind.TAG : Ref.Kind.BRANCH, told(body, "ref"));
        RefUpdate update = new RefUpdate(ref, before, after, instant(told, "pushed_at", asOf), false,
                after.equals(ABSENT) ? "" : page(repository.url(), ref), OptionalInt.empty(), false);
        return List.of(new Activity.Pushed(repository, update, List.of()));
    }

    /** Gitea, Forgejo and Gogs write a commit just so. */
    static Commit commit(Json commit, Instant pushedAt) throws UnreadablePayload {
        String sha = Fields.commitSha(commit, "id");
        Json author = commit.at("author");
        Person person = new Person(author.text("name", ""), author.text("email", ""), author.text("username", ""), "", "");
        OffsetDateTime at = commit.time("timestamp").orElse(pushedAt.atOffset(ZoneOffset.UTC));
        List<FileChange> files = new ArrayList<>();
        int count = files(commit, "added", FileChange.Kind.ADDED, files)
                + files(commit, "removed", FileChange.Kind.REMOVED, files)
                + files(commit, "modified", FileChange.Kind.MODIFIED, files);
        boolean counted = commit.has("added") || commit.has("removed") || commit.has("modified");
        return new Commit(sha, commit.text("message", ""), person, at, Links.web(commit.text("url", "")),
                List.copyOf(files), counted ? OptionalInt.of(count) : OptionalInt.empty(), Optional.empty());
    }

    /** How many files the list has; one without a name is counted and not kept. */
    private static int files(Json commit, String list, FileChange.Kind kind, List<FileChange> into) throws UnreadablePayload {
        List<String> paths = commit.texts(list);
        for (String path : paths) {
            if (!path.isEmpty()) {
                into.add(new FileChange(path, kind));
            }
        }
        return paths.size();
    }

    /** Whatever the action, the body carries the whole state. */
    static List<Activity> pullRequestChanged(Json body) throws UnreadablePayload {
        return List.of(changed(body));
    }

    private static Activity.PullRequestChanged changed(Json body) throws UnreadablePayload {
        Json pr = body.at("pull_request");
        Json told = body.at("repository");
        Instant asOf = newest(told, "updated_at", "pushed_at");
        Instant updatedAt = instant(pr, "updated_at", later(asOf, newest(pr, "created_at", "closed_at", "merged_at")));
        Repository repository = repository(told, later(asOf, updatedAt));
        Json head = pr.at("head");
        Json source = head.at("repo"); // absent once the fork is gone
        Json base = pr.at("base");
        boolean fork = source.number("id", NO_ID) != base.at("repo").number("id", told.number("id"));
        Ref sourceBranch = new Ref(Ref.Kind.BRANCH, told(head, "ref"));
        Ref targetBranch = new Ref(Ref.Kind.BRANCH, told(base, "ref"));
        return new Activity.PullRequestChanged(repository, new PullRequest(
                Long.toString(pr.number("number")), pr.text("title"), state(pr), person(pr.at("user")),
                sourceBranch.name(), page(Links.web(source.text("html_url", "")), sourceBranch), fork, sha(head, "sha"),
                targetBranch.name(), page(repository.url(), targetBranch), Links.web(pr.text("html_url", "")),
                updatedAt, Fields.count(pr, "comments", "review_comments"), requested(pr), IssueKeys.in(pr.text("body", ""))));
    }

    /** Bodies of reviews leave out {@code merged}, but not {@code merged_at}; a GitHub without drafts leaves out {@code draft}. */
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

    /** People only: a team stands in this list without a login on some versions. */
    private static List<Person> requested(Json pr) throws UnreadablePayload {
        List<Person> people = new ArrayList<>();
        for (Json user : pr.list("requested_reviewers")) {
            Person person = person(user);
            if (!person.username().isEmpty()) {
                people.add(person);
            }
        }
        return List.copyOf(people);
    }

    /**
     * The pull request as the review left it, without the count of its comments, and the decision if it is one. A dismissed review keeps the time at which it
     * was submitted, so the pull request's own time says when it was withdrawn.
     */
    static List<Activity> reviewed(Json body) throws UnreadablePayload {
        Activity.PullRequestChanged changed = changed(body);
        PullRequest pr = changed.pullRequest();
        Json review = body.at("review");
        Person reviewer = person(review.at("user"));
        Instant at = instant(review, "submitted_at", pr.updatedAt());
        Optional<Review> decided = switch (review.text("state").toLowerCase(Locale.ROOT)) {
            case "approved" -> Optional.of(new Review(reviewer, Review.Decision.APPROVED, at));
            case "changes_requested" -> Optional.of(new Review(reviewer, Review.Decision.NEEDS_WORK, at));
            case "dismissed" -> Optional.of(new Review(reviewer, Review.Decision.WITHDRAWN, later(at, pr.updatedAt())));
            default -> Optional.empty(); // commented: no decision
        };
        List<Activity> activities = new ArrayList<>(List.of(changed));
        decided.ifPresent(decision -> activities.add(new Activity.Reviewed(changed.repository(), pr.number(), decision)));
        return List.copyOf(activities);
    }

    /** The {@code updated_at} of a deleted repository is its last change before the end, older than its last pull request's: the removal has no time. */
    static List<Activity> repositoryChanged(Json body, String action) throws UnreadablePayload {
        Json told = body.at("repository");
        return switch (action) {
            case "renamed", "transferred" -> List.of(new Activity.RepositoryRenamed(repository(told, newest(told, "updated_at"))));
            case "deleted" -> List.of(new Activity.RepositoryRemoved(repository(told, Activity.TIME_NOT_TOLD)));
            default -> List.of(); // created, edited, archived, privatized …: the next push brings the name
        };
    }

    static Repository repository(Json told, Instant asOf) throws UnreadablePayload {
        return new Repository(Long.toString(told.number("id")), told(told, "full_name"), Links.web(told.text("html_url", "")), asOf);
    }

    /** Absent for an account that was deleted; then nothing is made up, no "ghost" and no address on github.com. */
    private static Person person(Json user) throws UnreadablePayload {
        return user.isPresent()
                ? new Person(user.text("name", ""), user.text("email", ""), user.text("login", ""),
                        Links.web(user.text("html_url", "")), Links.web(user.text("avatar_url", "")))
                : Person.UNKNOWN;
    }

    private static String page(String repositoryUrl, Ref ref) {
        return switch (ref.kind()) {
            case BRANCH, TAG -> Links.page(repositoryUrl, "/tree/", ref.name());
            case OTHER -> "";
        };
    }

    static Instant instant(Json json, String field, Instant otherwise) throws UnreadablePayload {
        return json.time(field).map(OffsetDateTime::toInstant).orElse(otherwise);
    }

    /** The newest time told in these fields. */
    static Instant newest(Json json, String... fields) throws UnreadablePayload {
        Instant newest = Activity.TIME_NOT_TOLD;
        for (String field : fields) {
            newest = later(newest, instant(json, field, newest));
        }
        return newest;
    }
}
