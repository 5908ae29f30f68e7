package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Compares builds and deployments with the facts that the collection's index tells of them, in each server's own words. */
final class RecordedBuilds {

    static final Set<String> EVENTS = Set.of("workflow_run", "check_suite", "deployment", "deployment_status", "pipeline", "build.complete",
            "ms.vss-pipelines.stage-state-changed-event", "repo:commit_status_created", "repo:commit_status_updated");

    private RecordedBuilds() {}

    static void compare(String event, JsonNode facts, Reading reading) {
        assertEquals(1, reading.activities().size());
        if (reading.activities().getFirst() instanceof Activity.Deployed(_, var deployment)) {
            deployment(facts, deployment);
        } else {
            build(event, facts, ((Activity.Built) reading.activities().getFirst()).build());
        }
    }

    private static void build(String event, JsonNode facts, Build build) {
        assertEquals(state(facts), build.state());
        if (!event.startsWith("ms.") && !event.startsWith("repo:")) { // those tell no commit in the facts
            String sha = facts.path("head_sha").asText(facts.path("sha").asText());
            String ref = facts.path("head_branch").asText("refs/heads/" + facts.path("ref").asText());
            if (facts.has("source") && facts.get("source").asText().startsWith("LG:")) {
                String[] source = facts.get("source").asText().split(":");
                ref = source[1];
                sha = source[2];
            }
            assertEquals(sha, build.sha());
            assertEquals(ref, build.ref());
        }
        if (facts.has("run_number")) {
            assertEquals(facts.get("run_number").asLong(), build.number());
        } else if (facts.has("run")) {
            assertEquals(facts.get("run").asLong(), build.number());
        } else if (event.equals("pipeline") || event.equals("check_suite")) {
            assertEquals(facts.get("id").asLong(), build.number());
        }
        assertTrue(build.name().contains(facts.path("build").asText(facts.path("pipeline").asText(""))), build.name());
    }

    /** The last word counts: the result of what is completed, the status of what is not. */
    private static Build.State state(JsonNode facts) {
        for (String field : List.of("result", "conclusion", "status", "state")) {
            if (!facts.path(field).asText("null").equals("null")) {
                return switch (facts.get(field).asText().toLowerCase(Locale.ROOT)) {
                    case "success", "succeeded", "successful" -> Build.State.SUCCESSFUL;
                    case "inprogress", "running" -> Build.State.IN_PROGRESS;
                    case "action_required" -> Build.State.PENDING;
                    default -> throw new AssertionError(facts.get(field));
                };
            }
        }
        throw new AssertionError("no state in " + facts);
    }

    private static void deployment(JsonNode facts, Deployment deployment) {
        assertEquals(facts.get("deployment_id").asText(), deployment.id());
        assertEquals(facts.get("sha").asText(), deployment.sha());
        assertEquals(facts.get("ref").asText(), deployment.ref());
        assertEquals(facts.path("status_environment").asText(facts.get("environment").asText()), deployment.environment());
        assertEquals(switch (facts.path("state").asText("")) {
            case "success" -> Deployment.State.SUCCESSFUL;
            case "in_progress" -> Deployment.State.IN_PROGRESS;
            case "" -> Deployment.State.PENDING;
            default -> throw new AssertionError(facts.get("state"));
        }, deployment.state());
    }
}
