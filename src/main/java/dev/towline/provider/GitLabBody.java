package dev.towline.provider;

import static dev.towline.activity.RefUpdate.ABSENT;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the bodies of GitLab's events say. A push lists its 20 newest commits and says how many there are; it does not say
 * when it happened, and a commit's time is no substitute (an old commit can be pushed today), so unless the call tells when
 * it was sent the time is {@link Activity#TIME_NOT_TOLD}. A merge request names its author by id only: known when the author acted,
 * or is among the assignees or reviewers. It does not count its comments.
 */
final class GitLabBody {

    /** GitLab numbers projects and users from 1. */
    static final long NO_ID = 0;

    /** GitLab's word for an e-mail address that it keeps to itself. */
    private static final String REDACTED = "[REDACTED]";

    private final Json body;
    private final Instant sentAt;
    private final String instance;

    /**
     * @param sentAt   when GitLab sent the call, {@link Activity#TIME_NOT_TOLD} when not told
     * @param instance the GitLab's own address, {@code ""} when not told
     */
    GitLabBody(Json body, Instant sentAt, String instance) {
        this.body = body;
        this.sentAt = sentAt;
        this.instance = instance;
    }

    List<Activity> pushed() throws UnreadablePayload {
        List<Commit> commits = new ArrayList<>();
        for (Json commit : body.list("commits")) {
            commits.add(commit(commit));
        }
        return List.of(moved(body, Fields.count(body, "total_commits_count"), false, List.copyOf(commits)));
    }

    /**
     * A system hook's event that names every ref of a push, also when there are too many for push events (3 by default). It
     * lists no commits; the push event of the same movement does.
     */
    List<Activity> repositoryUpdated() throws UnreadablePayload {
        List<Activity> activities = new ArrayList<>();
        for (Json change : body.list("changes")) {
            boolean grew = !Fields.sha(change, "before").equals(ABSENT) && !Fields.sha(change, "after").equals(ABSENT);
            activities.add(moved(change, OptionalInt.empty(), grew, List.of()));
        }
        return List.copyOf(activities);
    }

    private Activity moved(Json change, OptionalInt total, boolean atCap, List<Commit> commits) throws UnreadablePayload {
        Repository repository = project(NO_ID, sentAt);
        Ref ref = Ref.of(Fields.told(change, "ref"));
        String after = Fields.sha(change, "after");
        return new Activity.Pushed(repository, new RefUpdate(ref, Fields.sha(change, "before"), after, sentAt, false,
                after.equals(ABSENT) ? "" : page(repository.url(), ref), total, atCap), commits);
    }

    private Commit commit(Json commit) throws UnreadablePayload {
        Json author = commit.at("author");
        OffsetDateTime at = Fields.time(commit, "timestamp").orElse(sentAt.atOffset(ZoneOffset.UTC));
        List<FileChange> files = new ArrayList<>();
        int count = files(commit, "added", FileChange.Kind.ADDED, files)
                + files(commit, "removed", FileChange.Kind.REMOVED, files)
                + files(commit, "modified", FileChange.Kind.MODIFIED, files);
        boolean counted = commit.has("added") || commit.has("removed") || commit.has("modified");
        return new Commit(Fields.commitSha(commit, "id"), commit.text("message", ""),
                new Person(author.text("name", ""), email(author), "", "", ""), at, Links.web(commit.text("url", "")),
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

    /** Whatever the action, the body carries the whole state; some actions are a decision beside it. */
    List<Activity> mergeRequestChanged() throws UnreadablePayload {
        Json told = body.at("object_attributes");
        Instant updatedAt = Fields.newest(told, "updated_at", "created_at");
        long target = told.number("target_project_id", NO_ID);
        Repository repository = project(target, Fields.later(updatedAt, sentAt));
        Ref sourceBranch = new Ref(Ref.Kind.BRANCH, Fields.told(told, "source_branch"));
        Ref targetBranch = new Ref(Ref.Kind.BRANCH, Fields.told(told, "target_branch"));
        boolean fork = told.number("source_project_id", NO_ID) != target; // not told once the fork is gone
        PullRequest mergeRequest = new PullRequest(
                Long.toString(told.number("iid")), told.text("title"), state(told), author(told),
                sourceBranch.name(), page(Links.web(told.at("source").text("web_url", fork ? "" : repository.url())), sourceBranch),
                fork, Fields.sha(told.at("last_commit"), "id"),
                targetBranch.name(), page(repository.url(), targetBranch), Links.web(told.text("url", "")),
                updatedAt, OptionalInt.empty(), requested(), IssueKeys.in(told.text("description", "")));
        List<Activity> activities = new ArrayList<>(List.of(new Activity.PullRequestChanged(repository, mergeRequest)));
        for (Review review : reviews(told, updatedAt)) {
            activities.add(new Activity.Reviewed(repository, mergeRequest.number(), review));
        }
        return List.copyOf(activities);
    }

    /** {@code locked} lasts for the moment of merging. Older versions say {@code work_in_progress} for {@code draft}. */
    private static PullRequest.State state(Json told) throws UnreadablePayload {
        return switch (told.text("state")) {
            case "merged" -> PullRequest.State.MERGED;
            case "closed" -> PullRequest.State.DECLINED;
            case "opened", "reopened", "locked" ->
                told.flag("draft") || told.flag("work_in_progress") ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
            default -> throw told.unreadable("state", "expected opened, closed, merged or locked");
        };
    }

    private Person author(Json told) throws UnreadablePayload {
        long author = told.number("author_id", NO_ID);
        List<Json> known = new ArrayList<>(List.of(body.at("user")));
        known.addAll(body.list("assignees"));
        known.addAll(body.list("reviewers"));
        for (Json user : known) {
            if (author != NO_ID && user.number("id", NO_ID) == author) {
                return person(user);
            }
        }
        return Person.UNKNOWN;
    }

    /** Versions before 17 list the reviewers without telling what they did. */
    private List<Person> requested() throws UnreadablePayload {
        List<Person> people = new ArrayList<>();
        for (Json reviewer : body.list("reviewers")) {
            boolean waiting = switch (reviewer.text("state", "unreviewed")) {
                case "unreviewed", "review_started" -> true;
                default -> reviewer.flag("re_requested");
            };
            if (waiting && !person(reviewer).username().isEmpty()) {
                people.add(person(reviewer));
            }
        }
        return List.copyOf(people);
    }

    /**
     * What the actor decided, then what the others' state says. {@code approval} is one approval of several that are
     * needed, {@code approved} the last of them. When GitLab itself takes approvals back because of a push
     * ({@code system}, since 18.6), the actor is who pushed, and decided nothing.
     */
    private List<Review> reviews(Json told, Instant at) throws UnreadablePayload {
        List<Review> reviews = new ArrayList<>();
        Set<String> decided = new HashSet<>();
        Optional<Review.Decision> byActor = told.flag("system") ? Optional.empty() : switch (told.text("action", "")) {
            case "approved", "approval" -> Optional.of(Review.Decision.APPROVED);
            case "unapproved", "unapproval" -> Optional.of(Review.Decision.WITHDRAWN);
            default -> Optional.empty();
        };
        if (byActor.isPresent()) {
            Person actor = person(body.at("user"));
            decided.add(actor.username());
            reviews.add(new Review(actor, byActor.get(), at));
        }
        for (Json reviewer : body.list("reviewers")) {
            Person person = person(reviewer);
            Optional<Review.Decision> decision = switch (reviewer.text("state", "")) {
                case "approved" -> Optional.of(Review.Decision.APPROVED);
                case "requested_changes" -> Optional.of(Review.Decision.NEEDS_WORK);
                case "unapproved" -> Optional.of(Review.Decision.WITHDRAWN);
                default -> Optional.empty(); // unreviewed, review_started, reviewed: no decision
            };
            if (decision.isPresent() && decided.add(person.username())) {
                reviews.add(new Review(person, decision.get(), at));
            }
        }
        return reviews;
    }

    List<Activity> projectRenamed() throws UnreadablePayload {
        return List.of(new Activity.RepositoryRenamed(named(Fields.later(Fields.newest(body, "updated_at", "created_at"), sentAt))));
    }

    /** {@code updated_at} is the project's last change before the end: older than the last push, so it cannot stand for the removal. */
    List<Activity> projectRemoved() throws UnreadablePayload {
        return List.of(new Activity.RepositoryRemoved(named(sentAt)));
    }

    /** Events about a project itself name it on the body's top level. */
    private Repository named(Instant asOf) throws UnreadablePayload {
        String path = Fields.told(body, "path_with_namespace");
        return new Repository(Long.toString(body.number("project_id")), path, Links.page(instance, "/", path), asOf);
    }

    /**
     * Some events and versions leave the id out of {@code project}: pushes repeat it, merge requests name it as their target.
     * Before 8.5 there is no project, and only its page shows its path.
     */
    Repository project(long target, Instant asOf) throws UnreadablePayload {
        Json project = body.at("project");
        long id = project.number("id", body.number("project_id", target));
        if (id == NO_ID) {
            throw project.unreadable("id", "missing");
        }
        Json old = body.has("object_attributes") ? body.at("object_attributes").at("target") : body.at("repository");
        String page = Links.web(project.text("web_url", project.text("homepage", old.text("web_url", old.text("homepage", "")))));
        String path = project.text("path_with_namespace", page.replaceFirst("^https?://[^/]+/?", ""));
        if (path.isBlank()) {
            throw project.unreadable("path_with_namespace", "missing");
        }
        return new Repository(Long.toString(id), path, page, asOf);
    }

    private static Person person(Json user) throws UnreadablePayload {
        return new Person(user.text("name", ""), email(user), user.text("username", ""), "", Links.web(user.text("avatar_url", "")));
    }

    private static String email(Json person) throws UnreadablePayload {
        String email = person.text("email", "");
        return email.equals(REDACTED) ? "" : email;
    }

    private static String page(String project, Ref ref) {
        return switch (ref.kind()) {
            case BRANCH -> Links.page(project, "/-/tree/", ref.name());
            case TAG -> Links.page(project, "/-/tags/", ref.name());
            case OTHER -> "";
        };
    }
}
