package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Azure DevOps Services, Azure DevOps Server and TFS 2017 and later: service hooks of the kind "Web Hooks". How a call proves
 * itself, and which event it is; {@link AzureDevOpsBody} reads what the bodies say. Nothing but the body names the event.
 *
 * <p>Events: https://learn.microsoft.com/azure/devops/service-hooks/events (2026-11).
 */
final class AzureDevOps implements GitServer {

    /**
     * Azure DevOps signs nothing. A call without a password is believed because it knows the secret hook URL, as everything
     * that reaches this room does; one that sends a password must send the right one. The user name is the admin's choice.
     */
    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        Optional<String> authorization = incoming.header("authorization").map(String::strip);
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        if (!BasicPassword.in(authorization.get())) {
            return Optional.of("The call's Authorization header is not of the kind Basic, the only one that Azure DevOps' "
                    + "form for web hooks offers.");
        }
        if (secret.isEmpty()) {
            return Optional.of("The call carries a password, and this integration has no secret to compare it with: rotate the "
                    + "secret here and set it as the Basic authentication password of the service hook in Azure DevOps.");
        }
        return BasicPassword.is(secret, authorization.get())
                ? Optional.empty()
                : Optional.of("The Basic authentication password of the service hook in Azure DevOps is not this integration's secret.");
    }

    /** The event's own id, the same when Azure DevOps tries again. It stands in the body only, so an unreadable one has none. */
    @Override
    public String deliveryId(Incoming incoming) {
        return Fields.id(incoming);
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Json body = Json.parse(incoming.body());
        String event = Fields.told(body, "eventType");
        List<Activity> activities = switch (event) {
            case "git.push" -> AzureDevOpsBody.pushed(body);
            case "git.pullrequest.created", "git.pullrequest.updated", "git.pullrequest.merged",
                    "ms.vss-code.git-pullrequest-comment-event" -> AzureDevOpsBody.pullRequestChanged(body, event);
            case "git.repo.renamed" -> AzureDevOpsBody.repositoryRenamed(body);
            case "git.repo.deleted" -> AzureDevOpsBody.repositoryRemoved(body);
            case "build.complete" -> AzureDevOpsBuilds.completed(body);
            case "ms.vss-pipelines.run-state-changed-event", "ms.vss-pipelines.stage-state-changed-event" -> AzureDevOpsBuilds.runChanged(body);
            default -> List.of();
        };
        return activities.isEmpty()
                ? new Reading(event, "", activities, note(event))
                : new Reading(event, activities.getFirst().repository().name(), activities, "");
    }

    private static String note(String event) {
        return event.contains("-release.")
                ? "Seen, not ours: Azure DevOps' event " + event + " does not name the repository that was released."
                : "Seen, not ours: there is nothing for Jira in Azure DevOps' event " + event + ".";
    }

    // https://learn.microsoft.com/azure/devops/service-hooks/events and …/troubleshoot (2026-11): eight more tries after 408, 502, 503 and 504,
    // within 183 seconds; after any other failure it probes for 36 hours and then turns the subscription off.
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.complementOf(EnumSet.of(Told.FILES, Told.DEPLOYMENTS)), List.of(
                Event.asked("Code pushed", "git.push"), Event.asked("Pull request created", "git.pullrequest.created"),
                Event.asked("Pull request updated", "git.pullrequest.updated"), Event.asked("Pull request merge attempted", "git.pullrequest.merged"),
                Event.extra("Build completed", "build.complete"), Event.extra("Run state changed", "ms.vss-pipelines.run-state-changed-event")),
                Cap.unknown(), new Patience(OptionalInt.empty(), 9, Duration.ofSeconds(183), OptionalInt.empty(), Afterwards.REPAIRED_ONLY));
    }
}
