package dev.towline.devinfo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.Ref;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.Place;

/**
 * A build or a deployment in the words of Jira's APIs for them, within their limits. Pure: the same one gives the same JSON.
 * https://developer.atlassian.com/cloud/jira/software/rest/api-group-builds/ and …/api-group-deployments/ (2026-08)
 */
final class RunBody {

    private static final int NAME = 255;
    private static final int SHORT_SHA = 7;
    private static final String UNNAMED = "Unknown";

    private RunBody() {}

    static ObjectNode build(Entity entity, BuildView build, long sequence) {
        var body = RunKey.of(entity).fields()
                .put("schemaVersion", "1.0")
                .put("updateSequenceNumber", sequence)
                .put("displayName", name(build.name(), build.pipeline()))
                .put("url", DevinfoBody.url(build.url(), build.place()))
                .put("state", state(build.state()))
                .put("lastUpdated", build.updatedAt().toString());
        // By it Jira finds the commit, also one that another app told of.
        if (!build.sha().isEmpty()) {
            body.putArray("references").addObject().putObject("commit")
                    .put("id", Text.cut(build.sha(), NAME)).put("repositoryUri", DevinfoBody.url("", build.place()));
        }
        return DevinfoBody.linked(body, build.issueKeys());
    }

    static ObjectNode deployment(Entity entity, DeploymentView deployment, Wording wording, long sequence) {
        var key = (RunKey.OfDeployment) RunKey.of(entity);
        var body = JsonNodeFactory.instance.objectNode()
                .put("schemaVersion", "1.0")
                .put("deploymentSequenceNumber", key.number())
                .put("updateSequenceNumber", sequence)
                .put("displayName", name(deployment.name(), deployment.environment() + " #" + deployment.number()))
                .put("url", DevinfoBody.url(deployment.url(), deployment.place()))
                .put("description", description(deployment))
                .put("state", state(deployment.state()))
                .put("lastUpdated", deployment.updatedAt().toString());
        body.putObject("pipeline")
                .put("id", key.pipeline()).put("displayName", repository(deployment.place())).put("url", DevinfoBody.url("", deployment.place()));
        body.putObject("environment")
                .put("id", key.environment()).put("displayName", name(deployment.environment(), UNNAMED))
                .put("type", wording.environment(entity.integration(), deployment.environment()).word());
        // The one form: here Jira has known it from the beginning.
        DevinfoBody.associated(body, deployment.issueKeys());
        return body;
    }

    /** Where it came from, as far as that was told: {@code team/app main 4b825dc}. */
    private static String description(DeploymentView deployment) {
        var ref = Ref.of(deployment.ref()).name();
        return Text.cut(String.join(" ", repository(deployment.place()), ref, Text.cut(deployment.sha(), SHORT_SHA)).strip().replaceAll(" +", " "), NAME);
    }

    private static String repository(Place place) {
        return name(place.repositoryName(), place.repository());
    }

    private static String name(String name, String otherwise) {
        return Text.cut(name.isBlank() ? otherwise : name, NAME);
    }

    private static String state(Build.State state) {
        return switch (state) {
            case UNKNOWN -> "unknown";
            case PENDING -> "pending";
            case IN_PROGRESS -> "in_progress";
            case CANCELLED -> "cancelled";
            case FAILED -> "failed";
            case SUCCESSFUL -> "successful";
        };
    }

    private static String state(Deployment.State state) {
        return switch (state) {
            case UNKNOWN -> "unknown";
            case PENDING -> "pending";
            case IN_PROGRESS -> "in_progress";
            case CANCELLED -> "cancelled";
            case FAILED -> "failed";
            case SUCCESSFUL -> "successful";
            case ROLLED_BACK -> "rolled_back";
        };
    }
}
