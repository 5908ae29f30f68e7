package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stored builds and deployments. A state with a lower or equal sequence never replaces another; what is deleted is forgotten. */
final class RunStore {

    /** @param path what names it, see {@link RunKind#path} */
    record Run(RunKind kind, List<String> path, long sequence, JsonNode body, Set<Long> issues, Map<String, String> properties) {}

    private record Key(RunKind kind, List<String> path) {}

    private final Map<Key, Run> runs = new LinkedHashMap<>();

    synchronized void put(Run run) {
        runs.merge(new Key(run.kind(), run.path()), run, (known, told) -> told.sequence() > known.sequence() ? told : known);
    }

    synchronized void delete(RunKind kind, List<String> path) {
        runs.remove(new Key(kind, path));
    }

    /** Deletes those that have all of these properties. */
    synchronized void deleteWhere(RunKind kind, Map<String, String> properties) {
        runs.values().removeIf(run -> run.kind() == kind && run.properties().entrySet().containsAll(properties.entrySet()));
    }

    synchronized Optional<JsonNode> find(RunKind kind, List<String> path) {
        return Optional.ofNullable(runs.get(new Key(kind, path))).map(Run::body);
    }

    /** Forgets those whose name on the pages is this. */
    synchronized void lose(RunKind kind, String displayName) {
        runs.values().removeIf(run -> run.kind() == kind && run.body().path("displayName").asText().equals(displayName));
    }

    /** As they were sent, in the order of first upload. */
    synchronized List<ObjectNode> ofIssue(long issue, RunKind kind) {
        return runs.values().stream().filter(run -> run.kind() == kind && run.issues().contains(issue)).map(run -> (ObjectNode) run.body().deepCopy()).toList();
    }

    synchronized void clear() {
        runs.clear();
    }

    synchronized JsonNode snapshot() {
        return Json.MAPPER.valueToTree(runs.values());
    }

    synchronized void restore(Collection<Run> saved) {
        saved.forEach(this::put);
    }
}
