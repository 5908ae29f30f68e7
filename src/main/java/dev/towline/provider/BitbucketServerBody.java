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
 * What the bodies of Bitbucket Data Center's events say. One push can move many refs. Old versions list no commits at all,
 * newer ones the 5 newest of the push, and none says how many there are. The event's own {@code date} is the time of
 * everything in it: a pull request's {@code updatedDate} stays when people review or comment.
 */
final class BitbucketServerBody {

    private static final long NO_ID = -1;

    /** The most commits that a push lists (https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html, 2026-11). */
    static final int MOST_COMMITS = 5;

    private BitbucketServerBody() {}

    static List<Activity> refsChanged(Json body) throws UnreadablePayload {
        Instant at = Fields.newest(body, "date");
        Repository repository = repository(body.at("repository"), at);
        boolean full = body.list("commits").size() >= MOST_COMMITS;
        boolean unlisted = !body.has("commits");
        List<RefUpdate> updates = new ArrayList<>();
        for (Json change : body.list("changes")) {
            updates.add(update(change, at, repository.url(), full, unlisted));
        }
        List<Commit> commits = new ArrayList<>();
        for (Json commit : commitsOf(body)) {
            commits.add(commit(commit, at, repository.url()));
        }
        List<List<Commit>> parts = CommitsByTip.of(updates, commits);
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            activities.add(new Activity.Pushed(repository, updates.get(i), List.copyOf(parts.get(i))));
        }
        return List.copyOf(activities);
    }

    /** A push may carry its newest commit without the list. */
    private static List<Json> commitsOf(Json body) throws UnreadablePayload {
        List<Json> commits = body.list("commits");
        return commits.isEmpty() && body.has("toCommit") ? List.of(body.at("toCommit")) : commits;
    }

    /** A full list may have been cut for any ref that is still there; without a list, a branch that moved on has commits that are not told. */
    private static RefUpdate update(Json change, Instant at, String repositoryUrl, boolean full, boolean unlisted) throws UnreadablePayload {
        Ref ref = Ref.of(change.has("refId") ? Fields.told(change, "refId") : Fields.told(change.at("ref"), "id"));
        String before = Fields.sha(change, "fromHash");
        String after = Fields.sha(change, "toHash");
        boolean removed = after.equals(ABSENT);
        boolean atCap = !removed && (full || unlisted && ref.kind() == Ref.Kind.BRANCH && !before.equals(ABSENT));
        return new RefUpdate(ref, before, after, at, false, removed ? "" : page(repositoryUrl, ref), OptionalInt.empty(), atCap);
    }

    private static Commit commit(Json commit, Instant pushedAt, String repositoryUrl) throws UnreadablePayload {
        String sha = Fields.commitSha(commit, "id");
        OffsetDateTime at = Fields.millisOrTime(commit, "authorTimestamp").orElse(pushedAt.atOffset(ZoneOffset.UTC));
        Optional<Boolean> merge = commit.has("parents") ? Optional.of(commit.list("parents").size() > 1) : Optional.empty();
        return new Commit(sha, commit.text("message", ""), author(commit.at("author")), at,
                Links.page(repositoryUrl, "/commits/", sha), List.of(), OptionalInt.empty(), merge);
    }

    /** A commit's author whom Bitbucket does not know has the name and e-mail address that git has, and no account. */
    private static Person author(Json author) throws UnreadablePayload {
        return author.has("displayName")
                ? person(author)
                : new Person(author.text("name", ""), author.text("emailAddress", ""), "", "", "");
    }

    /** Every {@code pr:} event carries the pull request as it stands, those about comments too: their text is not read. */
    static List<Activity> pullRequestChanged(Json body, String event) throws UnreadablePayload {
        Json told = body.at("pullRequest");
        Instant date = Fields.newest(body, "date");
        Instant at = Fields.later(date, moment(told, "updatedDate", moment(told, "createdDate", Activity.TIME_NOT_TOLD)));
        Json from = told.at("fromRef");
        Json to = told.at("toRef");
        Repository repository = repository(to.at("repository"), at);
        Json source = from.at("repository"); // absent once the fork is gone
        Ref sourceBranch = Ref.of(Fields.told(from, "id"));
        Ref targetBranch = Ref.of(Fields.told(to, "id"));
        String number = Long.toString(told.number("id"));
        String url = self(told);
        PullRequest pullRequest = new PullRequest(
                number, told.text("title"), state(told, event), person(told.at("author").at("user")),
                sourceBranch.name(), page(home(source), sourceBranch),
                source.number("id", NO_ID) != to.at("repository").number("id"), Fields.sha(from, "latestCommit"),
                targetBranch.name(), page(repository.url(), targetBranch),
                url.isEmpty() ? Links.page(repository.url(), "/pull-requests/", number) : url, at,
                Fields.count(told.at("properties"), "commentCount"),
                requested(told), IssueKeys.in(told.text("description", "")));
        List<Activity> activities = new ArrayList<>(List.of(new Activity.PullRequestChanged(repository, pullRequest)));
        for (Review review : reviews(body, told, event, date.equals(Activity.TIME_NOT_TOLD) ? at : date)) {
            activities.add(new Activity.Reviewed(repository, number, review));
        }
        return List.copyOf(activities);
    }

    /** A deleted pull request stands in its last state. It will never be merged, so an open one counts as declined. */
    private static PullRequest.State state(Json told, String event) throws UnreadablePayload {
        return switch (told.text("state")) {
            case "MERGED" -> PullRequest.State.MERGED;
            case "DECLINED" -> PullRequest.State.DECLINED;
            case "OPEN" -> event.equals("pr:deleted") ? PullRequest.State.DECLINED
                    : told.flag("draft") ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
            default -> throw told.unreadable("state", "expected OPEN, MERGED or DECLINED");
        };
    }

    private static List<Person> requested(Json told) throws UnreadablePayload {
        List<Person> people = new ArrayList<>();
        for (Json reviewer : told.list("reviewers")) {
            Person person = person(reviewer.at("user"));
            if (decision(reviewer).isEmpty() && !person.username().isEmpty()) {
                people.add(person);
            }
        }
        return List.copyOf(people);
    }

    /**
     * What the event itself tells, then the decisions that stand in the list of reviewers. Nobody's place in that list
     * says "withdrawn": a comment and an approval arrive in the same second, and the list of the one may be older.
     */
    private static List<Review> reviews(Json body, Json told, String event, Instant at) throws UnreadablePayload {
        List<Review> reviews = new ArrayList<>();
        Set<String> decided = new HashSet<>();
        if (event.startsWith("pr:reviewer:") && body.has("participant")) {
            Person actor = person(body.at("participant").at("user"));
            decided.add(actor.username());
            reviews.add(new Review(actor, decision(body.at("participant")).orElse(Review.Decision.WITHDRAWN), at));
        }
        for (Json removed : body.list("removedReviewers")) {
            if (decided.add(person(removed).username())) {
                reviews.add(new Review(person(removed), Review.Decision.WITHDRAWN, at));
            }
        }
        for (Json reviewer : told.list("reviewers")) {
            Optional<Review.Decision> decision = decision(reviewer);
            Person person = person(reviewer.at("user"));
            if (decision.isPresent() && decided.add(person.username())) {
                reviews.add(new Review(person, decision.get(), at));
            }
        }
        return reviews;
    }

    /** Versions before 4.4 say {@code approved} only. */
    private static Optional<Review.Decision> decision(Json participant) throws UnreadablePayload {
        return switch (participant.text("status", participant.flag("approved") ? "APPROVED" : "")) {
            case "APPROVED" -> Optional.of(Review.Decision.APPROVED);
            case "NEEDS_WORK" -> Optional.of(Review.Decision.NEEDS_WORK);
            default -> Optional.empty(); // UNAPPROVED
        };
    }

    /** Sent for a new description too, which changes no name. */
    static List<Activity> repositoryModified(Json body) throws UnreadablePayload {
        Repository renamed = repository(body.at("new"), Fields.newest(body, "date"));
        return renamed.name().equals(nameOf(body, "old")) ? List.of() : List.of(new Activity.RepositoryRenamed(renamed));
    }

    private static Repository repository(Json told, Instant asOf) throws UnreadablePayload {
        String name = Fields.told(told.at("project"), "key") + "/" + Fields.told(told, "slug");
        return new Repository(Long.toString(told.number("id")), name, home(told), asOf);
    }

    /** As in the repository's address; {@code ""} where none can be read. */
    static String nameOf(Json body, String field) {
        try {
            Json repository = body.at(field);
            String key = repository.at("project").text("key", "");
            String slug = repository.text("slug", "");
            return key.isEmpty() || slug.isEmpty() ? "" : key + "/" + slug;
        } catch (UnreadablePayload unreadable) {
            return "";
        }
    }

    private static Person person(Json user) throws UnreadablePayload {
        return new Person(user.text("displayName", ""), user.text("emailAddress", ""), user.text("name", ""), self(user), "");
    }

    private static Instant moment(Json json, String field, Instant otherwise) throws UnreadablePayload {
        return Fields.millisOrTime(json, field).map(OffsetDateTime::toInstant).orElse(otherwise);
    }

    /** The repository's address without the page that shows its files. */
    private static String home(Json repository) throws UnreadablePayload {
        String page = self(repository);
        return page.endsWith("/browse") ? page.substring(0, page.length() - "/browse".length()) : page;
    }

    /** Bitbucket lists one link, or {@code null} in its place when it does not know its own address. */
    private static String self(Json json) throws UnreadablePayload {
        for (Json link : json.at("links").list("self")) {
            return Links.web(link.text("href", ""));
        }
        return "";
    }

    private static String page(String repositoryUrl, Ref ref) {
        return Links.page(repositoryUrl, "/browse?at=", ref.full());
    }
}
