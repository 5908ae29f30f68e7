package dev.towline.provider;

import dev.towline.activity.Activity;
import java.util.List;
import java.util.Optional;

/**
 * Bitbucket Data Center and Server, webhooks of repositories and of projects: how a call is signed, and which event it is.
 * {@link BitbucketServerBody} reads what the bodies say.
 *
 * <p>Events: https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html (2026-11).
 */
final class BitbucketServer implements GitServer {

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        return HubSignature.refusal(incoming, secret, "Bitbucket");
    }

    /** Bitbucket Data Center never sends twice of its own accord. */
    @Override
    public String deliveryId(Incoming incoming) {
        return incoming.header("x-request-id").map(String::strip).orElse("");
    }

    /** The header decides: a mirror's event says {@code repo:refs_changed} in its body on some versions. */
    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Json body = Json.parse(incoming.body());
        Optional<String> header = incoming.header("x-event-key").map(String::strip);
        String event = header.isPresent() ? header.get() : Fields.told(body, "eventKey");
        List<Activity> activities = switch (event) {
            case "repo:refs_changed", "mirror:repo_synchronized" -> BitbucketServerBody.refsChanged(body);
            case "repo:modified" -> BitbucketServerBody.repositoryModified(body);
            default -> event.startsWith("pr:") ? BitbucketServerBody.pullRequestChanged(body, event) : List.of();
        };
        String repository = activities.isEmpty()
                ? BitbucketServerBody.nameOf(body, "repository")
                : activities.getFirst().repository().name();
        return new Reading(event, repository, activities, activities.isEmpty() ? note(body, event) : "");
    }

    private static String note(Json body, String event) throws UnreadablePayload {
        return switch (event) {
            case "diagnostics:ping" -> "Bitbucket's greeting: the webhook reaches us and its signature is right.";
            case "mirror:repo_synchronized" -> body.flag("refLimitExceeded")
                    ? "The mirror synchronised more branches and tags than Bitbucket tells of in one call: what moved is not known."
                    : "The mirror synchronised, and no branch or tag moved.";
            default -> "Seen, not ours: there is nothing for Jira in Bitbucket's event " + event + ".";
        };
    }
}
