package dev.towline.provider;

import static dev.towline.provider.Fields.later;
import static dev.towline.provider.GitHubBody.newest;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.List;

/**
 * What GitHub tells of builds: the runs of its own Actions, and the check suites of all other apps. A run that is started
 * again keeps its number, and its newest state holds.
 *
 * <p>Fields: https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run and #check_suite (2026-11).
 */
final class GitHubBuilds {

    private GitHubBuilds() {}

    /** Whatever the action, the body carries the whole state. The branch may be a tag: GitHub does not say which. */
    static List<Activity> workflowRun(Json body) throws UnreadablePayload {
        Json run = body.at("workflow_run");
        Instant updatedAt = newest(run, "created_at", "run_started_at", "updated_at");
        Repository repository = repository(body, updatedAt);
        long workflow = run.has("workflow_id") ? run.number("workflow_id") : body.at("workflow").number("id");
        String name = run.text("name", "");
        return List.of(new Activity.Built(repository, new Build(
                Runs.pipeline("workflow", Long.toString(workflow)), run.number("run_number"),
                name.isBlank() ? body.at("workflow").text("name", "") : name, state(run), updatedAt,
                Links.web(run.text("html_url", "")), Fields.sha(run, "head_sha"), run.text("head_branch", ""),
                Runs.keys(run.at("head_commit").text("message", ""), run.text("display_title", ""), branches(run)))));
    }

    /** Actions has a suite of its own for each run, which {@link #workflowRun} tells already. */
    static List<Activity> checkSuite(Json body) throws UnreadablePayload {
        Json suite = body.at("check_suite");
        Json app = suite.at("app");
        if (app.text("slug", "").equals("github-actions") || app.text("name", "").equals("GitHub Actions")) {
            return List.of();
        }
        Instant updatedAt = newest(suite, "created_at", "updated_at");
        Repository repository = repository(body, updatedAt);
        long number = suite.number("id");
        String sha = Fields.sha(suite, "head_sha");
        return List.of(new Activity.Built(repository, new Build(
                Runs.pipeline("app", app.has("id") ? Long.toString(app.number("id")) : app.text("name", "")), number,
                app.text("name", ""), state(suite), updatedAt,
                Links.page(repository.url(), "/commit/", sha), sha, suite.text("head_branch", ""),
                Runs.keys(suite.at("head_commit").text("message", ""), branches(suite)))));
    }

    /** Gitea writes the same words. What did not run at all was cancelled, and what GitHub calls neutral passes. */
    static Build.State state(Json run) throws UnreadablePayload {
        return switch (run.text("status", "")) {
            case "queued", "requested", "waiting", "pending" -> Build.State.PENDING;
            case "in_progress" -> Build.State.IN_PROGRESS;
            case "completed" -> switch (run.text("conclusion", "")) {
                case "success", "neutral" -> Build.State.SUCCESSFUL;
                case "failure", "timed_out", "startup_failure" -> Build.State.FAILED;
                case "cancelled", "skipped", "stale" -> Build.State.CANCELLED;
                case "action_required" -> Build.State.PENDING;
                default -> Build.State.UNKNOWN;
            };
            default -> Build.State.UNKNOWN;
        };
    }

    /** The source branches of the pull requests that it belongs to; their titles are not told. */
    static String branches(Json run) throws UnreadablePayload {
        StringBuilder branches = new StringBuilder();
        for (Json pullRequest : run.list("pull_requests")) {
            branches.append(pullRequest.at("head").text("ref", "")).append('\n');
        }
        return branches.toString();
    }

    static Repository repository(Json body, Instant at) throws UnreadablePayload {
        Json told = body.at("repository");
        return GitHubBody.repository(told, later(newest(told, "updated_at", "pushed_at"), at));
    }
}
