package dev.towline.provider;

import static dev.towline.activity.RefUpdate.ABSENT;

import dev.towline.activity.Activity;
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

/**
 * What the bodies of CodeCommit's events say: which ref moved from where to where, and the state of a pull request. Never a
 * commit's message, author or files. The event's {@code time} is the only one in a form that can be relied on.
 */
final class CodeCommitBody {

    private CodeCommitBody() {}

    static List<Activity> refChanged(Json body, String event) throws UnreadablePayload {
        Json detail = body.at("detail");
        String before = id(detail, "oldCommitId");
        String after = id(detail, "commitId");
        switch (event) {
            case "referenceCreated" -> before = ABSENT;
            case "referenceDeleted" -> after = ABSENT;
            case "referenceUpdated" -> { }
            default -> {
                return List.of(); // commits without a ref, made to try a merge
            }
        }
        Instant at = Fields.newest(body, "time");
        Repository repository = repository(body, Fields.told(detail, "repositoryName"), at);
        Ref ref = Ref.of(Fields.told(detail, "referenceFullName"));
        return List.of(pushed(repository, ref, before, after, at));
    }

    /**
     * CodeCommit never lists a commit. So each movement of a branch from one commit to another counts as one whose list was cut:
     * there were commits, and we were not told of them. A new branch mostly begins where another stands, and a tag adds none.
     */
    static Activity.Pushed pushed(Repository repository, Ref ref, String before, String after, Instant at) {
        boolean removed = after.equals(ABSENT);
        boolean untold = ref.kind() == Ref.Kind.BRANCH && !removed && !before.equals(ABSENT);
        return new Activity.Pushed(repository, new RefUpdate(ref, before, after, at, false,
                removed ? "" : page(repository, ref), OptionalInt.empty(), untold), List.of());
    }

    /** Whatever the event, the body carries the whole state. */
    static List<Activity> pullRequestChanged(Json body, String event) throws UnreadablePayload {
        Json detail = body.at("detail");
        Instant at = Fields.newest(body, "time");
        List<String> names = detail.texts("repositoryNames");
        if (names.isEmpty() || names.getFirst().isBlank()) {
            throw detail.unreadable("repositoryNames", "names no repository");
        }
        Repository repository = repository(body, names.getFirst(), at);
        String number = Fields.told(detail, "pullRequestId");
        Ref source = Ref.of(Fields.told(detail, "sourceReference"));
        Ref target = Ref.of(Fields.told(detail, "destinationReference"));
        List<Activity> activities = new ArrayList<>(List.of(new Activity.PullRequestChanged(repository, new PullRequest(
                number, detail.text("title"), state(detail), person(detail.text("author", "")),
                source.name(), page(repository, source), false, id(detail, "sourceCommit"),
                target.name(), page(repository, target), Links.page(repository.url(), "/pull-requests/", number),
                at, OptionalInt.empty(), List.of(), IssueKeys.in(detail.text("description", ""))))));
        if (event.equals("pullRequestApprovalStateChanged")) {
            Review.Decision decision = switch (detail.text("approvalStatus")) {
                case "APPROVE" -> Review.Decision.APPROVED;
                case "REVOKE" -> Review.Decision.WITHDRAWN;
                default -> throw detail.unreadable("approvalStatus", "expected APPROVE or REVOKE");
            };
            activities.add(new Activity.Reviewed(repository, number, new Review(person(detail.text("callerUserArn", "")), decision, at)));
        }
        return List.copyOf(activities);
    }

    private static PullRequest.State state(Json detail) throws UnreadablePayload {
        if (detail.text("isMerged", "").equals("True")) {
            return PullRequest.State.MERGED;
        }
        return switch (detail.text("pullRequestStatus")) {
            case "Open" -> PullRequest.State.OPEN;
            case "Closed" -> PullRequest.State.DECLINED;
            default -> throw detail.unreadable("pullRequestStatus", "expected Open or Closed");
        };
    }

    /** Git's SHA, though in AWS's own samples no hex. {@code ""} when not told. */
    static String id(Json detail, String field) throws UnreadablePayload {
        String id = detail.text(field, "");
        if (!id.matches("[0-9A-Za-z]{0,64}")) {
            throw detail.unreadable(field, "expected a commit's id");
        }
        return id;
    }

    /** Events of pull requests leave out the number, so the repository's ARN is its id: a renamed one is another. */
    private static Repository repository(Json body, String name, Instant asOf) throws UnreadablePayload {
        List<String> arns = body.texts("resources");
        if (arns.isEmpty() || !arns.getFirst().startsWith("arn:")) {
            throw body.unreadable("resources", "names no repository");
        }
        return repository(arns.getFirst(), name, body.text("region", ""), asOf);
    }

    static Repository repository(String arn, String name, String region, Instant asOf) {
        String console = region.matches("[a-z0-9-]{1,30}") && arn.startsWith("arn:aws:")
                ? "https://" + region + ".console.aws.amazon.com" : ""; // China and GovCloud have consoles of their own
        return new Repository(arn, name, Links.page(console, "/codesuite/codecommit/repositories/", name), asOf);
    }

    private static String page(Repository repository, Ref ref) {
        return Links.page(repository.url(), "/browse/", ref.full());
    }

    /** An ARN ends in the name of the user or of the session: {@code arn:aws:sts::123456789012:assumed-role/Admin/Mary_Major}. */
    private static Person person(String arn) {
        String name = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
        boolean address = name.contains("@"); // the session of somebody who signed in elsewhere
        return arn.isEmpty() ? Person.UNKNOWN : new Person("", address ? name : "", address ? "" : name, "", "");
    }
}
