package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a development information upload. What cannot be read at all (shape, types, counts, duplicates, properties) refuses the
 * whole request; a repository or an entity that breaks a rule of its own fails alone.
 */
final class DevInfoRules {

    static final int MOST_ENTITIES = 1000;
    static final int MOST_ASSOCIATIONS = 500;

    private static final Set<String> SHAPE = Set.of("type", "additionalProperties", "maxItems");
    private static final Schema SCHEMA = load();

    /** What a fault belongs to: an entity, or the repository itself when the list is null. */
    record Place(int repository, String list, int index) {

        static Place repository(int index) {
            return new Place(index, null, -1);
        }
    }

    private final ObjectNode body;
    private final List<String> whole = new ArrayList<>();
    private final Map<Place, List<String>> alone = new LinkedHashMap<>();

    private DevInfoRules(ObjectNode body) {
        this.body = body;
    }

    /** @return the faults of single repositories and entities. @throws Refusal 400 or 413 for the whole request */
    static Map<Place, List<String>> check(ObjectNode body) {
        var rules = new DevInfoRules(body);
        rules.schema();
        rules.refuseWhole();
        rules.counts();
        rules.duplicates();
        rules.refuseWhole();
        rules.entities();
        return rules.alone;
    }

    private void schema() {
        for (var error : SCHEMA.validate(body)) {
            var place = placeOf(error);
            var text = error.getInstanceLocation() + ": " + error.getMessage();
            if (place == null || breaksShape(error, place)) {
                whole.add(text);
            } else {
                alone.computeIfAbsent(place, first -> new ArrayList<>()).add(text);
            }
        }
    }

    // Lists inside an entity (files, issue keys) that are too long are the entity's own fault.
    private static boolean breaksShape(Error error, Place place) {
        return SHAPE.contains(error.getKeyword()) && !(error.getKeyword().equals("maxItems") && place.list() != null);
    }

    /** Null when the fault is not below a repository. */
    private static Place placeOf(Error error) {
        var path = error.getInstanceLocation();
        if (path.getNameCount() < 2 || !"repositories".equals(path.getElement(0))) {
            return null;
        }
        var repository = Integer.parseInt(path.getElement(1).toString());
        return path.getNameCount() >= 4
                ? new Place(repository, path.getElement(2).toString(), Integer.parseInt(path.getElement(3).toString()))
                : Place.repository(repository);
    }

    private void counts() {
        var entities = 0;
        for (var repository : body.path("repositories")) {
            for (var kind : Kind.values()) {
                entities += repository.path(kind.list).size();
            }
        }
        if (entities > MOST_ENTITIES) {
            throw Refusal.devInfo(413, List.of("Data is too large. Submit fewer devinfo entities in each payload (" + entities + " > " + MOST_ENTITIES + ")"));
        }
        if (entities == 0) {
            whole.add("No development information entities were provided");
        }
    }

    private void duplicates() {
        var repositories = new HashSet<String>();
        for (var repository : body.path("repositories")) {
            var id = repository.path("id").asText();
            if (!id.matches("[A-Za-z0-9~._-]{1,1024}")) {
                whole.add("A repository has no id, or one that is not allowed");
            } else if (!repositories.add(id)) {
                whole.add("The repository " + id + " is given twice");
            }
            for (var kind : Kind.values()) {
                var entities = new HashSet<String>();
                repository.path(kind.list).forEach(entity -> {
                    if (entity.has("id") && !entities.add(entity.get("id").asText())) {
                        whole.add("The " + kind.type + " " + entity.get("id").asText() + " is given twice in the repository " + id);
                    }
                });
            }
        }
    }

    /** What the schema does not say. */
    private void entities() {
        for (var r = 0; r < body.path("repositories").size(); r++) {
            for (var kind : Kind.values()) {
                var entities = body.path("repositories").path(r).path(kind.list);
                for (var e = 0; e < entities.size(); e++) {
                    entity(new Place(r, kind.list, e), entities.get(e));
                }
            }
        }
    }

    private void entity(Place place, JsonNode entity) {
        time(place, entity, "authorTimestamp");
        time(place, entity, "lastUpdate");
        time(place, entity.path("lastCommit"), "authorTimestamp");
        var associations = entity.path("issueKeys").size();
        for (var association : entity.path("associations")) {
            associations += association.path("values").size();
        }
        if (associations > MOST_ASSOCIATIONS) {
            fail(place, "more than " + MOST_ASSOCIATIONS + " associations");
        }
    }

    private void time(Place place, JsonNode entity, String field) {
        try {
            if (entity.has(field)) {
                OffsetDateTime.parse(entity.get(field).asText());
            }
        } catch (DateTimeParseException e) {
            fail(place, field + " is not an ISO 8601 date and time with a zone");
        }
    }

    private void fail(Place place, String message) {
        alone.computeIfAbsent(place, first -> new ArrayList<>()).add(message);
    }

    private void refuseWhole() {
        if (!whole.isEmpty()) {
            throw Refusal.devInfo(400, whole);
        }
    }

    private static Schema load() {
        try (InputStream file = DevInfoRules.class.getResourceAsStream("/sandbox/devinfo-bulk.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
