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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the bodies of Azure DevOps' events say. One push can move many refs and has one list of commits, without files and
 * parents. A pull request does not say when it was changed, so the event's own {@code createdDate} is the time of it and of
 * the votes; nor does it count its comments. Nothing says that a list of commits was cut. Resource versions 1.0-preview to 5.1 differ in fields that are not read here.
 */
final class AzureDevOpsBody {

    static final String ALL = "missing: \"Resource details to send\" of this service hook must be \"All\"";

    private AzureDevOpsBody() {}

    static List<Activity> pushed(Json body) throws UnreadablePayload {
        Json push = resource(body);
        Instant sent = Fields.newest(body, "createdDate");
        Instant at = Fields.newest(push, "date");
        Instant moved = at.equals(Activity.TIME_NOT_TOLD) ? sent : at;
        Repository repository = repository(push, Fields.later(moved, sent));
        List<RefUpdate> updates = new ArrayList<>();
        for (Json update : push.list("refUpdates")) {
            Ref ref = Ref.of(Fields.told(update, "name"));
            String after = Fields.sha(update, "newObjectId");
            updates.add(new RefUpdate(ref, Fields.sha(update, "oldObjectId"), after, moved, update.flag("forced"),
                    after.equals(ABSENT) ? "" : page(repository.url(), ref), OptionalInt.empty(), false));
        }
        List<Commit> commits = new ArrayList<>();
        for (Json commit : push.list("commits")) {
            commits.add(commit(commit, moved, repository.url()));
        }
        List<List<Commit>> parts = CommitsByTip.of(updates, commits);
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            activities.add(new Activity.Pushed(repository, updates.get(i), List.copyOf(parts.get(i))));
        }
        return List.copyOf(activities);
    }

    private static Commit commit(Json commit, Instant pushedAt, String repositoryUrl) throws UnreadablePayload {
        String sha = Fields.commitSha(commit, "commitId");
        Json author = commit.at("author");
        return new Commit(sha, commit.text("comment", ""),
                new Person(author.text("name", ""), author.text("email", ""), "", "", ""),
                Fields.time(author, "date").orElse(pushedAt.atOffset(ZoneOffset.UTC)),
                Links.page(repositoryUrl, "/commit/", sha), List.of(), OptionalInt.empty(), Optional.empty());
    }

    /** An event about a comment has the pull request beside the comment, whose text is not read. */
    static List<Activity> pullRequestChanged(Json body, String event) throws UnreadablePayload {
        Json resource = resource(body);
        Json told = resource.has("pullRequest") ? resource.at("pullRequest") : resource;
        Instant at = Fields.later(Fields.newest(body, "createdDate"), Fields.newest(told, "creationDate", "closedDate"));
        Repository repository = repository(told, at);
        boolean fork = told.has("forkSource");
        String sourceUrl = fork ? web(told.at("forkSource").at("repository")) : repository.url();
        Ref source = Ref.of(Fields.told(told, "sourceRefName"));
        Ref target = Ref.of(Fields.told(told, "targetRefName"));
        String number = Long.toString(told.number("pullRequestId"));
        String url = Links.web(told.at("_links").at("web").text("href", ""));
        PullRequest pullRequest = new PullRequest(
                number, told.text("title"), state(told), person(told.at("createdBy")),
                source.name(), page(sourceUrl, source), fork, Fields.sha(told.at("lastMergeSourceCommit"), "commitId"),
                target.name(), page(repository.url(), target),
                url.isEmpty() ? Links.page(repository.url(), "/pullrequest/", number) : url,
                at, OptionalInt.empty(), requested(told), IssueKeys.in(told.text("description", "")));
        List<Activity> activities = new ArrayList<>(List.of(new Activity.PullRequestChanged(repository, pullRequest)));
        for (Review review : votes(told, event, at)) {
            activities.add(new Activity.Reviewed(repository, number, review));
        }
        return List.copyOf(activities);
    }

    /** "Merged" is the event of a merge that was tried out, so only the status says whether it is one. */
    private static PullRequest.State state(Json told) throws UnreadablePayload {
        return switch (told.text("status")) {
            case "completed" -> PullRequest.State.MERGED;
            case "abandoned" -> PullRequest.State.DECLINED;
            case "active" -> told.flag("isDraft") ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
            default -> throw told.unreadable("status", "expected active, completed or abandoned");
        };
    }

    private static List<Person> requested(Json told) throws UnreadablePayload {
        List<Person> people = new ArrayList<>();
        for (Json reviewer : people(told)) {
            if (reviewer.number("vote", 0) == 0) {
                people.add(person(reviewer));
            }
        }
        return List.copyOf(people);
    }

    /**
     * No event says who voted, each carries all votes. So no vote may mean that one was taken back, or reset by a push;
     * only in a new pull request there is none to take back.
     */
    private static List<Review> votes(Json told, String event, Instant at) throws UnreadablePayload {
        List<Review> reviews = new ArrayList<>();
        for (Json reviewer : people(told)) {
            long vote = reviewer.number("vote", 0);
            if (vote > 0) { // 10 approved, 5 approved with suggestions
                reviews.add(new Review(person(reviewer), Review.Decision.APPROVED, at));
            } else if (vote < 0) { // -5 waiting for the author, -10 rejected
                reviews.add(new Review(person(reviewer), Review.Decision.NEEDS_WORK, at));
            } else if (!event.equals("git.pullrequest.created")) {
                reviews.add(new Review(person(reviewer), Review.Decision.WITHDRAWN, at));
            }
        }
        return reviews;
    }

    /** A team stands in the list with the sum of its members' votes. */
    private static List<Json> people(Json told) throws UnreadablePayload {
        List<Json> people = new ArrayList<>();
        for (Json reviewer : told.list("reviewers")) {
            if (!reviewer.flag("isContainer") && !person(reviewer).shown().isEmpty()) {
                people.add(reviewer);
            }
        }
        return people;
    }

    static List<Activity> repositoryRenamed(Json body) throws UnreadablePayload {
        return List.of(new Activity.RepositoryRenamed(repository(resource(body), when(body))));
    }

    /** A deleted repository is named in the resource itself. */
    static List<Activity> repositoryRemoved(Json body) throws UnreadablePayload {
        Json gone = resource(body);
        return List.of(new Activity.RepositoryRemoved(new Repository(Fields.told(gone, "repositoryId"),
                Fields.told(gone.at("project"), "name") + "/" + Fields.told(gone, "repositoryName"), "", when(body))));
    }

    private static Instant when(Json body) throws UnreadablePayload {
        return Fields.newest(body, "createdDate");
    }

    static Json resource(Json body) throws UnreadablePayload {
        if (!body.has("resource")) {
            throw body.unreadable("resource", ALL);
        }
        return body.at("resource");
    }

    private static Repository repository(Json resource, Instant asOf) throws UnreadablePayload {
        if (!resource.has("repository")) {
            throw resource.unreadable("repository", ALL);
        }
        Json told = resource.at("repository");
        String name = Fields.told(told.at("project"), "name") + "/" + Fields.told(told, "name");
        return new Repository(Fields.told(told, "id"), name, web(told), asOf);
    }

    private static String web(Json repository) throws UnreadablePayload {
        return web(repository, repository.has("webUrl") ? "webUrl" : "remoteUrl");
    }

    /** The address for git is that of the page. Services put the organisation in front of it as a user name, which no page has. */
    static String web(Json repository, String field) throws UnreadablePayload {
        return Links.web(repository.text(field, "").replaceFirst("^(https?://)[^/@:]*@", "$1"));
    }

    /** An account's name is often its e-mail address, which is then kept as one, and nowhere else. */
    private static Person person(Json identity) throws UnreadablePayload {
        String account = identity.text("uniqueName", "");
        boolean address = account.contains("@");
        String avatar = identity.text("imageUrl", identity.at("_links").at("avatar").text("href", ""));
        return new Person(identity.text("displayName", ""), address ? account : "", address ? "" : account, "", Links.web(avatar));
    }

    private static String page(String repositoryUrl, Ref ref) {
        return switch (ref.kind()) {
            case BRANCH -> Links.page(repositoryUrl, "?version=GB", ref.name());
            case TAG -> Links.page(repositoryUrl, "?version=GT", ref.name());
            case OTHER -> "";
        };
    }
}
