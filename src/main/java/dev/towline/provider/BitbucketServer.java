package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.util.EnumSet;
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

    // https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html and …/manage-webhooks-938025878.html (2026-11). After five
    // failures it skips calls for 10 seconds up to 10 hours; what is in its list of deliveries cannot be sent again.
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.complementOf(EnumSet.of(Told.FILES, Told.BUILDS, Told.DEPLOYMENTS)), List.of(
                Event.asked("Push", "repo:refs_changed", "mirror:repo_synchronized"), Event.asked("Modified", "repo:modified"),
                Event.asked("Pull request", "pr:*")),
                Cap.of(BitbucketServerBody.MOST_COMMITS, Cut.SILENT), Patience.once(10, Afterwards.REPAIRED_ONLY).pausingAfter(5));
    }
}
