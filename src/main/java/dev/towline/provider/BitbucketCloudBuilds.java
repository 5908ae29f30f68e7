package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Bitbucket Cloud tells of builds: the statuses that build servers, its own Pipelines too, set on commits.
 *
 * <p>Fields: https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#Build-status-created (2026-11).
 */
final class BitbucketCloudBuilds {

    /** Pipelines gives each run a key of its own, and its number stands in the address of its page only. */
    private static final Pattern PIPELINES = Pattern.compile("https?://[^?#]*/pipelines/.*results/([0-9]{1,18})(?:[/?#].*)?");

    private static final Pattern COMMIT = Pattern.compile(".*/commit/([0-9a-f]{12,64})(?:/.*)?");

    private BitbucketCloudBuilds() {}

    static List<Activity> statusChanged(Json body) throws UnreadablePayload {
        Json status = body.at("commit_status");
        Instant at = Fields.newest(status, "updated_on", "created_on");
        String url = status.text("url", "");
        String sha = sha(status);
        var pipelines = PIPELINES.matcher(url);
        boolean own = pipelines.matches();
        return List.of(new Activity.Built(BitbucketCloudBody.repository(body.at("repository"), at), new Build(
                own ? "pipelines" : Runs.pipeline("status", Fields.told(status, "key")),
                own ? Long.parseLong(pipelines.group(1)) : Runs.number(sha, date(status)),
                status.text("name", ""), state(status), at, Links.web(url), sha, status.text("refname", ""),
                Runs.keys(status.at("commit").text("message", ""), status.text("name", "")))));
    }

    /** Older bodies name the commit by its address only. */
    private static String sha(Json status) throws UnreadablePayload {
        var commit = COMMIT.matcher(status.at("links").at("commit").text("href", ""));
        return status.has("commit") || !commit.matches() ? Fields.commitSha(status.at("commit"), "hash") : commit.group(1);
    }

    /** Of the commit; older bodies tell only when the status was first set on it. */
    private static Instant date(Json status) throws UnreadablePayload {
        return status.at("commit").has("date") ? Fields.newest(status.at("commit"), "date") : Fields.newest(status, "created_on");
    }

    private static Build.State state(Json status) throws UnreadablePayload {
        return switch (status.text("state", "")) {
            case "INPROGRESS" -> Build.State.IN_PROGRESS;
            case "SUCCESSFUL" -> Build.State.SUCCESSFUL;
            case "FAILED" -> Build.State.FAILED;
            case "STOPPED" -> Build.State.CANCELLED;
            default -> Build.State.UNKNOWN;
        };
    }
}
