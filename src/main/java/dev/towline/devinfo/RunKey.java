package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How Jira names a build or a deployment: by several fields together. It follows from our own name alone, so that what is gone can be erased. */
sealed interface RunKey {

    record OfBuild(String pipeline, long number) implements RunKey {

        @Override
        public String path() {
            return "/pipelines/" + pipeline + "/builds/" + number;
        }

        @Override
        public ObjectNode fields() {
            return JsonNodeFactory.instance.objectNode().put("pipelineId", pipeline).put("buildNumber", number);
        }
    }

    record OfDeployment(String pipeline, String environment, long number) implements RunKey {

        @Override
        public String path() {
            return "/pipelines/" + pipeline + "/environments/" + environment + "/deployments/" + number;
        }

        @Override
        public ObjectNode fields() {
            return JsonNodeFactory.instance.objectNode()
                    .put("pipelineId", pipeline).put("environmentId", environment).put("deploymentSequenceNumber", number);
        }
    }

    /** Below the address of its API. */
    String path();

    /** As Jira's answers have it. */
    ObjectNode fields();

    static RunKey of(Entity run) {
        var name = run.name();
        var divide = name.lastIndexOf('#');
        var first = name.substring(0, divide);
        var second = name.substring(divide + 1);
        return switch (run.kind()) {
            case BUILD -> new OfBuild(Ids.pipeline(run.integration(), run.repository(), first), Long.parseLong(second));
            // Git servers name no pipeline of a deployment: it is the repository's.
            case DEPLOYMENT -> new OfDeployment(
                    Ids.tag(run.integration(), run.repository()), Ids.environment(run.integration(), first), Ids.number(second));
            case COMMIT, BRANCH, PULL_REQUEST -> throw new IllegalArgumentException(run.kind() + " is no run");
        };
    }

    /** Whether Jira means this one. */
    default boolean is(JsonNode named) {
        return fields().properties().stream().allMatch(field -> named.path(field.getKey()).asText().equals(field.getValue().asText()));
    }
}
