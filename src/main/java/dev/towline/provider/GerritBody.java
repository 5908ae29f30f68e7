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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the bodies of Gerrit's events say. A change is a pull request, and each patch set of it one commit, on a ref of its
 * own. An update of a ref tells its SHAs and no commits, so of what is pushed past review there are no messages.
 *
 * <p>By Gerrit's own word any field may be missing (https://gerrit-review.googlesource.com/Documentation/json.html, 2026-11).
 * A project has no number and cannot be renamed, so its name is its id.
 */
final class GerritBody {

    /** Votes have meanings of the site's own making; on every site these two let pass and stop. */
    private static final long APPROVAL = 2;
    private static final long VETO = -2;

    private static final String BRANCHES = "refs/heads/";

    private final String site;

    /** @param site the address of Gerrit's pages, {@code ""} when not known */
    GerritBody(String site) {
        this.site = site;
    }

    /** The project that any kind of event is about, {@code ""} when it names none. Some write its name, some an object. */
    static String project(Json body) {
        return Stream.of(Fields.name(body, "", "projectName"), Fields.name(body, "", "project"), Fields.name(body, "project", "name"))
                .filter(name -> !name.isEmpty()).findFirst().orElse("");
    }

    /** Every patch set and every remark moves a ref under refs/changes, too. */
    List<Activity> refsUpdated(Json body, List<Json> updates) throws UnreadablePayload {
        Instant at = time(body, "eventCreatedOn"); // not before 2.12
        List<Activity> activities = new ArrayList<>();
        for (Json told : updates) {
            Repository repository = repository(Fields.told(told, "project"), at);
            String name = Fields.told(told, "refName"); // before 2.12 the short one, of branches
            Ref ref = Ref.of(name.startsWith("refs/") ? name : BRANCHES + name);
            String after = Fields.sha(told, "newRev");
            activities.add(new Activity.Pushed(repository, new RefUpdate(ref, Fields.sha(told, "oldRev"), after, at, false,
                    ref.kind() == Ref.Kind.BRANCH && !after.equals(ABSENT) ? page(repository, ref.name()) : "", OptionalInt.empty(), false), List.of()));
        }
        return List.copyOf(activities);
    }

    /** Told again when it is merged: the webhook may be younger than the patch set. */
    List<Activity> patchSetCreated(Json body, String event) throws UnreadablePayload {
        Activity.PullRequestChanged changed = changed(body, event);
        Json patchSet = body.at("patchSet");
        String sha = Fields.sha(patchSet, "revision");
        if (sha.isEmpty() || sha.equals(ABSENT)) {
            return List.of(changed);
        }
        OffsetDateTime at = patchSet.time("createdOn").orElse(changed.pullRequest().updatedAt().atOffset(ZoneOffset.UTC));
        Json author = patchSet.has("author") ? patchSet.at("author") : patchSet.at("uploader");
        List<String> parents = patchSet.texts("parents");
        Json change = body.at("change");
        Commit commit = new Commit(sha, change.text("commitMessage", change.text("subject", "")), person(author), at,
                changed.pullRequest().url(), List.of(), OptionalInt.empty(),
                parents.isEmpty() ? Optional.empty() : Optional.of(parents.size() > 1));
        RefUpdate update = new RefUpdate(Ref.of(changed.pullRequest().sourceBranch()), ABSENT, sha, at.toInstant(), false, "", OptionalInt.of(1), false);
        return List.of(changed, new Activity.Pushed(changed.repository(), update, List.of(commit)));
    }

    List<Activity> changeChanged(Json body, String event) throws UnreadablePayload {
        return List.of(changed(body, event));
    }

