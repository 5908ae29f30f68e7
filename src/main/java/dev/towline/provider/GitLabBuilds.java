package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What GitLab tells of builds and deployments. A project has one pipeline, which runs again and again. Events of single jobs
 * are not read: the pipeline's say what comes of them.
 *
 * <p>Fields: https://docs.gitlab.com/user/project/integrations/webhook_events#pipeline-events and #deployment-events (2026-11).
 */
final class GitLabBuilds {

    private static final Pattern COMMIT = Pattern.compile(".*/commit/([0-9a-f]{7,64})");

    private final Json body;
    private final GitLabBody project;
    private final Instant sentAt;

    /** @param sentAt when GitLab sent the call, {@link Activity#TIME_NOT_TOLD} when not told */
    GitLabBuilds(Json body, GitLabBody project, Instant sentAt) {
        this.body = body;
        this.project = project;
        this.sentAt = sentAt;
    }

    /** A running pipeline has no time of its own, so the times of its jobs count: one that is started again is newer than the pipeline's end. */
    List<Activity> pipelineChanged() throws UnreadablePayload {
        Json told = body.at("object_attributes");
        Json request = body.at("merge_request");
        Instant at = Fields.later(sentAt, Fields.newest(told, "created_at", "finished_at"));
        for (Json job : body.list("builds")) {
            at = Fields.later(at, Fields.newest(job, "created_at", "started_at", "finished_at"));
        }
        Repository repository = project.project(request.number("target_project_id", GitLabBody.NO_ID), at);
        long id = told.number("id");
        String url = Links.web(told.text("url", ""));
        String ref = told.text("ref", "");
        String branch = ref.isEmpty() || ref.startsWith("refs/") ? ref : (told.flag("tag") ? "refs/tags/" : "refs/heads/") + ref;
        return List.of(new Activity.Built(repository, new Build(
                "pipeline", id, told.text("name", ""), state(told), at,
                url.isEmpty() ? Links.page(repository.url(), "/-/pipelines/", Long.toString(id)) : url, Fields.sha(told, "sha"), branch,
                Runs.keys(body.at("commit").text("message", ""), told.text("name", ""), request.text("title", ""), request.text("source_branch", "")))));
    }

    private static Build.State state(Json told) throws UnreadablePayload {
        return switch (told.text("status", "")) {
            case "created", "waiting_for_resource", "waiting_for_callback", "preparing", "pending", "scheduled", "manual" -> Build.State.PENDING;
            case "running", "canceling" -> Build.State.IN_PROGRESS;
            case "success" -> Build.State.SUCCESSFUL;
            case "failed" -> Build.State.FAILED;
            case "canceled", "skipped" -> Build.State.CANCELLED;
            default -> Build.State.UNKNOWN;
        };
    }

    /** Before 13.12 it is named by its job; the whole SHA stands in the commit's address only. */
    List<Activity> deployed() throws UnreadablePayload {
        Instant at = Fields.later(sentAt, Fields.newest(body, "status_changed_at"));
        Repository repository = project.project(GitLabBody.NO_ID, at);
        var commit = COMMIT.matcher(body.text("commit_url", ""));
        return List.of(new Activity.Deployed(repository, new Deployment(
                Long.toString(body.has("deployment_id") ? body.number("deployment_id") : body.number("deployable_id")),
                Fields.told(body, "environment"), "", deploymentState(), at, Links.web(body.text("deployable_url", "")),
                commit.matches() ? commit.group(1) : Fields.sha(body, "short_sha"), body.text("ref", ""),
                Runs.keys(body.text("commit_title", "")))));
    }

    private Deployment.State deploymentState() throws UnreadablePayload {
        return switch (body.text("status", "")) {
            case "created", "blocked" -> Deployment.State.PENDING;
            case "running" -> Deployment.State.IN_PROGRESS;
            case "success" -> Deployment.State.SUCCESSFUL;
            case "failed" -> Deployment.State.FAILED;
            case "canceled", "skipped" -> Deployment.State.CANCELLED;
            default -> Deployment.State.UNKNOWN;
        };
    }
}
