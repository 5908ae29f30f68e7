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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the bodies of Bitbucket Cloud's events say. A push lists up to 5 commits for each ref, and whether it left some out,
 * but not how many; nor when it happened: a commit's time is no substitute (an old commit can be pushed today), so the time
 * is {@link Activity#TIME_NOT_TOLD}, as it is of a repository's new name and end. SHAs in pull requests are the first 12 characters.
 */
final class BitbucketCloudBody {

    private BitbucketCloudBody() {}

    static List<Activity> pushed(Json body) throws UnreadablePayload {
        Repository repository = repository(body.at("repository"), Activity.TIME_NOT_TOLD);
        List<Activity> activities = new ArrayList<>();
        for (Json change : body.at("push").list("changes")) {
            activities.add(moved(repository, change));
        }
        return List.copyOf(activities);
    }

    private static Activity moved(Repository repository, Json change) throws UnreadablePayload {
        Json before = change.at("old");
        Json after = change.at("new");
        Json there = after.isPresent() ? after : before;
        Ref ref = new Ref(kind(there), Fields.told(there, "name"));
        Instant tip = Fields.newest(after.at("target"), "date");
        List<Commit> commits = new ArrayList<>();
        for (Json commit : change.list("commits")) {
            commits.add(commit(commit, tip));
        }
        boolean cut = change.flag("truncated");
        RefUpdate update = new RefUpdate(ref, target(before), target(after), Activity.TIME_NOT_TOLD, change.flag("forced"),
                after.isPresent() ? html(after) : "", change.has("truncated") && !cut ? OptionalInt.of(commits.size()) : OptionalInt.empty(), cut);
        return new Activity.Pushed(repository, update, List.copyOf(commits));
    }

    /** Where the ref points; a ref that does not exist is {@code null} as a whole. */
    private static String target(Json ref) throws UnreadablePayload {
        return ref.isPresent() ? Fields.commitSha(ref.at("target"), "hash") : ABSENT;
    }

    private static Ref.Kind kind(Json ref) throws UnreadablePayload {
        return switch (ref.text("type")) {
            case "branch", "named_branch" -> Ref.Kind.BRANCH;
            case "tag", "annotated_tag" -> Ref.Kind.TAG;
            default -> Ref.Kind.OTHER;
        };
    }

    private static Commit commit(Json commit, Instant otherwise) throws UnreadablePayload {
        OffsetDateTime at = Fields.time(commit, "date").orElse(otherwise.atOffset(ZoneOffset.UTC));
        Optional<Boolean> merge = commit.has("parents") ? Optional.of(commit.list("parents").size() > 1) : Optional.empty();
        return new Commit(Fields.commitSha(commit, "hash"), commit.text("message", ""), author(commit.at("author")), at,
                html(commit), List.of(), OptionalInt.empty(), merge);
    }

    /** {@code raw} is what git has, {@code Name <e-mail>}; the account beside it is there when Bitbucket knows the address. */
    private static Person author(Json author) throws UnreadablePayload {
        Person account = person(author.has("user") ? author.at("user") : author);
        String raw = author.text("raw", "").strip();
        int address = raw.lastIndexOf('<');
        String name = (address < 0 ? raw : raw.substring(0, address)).strip();
        String email = address < 0 || !raw.endsWith(">") ? "" : raw.substring(address + 1, raw.length() - 1).strip();
        return new Person(name.isEmpty() ? account.name() : name, email, account.username(), account.url(), account.avatar());
    }

    /** Every event carries the pull request as it stands, those about comments too: their text is not read. */
    static List<Activity> pullRequestChanged(Json body, String event) throws UnreadablePayload {
        Json told = body.at("pullrequest");
        Instant at = Fields.newest(told, "updated_on", "created_on");
        Repository repository = repository(body.at("repository"), at);
        Json from = told.at("source");
        Json to = told.at("destination");
        Json source = from.at("repository"); // null once the fork is gone
        Ref sourceBranch = new Ref(Ref.Kind.BRANCH, Fields.told(from.at("branch"), "name"));
        Ref targetBranch = new Ref(Ref.Kind.BRANCH, Fields.told(to.at("branch"), "name"));
        String number = Long.toString(told.number("id"));
        PullRequest pullRequest = new PullRequest(
                number, told.text("title"), state(told, event), person(told.at("author")),
                sourceBranch.name(), page(html(source), sourceBranch), !source.text("full_name", "").equals(repository.name()),
                Fields.sha(from.at("commit"), "hash"), targetBranch.name(), page(repository.url(), targetBranch),
                html(told), at, Fields.count(told, "comment_count"), requested(told),
                IssueKeys.in(told.text("description", told.at("summary").text("raw", ""))));
        List<Activity> activities = new ArrayList<>(List.of(new Activity.PullRequestChanged(repository, pullRequest)));
        for (Review review : reviews(body, told, event, at)) {
            activities.add(new Activity.Reviewed(repository, number, review));
        }
        return List.copyOf(activities);
    }

    /** The events that close a pull request say how; a word that we do not know is a stage before that, as QUEUED is. */
    private static PullRequest.State state(Json told, String event) throws UnreadablePayload {
        String state = told.text("state");
        if (event.equals("pullrequest:fulfilled") || state.equals("MERGED")) {
            return PullRequest.State.MERGED;
        }
        if (event.equals("pullrequest:rejected") || state.equals("DECLINED") || state.equals("SUPERSEDED")) {
            return PullRequest.State.DECLINED;
        }
        return told.flag("draft") ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
    }

    /** Reviewers without a decision among the participants. */
    private static List<Person> requested(Json told) throws UnreadablePayload {
        Set<String> decided = new HashSet<>();
        for (Json participant : told.list("participants")) {
            if (decision(participant).isPresent()) {
                decided.add(person(participant.at("user")).username());
            }
        }
        List<Person> people = new ArrayList<>();
        for (Json reviewer : told.list("reviewers")) {
            Person person = person(reviewer);
            if (!person.username().isEmpty() && !decided.contains(person.username())) {
                people.add(person);
            }
        }
        return List.copyOf(people);
    }

    /** What the event itself tells, then the decisions that stand among the participants. */
    private static List<Review> reviews(Json body, Json told, String event, Instant at) throws UnreadablePayload {
        List<Review> reviews = new ArrayList<>();
        Set<String> decided = new HashSet<>();
        Optional<Review.Decision> byActor = switch (event) {
            case "pullrequest:approved" -> Optional.of(Review.Decision.APPROVED);
            case "pullrequest:changes_request_created" -> Optional.of(Review.Decision.NEEDS_WORK);
            case "pullrequest:unapproved", "pullrequest:changes_request_removed" -> Optional.of(Review.Decision.WITHDRAWN);
            default -> Optional.empty();
        };
        if (byActor.isPresent()) {
            Json act = body.has("approval") ? body.at("approval") : body.at("changes_request");
            Person actor = person(act.has("user") ? act.at("user") : body.at("actor"));
            decided.add(actor.username());
            Instant date = decidedAt(act, "date", at); // of a withdrawn decision perhaps the day it was made
            reviews.add(new Review(actor, byActor.get(), byActor.get() == Review.Decision.WITHDRAWN ? Fields.later(date, at) : date));
        }
        for (Json participant : told.list("participants")) {
            Optional<Review.Decision> decision = decision(participant);
            Person person = person(participant.at("user"));
            if (decision.isPresent() && decided.add(person.username())) {
                reviews.add(new Review(person, decision.get(), decidedAt(participant, "participated_on", at)));
            }
        }
        return reviews;
    }

    private static Instant decidedAt(Json json, String field, Instant otherwise) throws UnreadablePayload {
        return Fields.time(json, field).map(OffsetDateTime::toInstant).orElse(otherwise);
    }

    /** Older bodies say {@code approved} only. */
    private static Optional<Review.Decision> decision(Json participant) throws UnreadablePayload {
        return switch (participant.text("state", participant.flag("approved") ? "approved" : "")) {
            case "approved" -> Optional.of(Review.Decision.APPROVED);
            case "changes_requested" -> Optional.of(Review.Decision.NEEDS_WORK);
            default -> Optional.empty();
        };
    }

    /** Sent for a new description or language too, which changes no name. */
    static List<Activity> repositoryUpdated(Json body) throws UnreadablePayload {
        Json changes = body.at("changes");
        return changes.has("name") || changes.has("full_name") ? repositoryRenamed(body) : List.of();
    }

    static List<Activity> repositoryRenamed(Json body) throws UnreadablePayload {
        return List.of(new Activity.RepositoryRenamed(named(body)));
    }

    static List<Activity> repositoryRemoved(Json body) throws UnreadablePayload {
        return List.of(new Activity.RepositoryRemoved(named(body)));
    }

    private static Repository named(Json body) throws UnreadablePayload {
        return repository(body.at("repository"), Activity.TIME_NOT_TOLD);
    }

    static Repository repository(Json told, Instant asOf) throws UnreadablePayload {
        return new Repository(Fields.told(told, "uuid"), Fields.told(told, "full_name"), html(told), asOf);
    }

    /** User names went with the privacy rules of 2019; a nickname is what is left. A team has a user name still. */
    private static Person person(Json user) throws UnreadablePayload {
        return new Person(user.text("display_name", ""), "", user.text("nickname", user.text("username", "")),
                html(user), Links.web(user.at("links").at("avatar").text("href", "")));
    }

    private static String html(Json json) throws UnreadablePayload {
        return Links.web(json.at("links").at("html").text("href", ""));
    }

    private static String page(String repositoryUrl, Ref branch) {
        return Links.page(repositoryUrl, "/branch/", branch.name());
    }
}