    /** The votes are those that {@code voter} has now, on every label; one that was changed carries the old one beside it. */
    List<Activity> voted(Json body, String event, Json voter) throws UnreadablePayload {
        Activity.PullRequestChanged changed = changed(body, event);
        long worst = 0;
        long best = 0;
        boolean taken = false;
        for (Json vote : body.list("approvals")) {
            long value = vote.has("value") ? Fields.number(vote, "value") : 0;
            long old = vote.has("oldValue") ? Fields.number(vote, "oldValue") : value;
            worst = Math.min(worst, value);
            best = Math.max(best, value);
            taken |= old != value && (old >= APPROVAL || old <= VETO);
        }
        Person reviewer = person(voter);
        List<Activity> activities = new ArrayList<>(List.of(changed));
        if (worst <= VETO || best >= APPROVAL || taken) {
            Review.Decision decision = worst <= VETO ? Review.Decision.NEEDS_WORK
                    : best >= APPROVAL ? Review.Decision.APPROVED : Review.Decision.WITHDRAWN;
            activities.add(new Activity.Reviewed(changed.repository(), changed.pullRequest().number(),
                    new Review(reviewer, decision, changed.pullRequest().updatedAt())));
        }
        return List.copyOf(activities);
    }

    /** Its source is the ref of the patch set: nobody pushes a branch. The topic is the author's word for a set of changes. */
    private Activity.PullRequestChanged changed(Json body, String event) throws UnreadablePayload {
        Json change = body.at("change");
        Json patchSet = body.at("patchSet");
        Instant at = Fields.later(time(body, "eventCreatedOn"), Fields.later(time(change, "lastUpdated"), time(patchSet, "createdOn")));
        Repository repository = repository(Fields.told(change, "project"), at);
        long number = Fields.number(change, "number");
        String target = Fields.told(change, "branch");
        String source = patchSet.text("ref", "");
        Person asked = event.equals("reviewer-added") ? person(body.at("reviewer")) : Person.UNKNOWN;
        return new Activity.PullRequestChanged(repository, new PullRequest(
                Long.toString(number), change.text("subject"), state(change, event), person(change.at("owner")),
                source.isBlank() ? "refs/changes/%02d/%d".formatted(Math.floorMod(number, 100), number) : source, "", false,
                Fields.sha(patchSet, "revision"), target, page(repository, target), Links.web(change.text("url", "")),
                at, OptionalInt.empty(), asked.shown().isEmpty() ? List.of() : List.of(asked),
                IssueKeys.in(change.text("commitMessage", "") + "\n" + change.text("topic", ""))));
    }

    /** A deleted change keeps the status that it had. Where no status is told, some events say enough by themselves. */
    private static PullRequest.State state(Json change, String event) throws UnreadablePayload {
        String implied = switch (event) {
            case "change-merged" -> "MERGED";
            case "change-abandoned", "change-deleted" -> "ABANDONED";
            case "patchset-created", "change-restored" -> "NEW";
            default -> "";
        };
        return switch (event.equals("change-deleted") ? implied : change.text("status", implied)) {
            case "MERGED" -> PullRequest.State.MERGED;
            case "ABANDONED" -> PullRequest.State.DECLINED;
            case "DRAFT" -> PullRequest.State.DRAFT; // before 2.15
            case "NEW", "SUBMITTED" -> change.flag("wip") ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
            default -> throw change.unreadable("status", "expected NEW, MERGED or ABANDONED");
        };
    }

    private static Instant time(Json json, String field) throws UnreadablePayload {
        return json.time(field).map(OffsetDateTime::toInstant).orElse(Activity.TIME_NOT_TOLD);
    }

    private Repository repository(String project, Instant asOf) {
        return new Repository(project, project, Links.page(site, "/q/project:", project), asOf);
    }

    private static String page(Repository repository, String branch) {
        return Links.page(repository.url(), "+branch:", branch);
    }

    private static Person person(Json account) throws UnreadablePayload {
        return account.isPresent()
                ? new Person(account.text("name", ""), account.text("email", ""), account.text("username", ""), "", "")
                : Person.UNKNOWN;
    }
}
