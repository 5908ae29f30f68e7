package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import java.time.Instant;
import java.util.List;

/**
 * What Gitea and Forgejo tell of builds. Gitea sends the runs of its own Actions since 1.25, much as GitHub does, and since 1.23
 * the statuses that other build servers set on commits. Forgejo sends, since 12, how a run of its Actions ended. Gogs sends nothing.
 *
 * <p>Fields: https://github.com/go-gitea/gitea/blob/main/modules/structs/hook.go and
 * https://codeberg.org/forgejo/forgejo/src/branch/forgejo/modules/structs/action.go (2026-11).
 */
final class GiteaFamilyBuilds {

    private GiteaFamilyBuilds() {}

    static List<Activity> workflowRun(Json body) throws UnreadablePayload {
        Json run = body.at("workflow_run");
        Json workflow = body.at("workflow");
        Json pullRequest = body.at("pull_request");
        Instant at = at(body.at("repository"), Fields.newest(run, "started_at", "completed_at"));
        String file = run.text("path", "").replaceFirst("@.*", ""); // ci.yaml@refs/heads/main
        return built(body.at("repository"), new Build(
                Runs.pipeline("workflow", workflow.text("id", file)), run.number("run_number"), workflow.text("name", file),
                GitHubBuilds.state(run), at, Links.web(run.text("html_url", "")), Fields.sha(run, "head_sha"), run.text("head_branch", ""),
                Runs.keys(run.text("display_title", ""), pullRequest.text("title", ""), pullRequest.at("head").text("ref", ""))));
    }

    /** Gitea sets such a status for each job of its own Actions too, of which {@link #workflowRun} tells. */
    static List<Activity> statusChanged(Json body) throws UnreadablePayload {
        String url = body.text("target_url", "");
        if (url.contains("/actions/runs/")) {
            return List.of();
        }
        String sha = Fields.commitSha(body, "sha");
        String context = body.text("context", "");
        return built(body.at("repository"), new Build(
                Runs.pipeline("status", context), Runs.number(sha, Fields.newest(body.at("commit"), "timestamp")), context, statusState(body),
                at(body.at("repository"), Fields.newest(body, "created_at", "updated_at")), Links.web(url), sha, "",
                Runs.keys(body.at("commit").text("message", ""))));
    }

    private static Build.State statusState(Json body) throws UnreadablePayload {
        return switch (body.text("state", "")) {
            case "pending" -> Build.State.IN_PROGRESS; // the only word there is for what has not ended
            case "success", "warning" -> Build.State.SUCCESSFUL;
            case "failure", "error" -> Build.State.FAILED;
            case "skipped" -> Build.State.CANCELLED;
            default -> Build.State.UNKNOWN;
        };
    }

    /** Forgejo's repository stands in the run. Its pretty ref is a branch, a tag, or {@code #7} for a pull request. */
    static List<Activity> actionRun(Json body) throws UnreadablePayload {
        Json run = body.at("run");
        Json repository = run.has("repository") ? run.at("repository") : body.at("repository");
        String workflow = Fields.told(run, "workflow_id");
        String ref = run.text("prettyref", run.text("head_branch", ""));
        return built(repository, new Build(
                Runs.pipeline("workflow", workflow), run.has("index_in_repo") ? run.number("index_in_repo") : run.number("id"), workflow,
                actionState(run), at(repository, Fields.newest(run, "created", "started", "stopped", "updated", "updated_at")),
                Links.web(run.text("html_url", "")), Fields.sha(run, run.has("commit_sha") ? "commit_sha" : "head_sha"),
                ref.startsWith("#") ? "" : ref, Runs.keys(run.text("title", ""))));
    }

    private static Build.State actionState(Json run) throws UnreadablePayload {
        return switch (run.text("status", "")) {
            case "waiting", "blocked" -> Build.State.PENDING;
            case "running" -> Build.State.IN_PROGRESS;
            case "success" -> Build.State.SUCCESSFUL;
            case "failure" -> Build.State.FAILED;
            case "cancelled", "skipped" -> Build.State.CANCELLED;
            default -> Build.State.UNKNOWN;
        };
    }

    private static List<Activity> built(Json repository, Build build) throws UnreadablePayload {
        Instant asOf = Fields.later(Fields.newest(repository, "updated_at"), build.updatedAt());
        return List.of(new Activity.Built(GiteaFamilyBody.repository(repository, asOf), build));
    }

    /** A run that waits has no time yet: then the repository's counts, which is older than that of any run that has started. */
    private static Instant at(Json repository, Instant told) throws UnreadablePayload {
        return told.equals(Activity.TIME_NOT_TOLD) ? Fields.newest(repository, "updated_at") : told;
    }
}
