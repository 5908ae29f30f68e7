package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds and deployments: what runs on code. The two APIs are alike but for the names of things. */
enum RunKind {
    BUILD("builds", "jiraBuildInfoProvider"), DEPLOYMENT("deployments", "jiraDeploymentInfoProvider");

    /** Name of the API, and of the list in a request. */
    final String list;
    /** What an app's descriptor must define. */
    final String module;

    RunKind(String list, String module) {
        this.list = list;
        this.module = module;
    }

    static Optional<RunKind> ofList(String list) {
        return Arrays.stream(values()).filter(kind -> kind.list.equals(list)).findFirst();
    }

    /** What names one of these, as the answers to an upload have it; whatever is missing is missing there too. */
    ObjectNode key(JsonNode run) {
        var key = Json.object();
        var fields = this == BUILD
                ? Map.of("pipelineId", "/pipelineId", "buildNumber", "/buildNumber")
                : Map.of("pipelineId", "/pipeline/id", "environmentId", "/environment/id", "deploymentSequenceNumber", "/deploymentSequenceNumber");
        fields.forEach((name, place) -> {
            if (run.at(place).isValueNode()) {
                key.set(name, run.at(place));
            }
        });
        return key;
    }

    /** The same as pieces of a path below the API. */
    List<String> path(JsonNode run) {
        var key = key(run);
        return this == BUILD
                ? List.of("pipelines", key.path("pipelineId").asText(), "builds", key.path("buildNumber").asText())
                : List.of("pipelines", key.path("pipelineId").asText(), "environments", key.path("environmentId").asText(),
                        "deployments", key.path("deploymentSequenceNumber").asText());
    }
}
