package dev.towline.provider;

import static dev.towline.provider.GitHubBody.newest;

import dev.towline.activity.Activity;
import dev.towline.activity.Deployment;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What GitHub tells of deployments: that one is wanted, and every status that it gets.
 *
 * <p>Fields: https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_status (2026-11).
 */
final class GitHubDeployments {

    private GitHubDeployments() {}

    static List<Activity> created(Json body) throws UnreadablePayload {
        Json deployment = body.at("deployment");
        return deployed(body, Deployment.State.PENDING, deployment, newest(deployment, "created_at"));
    }

    /** A status of {@code inactive} says that another deployment took the place of this one, and not how this one went. */
    static List<Activity> statusChanged(Json body) throws UnreadablePayload {
        Json status = body.at("deployment_status");
        Optional<Deployment.State> state = switch (status.text("state")) {
            case "inactive" -> Optional.empty();
            case "pending", "queued", "waiting" -> Optional.of(Deployment.State.PENDING);
            case "in_progress" -> Optional.of(Deployment.State.IN_PROGRESS);
            case "success" -> Optional.of(Deployment.State.SUCCESSFUL);
            case "failure", "error" -> Optional.of(Deployment.State.FAILED);
            default -> Optional.of(Deployment.State.UNKNOWN);
        };
        return state.isEmpty() ? List.of() : deployed(body, state.get(), status, newest(status, "created_at", "updated_at"));
    }

    /** @param newest the deployment, or its status, which may name another environment and has the page of its log */
    private static List<Activity> deployed(Json body, Deployment.State state, Json newest, Instant updatedAt) throws UnreadablePayload {
        Json deployment = body.at("deployment");
        Json run = body.at("workflow_run");
        Repository repository = GitHubBuilds.repository(body, updatedAt);
        String environment = newest.text("environment", "");
        String log = Links.web(newest.text("log_url", ""));
        String target = Links.web(newest.text("target_url", ""));
        return List.of(new Activity.Deployed(repository, new Deployment(
                Long.toString(deployment.number("id")), environment.isBlank() ? Fields.told(deployment, "environment") : environment,
                run.text("name", ""), state, updatedAt,
                !log.isEmpty() ? log : !target.isEmpty() ? target : Links.page(repository.url(), "/deployments", ""),
                Fields.sha(deployment, "sha"), deployment.text("ref", ""),
                Runs.keys(deployment.text("description", ""), run.text("display_title", ""), GitHubBuilds.branches(run)))));
    }
}
