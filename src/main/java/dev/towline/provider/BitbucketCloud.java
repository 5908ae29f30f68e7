package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Bitbucket Cloud, webhooks of repositories and of workspaces: how a call is signed, and which event it is.
 * {@link BitbucketCloudBody} reads what the bodies say.
 *
 * <p>Events: https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ (2026-11).
 */
final class BitbucketCloud implements GitServer {

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        return HubSignature.refusal(incoming, secret, "Bitbucket Cloud");
    }

    /** The same when Bitbucket tries again after an error of ours. */
    @Override
    public String deliveryId(Incoming incoming) {
        return incoming.header("x-request-uuid").map(String::strip).orElse("");
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        String event = incoming.header("x-event-key").map(String::strip).orElseThrow(() -> new UnreadablePayload("$",
                "the call has no X-Event-Key header, so nobody can tell what it is about: is something in between removing headers?"));
        Json body = Json.parse(incoming.body());
        List<Activity> activities = switch (event) {
            case "repo:push" -> BitbucketCloudBody.pushed(body);
            case "repo:updated" -> BitbucketCloudBody.repositoryUpdated(body);
            case "repo:transfer" -> BitbucketCloudBody.repositoryRenamed(body);
            case "repo:deleted" -> BitbucketCloudBody.repositoryRemoved(body);
            case "repo:commit_status_created", "repo:commit_status_updated" -> BitbucketCloudBuilds.statusChanged(body);
            default -> event.startsWith("pullrequest:") ? BitbucketCloudBody.pullRequestChanged(body, event) : List.of();
        };
        return new Reading(event, Fields.name(body, "repository", "full_name"), activities,
                activities.isEmpty() ? "Seen, not ours: there is nothing for Jira in Bitbucket's event " + event + "." : "");
    }

    // https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ and …/troubleshoot-webhooks/ (2026-11): two more tries after an answer
    // of 500 and above; how soon is not said.
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.complementOf(EnumSet.of(Told.FILES, Told.DEPLOYMENTS)), List.of(
                Event.asked("Push", "repo:push"), Event.asked("Updated", "repo:updated"), Event.asked("Transfer accepted", "repo:transfer"),
                Event.asked("Deleted", "repo:deleted"), Event.extra("Build status created", "repo:commit_status_created"),
                Event.extra("Build status updated", "repo:commit_status_updated"), Event.asked("Pull request", "pullrequest:*")),
                Cap.of(5, Cut.SAID).within(256),
                new Patience(OptionalInt.of(10), 3, Duration.ZERO, OptionalInt.empty(), Afterwards.RESENT_BY_HAND));
    }
}
