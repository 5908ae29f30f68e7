package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the backfill script says of pull requests that it asked a git server's API for. It picked out what we need there, within the
 * private network, in one form for all servers: no description is in it, only the issue keys that one names. Pages of branches
 * are not in it either; they differ from server to server, and a webhook that told them before is not newer.
 */
final class PlainGitPullRequests {

    private PlainGitPullRequests() {}

    static List<Activity> told(Json body, Repository repository) throws UnreadablePayload {
        List<Activity> activities = new ArrayList<>();
        for (Json told : body.list("pullRequests")) {
            Instant updatedAt = Fields.millisOrTime(told, "updatedAt").map(OffsetDateTime::toInstant)
                    .orElseThrow(() -> told.unreadable("updatedAt", "missing"));
            List<Person> requested = new ArrayList<>();
            List<Review> reviews = new ArrayList<>();
            for (Json reviewer : told.list("reviewers")) {
                switch (reviewer.text("decision", "")) {
                    case "" -> requested.add(person(reviewer));
                    case "approved" -> reviews.add(new Review(person(reviewer), Review.Decision.APPROVED, updatedAt));
                    case "needs_work" -> reviews.add(new Review(person(reviewer), Review.Decision.NEEDS_WORK, updatedAt));
                    default -> throw reviewer.unreadable("decision", "expected approved or needs_work");
                }
            }
            String number = Fields.told(told, "number");
            activities.add(new Activity.PullRequestRecounted(repository, new PullRequest(
                    number, told.text("title"), state(told), person(told.at("author")),
                    Fields.told(told, "source"), "", told.flag("fromFork"), Fields.sha(told, "head"),
                    Fields.told(told, "target"), "", Links.web(told.text("url", "")),
                    updatedAt, Fields.count(told, "comments"), List.copyOf(requested), keys(told))));
            // What the script calls the repository must not overrule a rename that is on its way.
            Repository then = new Repository(repository.id(), repository.name(), repository.url(), updatedAt);
            reviews.forEach(review -> activities.add(new Activity.Reviewed(then, number, review)));
        }
        return List.copyOf(activities);
    }

    private static PullRequest.State state(Json told) throws UnreadablePayload {
        return switch (told.text("state")) {
            case "draft" -> PullRequest.State.DRAFT;
            case "open" -> PullRequest.State.OPEN;
            case "merged" -> PullRequest.State.MERGED;
            case "declined" -> PullRequest.State.DECLINED;
            default -> throw told.unreadable("state", "expected draft, open, merged or declined");
        };
    }

    private static Person person(Json told) throws UnreadablePayload {
        return new Person(told.text("name", ""), "", told.text("username", ""), "", "");
    }

    /** By our own rule: the script's copy of it may be older. */
    private static Set<IssueKey> keys(Json told) throws UnreadablePayload {
        return IssueKeys.in(String.join(" ", told.texts("descriptionKeys")));
    }
}
