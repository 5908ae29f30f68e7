package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One upload of builds or deployments: stores what keeps the rules and is linked to an issue of the site, and writes the answer that names the rest. */
final class RunUpload {

    private final Site site;
    private final RunKind kind;
    private final Map<String, String> properties = new HashMap<>();
    private final Set<String> unknownKeys = new LinkedHashSet<>();
    private final Map<String, Set<String>> unknownAssociations = new LinkedHashMap<>();
    private final ObjectNode answer = Json.object();

    private RunUpload(Site site, RunKind kind, ObjectNode body) {
        this.site = site;
        this.kind = kind;
        body.path("properties").properties().forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
    }

    /** @throws Refusal when the whole request is at fault */
    static Response store(Site site, RunKind kind, ObjectNode body) {
        var faults = RunRules.check(kind, body);
        var upload = new RunUpload(site, kind, body);
        for (var index = 0; index < body.path(kind.list).size(); index++) {
            upload.run(body.path(kind.list).get(index), faults.getOrDefault(index, List.of()));
        }
        site.changed();
        return Response.json(202, upload.answer());
    }

    private void run(JsonNode run, List<String> faults) {
        var path = kind.path(run);
        var faulty = faults.isEmpty() ? site.traffic().refusal(kind.name().toLowerCase(Locale.ROOT) + " " + path.get(1) + "/" + path.getLast()) : faults;
        if (!faulty.isEmpty()) {
            reject(run, faulty);
            return;
        }
        var issues = issuesOf(run);
        if (issues.isEmpty()) {
            reject(run, List.of("No valid issues are associated with it"));
            return;
        }
        site.runs().put(new RunStore.Run(kind, path, run.get("updateSequenceNumber").asLong(), run.deepCopy(), issues, properties));
        answer.withArray(named("accepted")).add(kind.key(run));
    }

    private void reject(JsonNode run, List<String> faults) {
        var rejected = answer.withArray(named("rejected")).addObject();
        rejected.set("key", kind.key(run));
        var errors = rejected.putArray("errors");
        faults.forEach(fault -> errors.addObject().put("message", fault));
    }

    private Set<Long> issuesOf(JsonNode run) {
        var issues = new HashSet<Long>();
        for (var key : run.path("issueKeys")) {
            site.issueByKey(key.asText()).ifPresentOrElse(issue -> issues.add(issue.id()), () -> unknownKeys.add(key.asText()));
        }
        for (var association : run.path("associations")) {
            var type = association.path("associationType").asText();
            if (Set.of("issueKeys", "issueIdOrKeys").contains(type)) {
                association.path("values").forEach(value -> site.issue(value.asText()).ifPresentOrElse(issue -> issues.add(issue.id()),
                        () -> unknownAssociations.computeIfAbsent(type, first -> new LinkedHashSet<>()).add(value.asText())));
            }
        }
        return issues;
    }

    private ObjectNode answer() {
        answer.withArray(named("accepted"));
        answer.withArray(named("rejected"));
        answer.set("unknownIssueKeys", Json.array(unknownKeys));
        var associations = answer.putArray("unknownAssociations");
        unknownAssociations.forEach((type, values) -> associations.addObject().put("associationType", type).set("values", Json.array(values)));
        return answer;
    }

    private String named(String what) {
        return what + kind.list.substring(0, 1).toUpperCase(Locale.ROOT) + kind.list.substring(1);
    }
}
