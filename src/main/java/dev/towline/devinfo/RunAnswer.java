package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Jira's answer about builds or deployments: two lists, one of keys that it took, one of keys with the reasons why it did not. */
record RunAnswer(JsonNode accepted, JsonNode rejected) {

    static RunAnswer of(JsonNode answer, Entity.Kind kind) {
        var list = Character.toUpperCase(kind.list.charAt(0)) + kind.list.substring(1);
        return new RunAnswer(answer.path("accepted" + list), answer.path("rejected" + list));
    }

    boolean accepts(RunKey key) {
        return accepted.valueStream().anyMatch(key::is);
    }

    /** What is said of it, {@code ""} when nothing is; empty when it was not rejected. */
    Optional<String> rejection(RunKey key) {
        return rejected.valueStream().filter(run -> key.is(run.path("key"))).findFirst()
                .map(run -> run.path("errors").path(0).path("message").asText());
    }
}
