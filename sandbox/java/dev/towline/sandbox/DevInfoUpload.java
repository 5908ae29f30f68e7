package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.sandbox.DevInfoRules.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One upload: stores what keeps the rules and is linked to an issue of the site, and writes the answer that names the rest.
 * Real Jira stores some seconds after its answer; here it is stored before.
 */
final class DevInfoUpload {

    private final Site site;
    private final ObjectNode body;
    private final Map<Place, List<String>> faults;
    private final Map<String, String> properties = new HashMap<>();
    private final Set<String> unknownKeys = new LinkedHashSet<>();
    private final Map<String, Set<String>> unknownAssociations = new LinkedHashMap<>();
    private final ObjectNode answer = Json.object();
    private final ObjectNode accepted = answer.putObject("acceptedDevinfoEntities");
    private final ObjectNode failed = answer.putObject("failedDevinfoEntities");

    private DevInfoUpload(Site site, ObjectNode body) {
        this.site = site;
        this.body = body;
        this.faults = DevInfoRules.check(body);
        body.path("properties").properties().forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
    }

    /** @throws Refusal when the whole request is at fault */
    static Response store(Site site, ObjectNode body) {
        var upload = new DevInfoUpload(site, body);
        for (var r = 0; r < body.path("repositories").size(); r++) {
            upload.repository(r, body.path("repositories").get(r));
        }
        site.changed();
        return Response.json(202, upload.answer());
    }

    private void repository(int index, JsonNode repository) {
        var id = repository.path("id").asText();
        var fault = faults.get(Place.repository(index));
        if (fault != null) {
            messages(outcome(failed, id), fault);
            return;
        }
        var details = (ObjectNode) repository.deepCopy();
        for (var kind : Kind.values()) {
            details.remove(kind.list);
        }
        site.developmentInformation().putRepository(id, repository.get("updateSequenceId").asLong(), details, properties);
        for (var kind : Kind.values()) {
            for (var e = 0; e < repository.path(kind.list).size(); e++) {
                entity(new Place(index, kind.list, e), id, kind, repository.get(kind.list).get(e));
            }
        }
    }

    private void entity(Place place, String repository, Kind kind, JsonNode entity) {
        var id = entity.path("id").asText();
        var fault = faults.getOrDefault(place, site.traffic().refusal(kind.type + " " + id));
        if (!fault.isEmpty()) {
            var entry = list(failed, repository, kind).addObject().put("id", id);
            messages(entry, fault);
            return;
        }
        var issues = issuesOf(entity);
        if (!issues.isEmpty()) {
            site.developmentInformation().put(repository,
                    new DevInfoStore.Entity(kind, id, entity.get("updateSequenceId").asLong(), false, entity.deepCopy(), issues, properties));
            list(accepted, repository, kind).add(id);
        }
    }

    private Set<Long> issuesOf(JsonNode entity) {
        var issues = new HashSet<Long>();
        for (var key : entity.path("issueKeys")) {
            site.issueByKey(key.asText()).ifPresentOrElse(issue -> issues.add(issue.id()), () -> unknownKeys.add(key.asText()));
        }
        for (var association : entity.path("associations")) {
            var type = association.get("associationType").asText();
            for (var value : association.get("values")) {
                var issue = type.equals("issueKeys") ? site.issueByKey(value.asText()) : site.issue(value.asText());
                issue.ifPresentOrElse(known -> issues.add(known.id()),
                        () -> unknownAssociations.computeIfAbsent(type, first -> new LinkedHashSet<>()).add(value.asText()));
            }
        }
        return issues;
    }

    private ObjectNode answer() {
        answer.set("unknownIssueKeys", Json.array(unknownKeys));
        var associations = answer.putArray("unknownAssociations");
        unknownAssociations.forEach((type, values) -> associations.addObject().put("associationType", type).set("values", Json.array(values)));
        return answer;
    }

    private static ArrayNode list(ObjectNode outcomes, String repository, Kind kind) {
        return (ArrayNode) outcome(outcomes, repository).get(kind.list);
    }

    // Every repository in the answer carries its three lists, also the empty ones.
    private static ObjectNode outcome(ObjectNode outcomes, String repository) {
        if (!outcomes.has(repository)) {
            var entry = outcomes.putObject(repository);
            for (var kind : Kind.values()) {
                entry.putArray(kind.list);
            }
        }
        return (ObjectNode) outcomes.get(repository);
    }

    private static void messages(ObjectNode entry, List<String> messages) {
        var list = entry.putArray("errorMessages");
        messages.forEach(message -> list.addObject().put("message", message));
    }
}
