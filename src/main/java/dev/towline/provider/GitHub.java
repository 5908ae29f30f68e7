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
 * GitHub.com and GitHub Enterprise Server, webhooks of repositories and of organisations: how a call is signed, and which
 * event it is. {@link GitHubBody} reads what the bodies say.
 *
 * <p>Events: https://docs.github.com/en/webhooks/webhook-events-and-payloads (2026-11).
 */
final class GitHub implements GitServer {

    private static final String SCHEME = "sha256=";

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        if (secret.isEmpty()) {
            return Optional.of("This integration has no signing secret, so no call can be believed: rotate the secret here "
                    + "and set it in GitHub's webhook form.");
        }
        Optional<String> signature = incoming.header("x-hub-signature-256").map(String::strip);
        if (signature.isEmpty()) {
            return Optional.of(incoming.header("x-hub-signature").isPresent()
                    ? "The call is signed with SHA-1 only (X-Hub-Signature), which is no longer safe: this needs a GitHub "
                            + "that sends X-Hub-Signature-256, and nothing in between that removes it."
                    : "The call is not signed: set the secret in GitHub's webhook form.");
        }
        if (!signature.get().startsWith(SCHEME)) {
            return Optional.of("The signature (X-Hub-Signature-256) does not start with sha256= as GitHub's does.");
        }
        return Hmac.matchesHex(signature.get().substring(SCHEME.length()), secret, incoming.body())
                ? Optional.empty()
                : Optional.of("The signature does not match: the secret in GitHub's webhook form is not this integration's, "
                        + "or something in between changed the body.");
    }

    /** The same when somebody presses "Redeliver". */
    @Override
    public String deliveryId(Incoming incoming) {
        return incoming.header("x-github-delivery").map(String::strip).orElse("");
    }

    /** Gitea and its relatives send GitHub's headers, and much the same bodies: those are read as far as they read. */
    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        String event = incoming.header("x-github-event").map(String::strip).orElseThrow(() -> new UnreadablePayload("$",
                "the call has no X-GitHub-Event header, so nobody can tell what it is about: is something in between removing headers?"));
        Json body = Json.parse(PostedJson.of(incoming));
        String action = Fields.name(body, "", "action");
        List<Activity> activities = switch (event) {
            case "push" -> GitHubBody.pushed(body);
            case "create" -> GitHubBody.created(body);
            case "delete" -> GitHubBody.deleted(body);
            case "pull_request" -> GitHubBody.pullRequestChanged(body);
            case "pull_request_review" -> GitHubBody.reviewed(body);
            case "repository" -> GitHubBody.repositoryChanged(body, action);
            case "workflow_run" -> GitHubBuilds.workflowRun(body);
            case "check_suite" -> GitHubBuilds.checkSuite(body);
            case "deployment" -> GitHubDeployments.created(body);
            case "deployment_status" -> GitHubDeployments.statusChanged(body);
            default -> List.of();
        };
        String name = action.isEmpty() ? event : event + "." + action;
        return new Reading(name, Fields.name(body, "repository", "full_name"), activities, activities.isEmpty() ? note(event, name) : "");
    }

    private static String note(String event, String name) {
        return switch (event) {
            case "ping" -> "GitHub's greeting: the webhook reaches us and its signature is right.";
            case "check_suite" -> "Seen, not ours: the events of a workflow run tell what comes of GitHub's own Actions.";
            case "deployment_status" -> "Seen, not ours: a newer deployment took the place of this one.";
            default -> "Seen, not ours: there is nothing for Jira in GitHub's event " + name + ".";
        };
    }

    // Patience: https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries; a GitHub Enterprise Server waits 30 s.
    // Sizes: https://docs.github.com/en/webhooks/webhook-events-and-payloads (2026-11).
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.allOf(Told.class), List.of(
                Event.asked("Branch or tag creation", "create"), Event.asked("Branch or tag deletion", "delete"),
                Event.asked("Pull requests", "pull_request.*"), Event.asked("Pull request reviews", "pull_request_review.*"),
                Event.asked("Pushes", "push"), Event.asked("Repositories", "repository.*"),
                Event.extra("Workflow runs", "workflow_run.*"), Event.extra("Check suites", "check_suite.*"),
                Event.extra("Deployments", "deployment.*"), Event.extra("Deployment statuses", "deployment_status.*")),
                Cap.of(GitHubBody.MOST_COMMITS, Cut.SILENT).within(25 * 1024), Patience.once(10, Afterwards.RESENT_BY_HAND));
    }
}
