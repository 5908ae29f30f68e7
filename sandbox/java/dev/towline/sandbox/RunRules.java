package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of an upload of builds or deployments: what breaks the request refuses all of it, a run that breaks a rule of its own is rejected alone. */
final class RunRules {

    // Jira only says that too much is 413. Here it is the number that its development information takes.
    static final int MOST = 1000;
    static final int MOST_ASSOCIATIONS = 500;

    private static final Map<RunKind, Schema> SCHEMAS = new EnumMap<>(Arrays.stream(RunKind.values()).collect(Collectors.toMap(Function.identity(), RunRules::load)));

    private RunRules() {}

    /** @return the faults of single runs, by their place in the list. @throws Refusal 400 or 413 for the whole request */
    static Map<Integer, List<String>> check(RunKind kind, ObjectNode body) {
        var whole = new ArrayList<String>();
        var alone = new LinkedHashMap<Integer, List<String>>();
        for (var error : SCHEMAS.get(kind).validate(body)) {
            var path = error.getInstanceLocation();
            var text = path + ": " + error.getMessage();
            if (path.getNameCount() >= 2 && kind.list.equals(path.getElement(0))) {
                alone.computeIfAbsent(Integer.parseInt(path.getElement(1).toString()), first -> new ArrayList<>()).add(text);
            } else {
                whole.add(text);
            }
        }
        if (!whole.isEmpty()) {
            throw Refusal.runs(400, whole);
        }
        if (body.path(kind.list).size() > MOST) {
            throw Refusal.runs(413, List.of("Data is too large. Submit fewer " + kind.list + " in each payload."));
        }
        var seen = new HashSet<List<String>>();
        for (var index = 0; index < body.path(kind.list).size(); index++) {
            var faults = faults(body.path(kind.list).get(index));
            if (!seen.add(kind.path(body.path(kind.list).get(index)))) {
                faults.add("given twice");
            }
            if (!faults.isEmpty()) {
                alone.computeIfAbsent(index, first -> new ArrayList<>()).addAll(faults);
            }
        }
        return alone;
    }

    /** What the schema does not say. */
    private static List<String> faults(JsonNode run) {
        var faults = new ArrayList<String>();
        try {
            OffsetDateTime.parse(run.path("lastUpdated").asText());
        } catch (DateTimeParseException e) {
            faults.add("lastUpdated is not an ISO 8601 date and time with a zone");
        }
        if (!run.path("url").asText().matches("https?://.+")) {
            faults.add("url is not a URL");
        }
        var associations = run.path("issueKeys").size();
        for (var association : run.path("associations")) {
            associations += association.path("values").size();
        }
        if (associations > MOST_ASSOCIATIONS) {
            faults.add("Sum of association values can have a maximum of " + MOST_ASSOCIATIONS + " elements. Found " + associations + ".");
        }
        return faults;
    }

    private static Schema load(RunKind kind) {
        try (var file = RunRules.class.getResourceAsStream("/sandbox/" + kind.list + "-bulk.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
