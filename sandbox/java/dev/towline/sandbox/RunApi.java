package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The APIs of builds and deployments: upload, read, delete. Of an app each needs its module and the scope of the method. */
final class RunApi {

    // Jira takes it no longer, neither to delete one nor to delete many.
    private static final String SEQUENCE = "_updateSequenceNumber";

    private final Site site;

    RunApi(Site site) {
        this.site = site;
    }

    /** @param rest the pieces of the path after {@code 0.1} */
    Response answer(RunKind kind, Request request, List<String> rest, Installation installation) {
        if (!installation.module(kind.module).isObject()) {
            throw Refusal.runs(403, List.of("The app does not define the module " + kind.module));
        }
        return answer(kind, request, rest);
    }

    /** For a caller who may. */
    Response answer(RunKind kind, Request request, List<String> rest) {
        if (request.parameters().containsKey(SEQUENCE)) {
            throw Refusal.runs(400, List.of(SEQUENCE + " is no longer supported"));
        }
        return switch (request.method() + " " + rest.getFirst() + " " + rest.size()) {
            case "POST bulk 1" -> RunUpload.store(site, kind, json(request));
            case "DELETE bulkByProperties 1" -> {
                site.runs().deleteWhere(kind, properties(request));
                yield deleted();
            }
            case "GET pipelines 4", "GET pipelines 6" -> site.runs().find(kind, rest)
                    .map(found -> Response.json(200, found)).orElseThrow(() -> Refusal.runs(404, List.of("No data for this key")));
            case "DELETE pipelines 4", "DELETE pipelines 6" -> {
                site.runs().delete(kind, rest);
                yield deleted();
            }
            default -> throw Refusal.runs(404, List.of("No such resource"));
        };
    }

    private Response deleted() {
        site.changed();
        return Response.empty(202);
    }

    private static ObjectNode json(Request request) {
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            throw Refusal.runs(415, List.of("Content-Type must be application/json"));
        }
        try {
            return Json.readObject(request.body());
        } catch (Refusal refusal) {
            throw Refusal.runs(400, List.of(refusal.getMessage()));
        }
    }

    private static Map<String, String> properties(Request request) {
        var properties = new HashMap<String, String>();
        request.parameters().forEach((name, values) -> {
            if (values.size() > 1) {
                throw Refusal.runs(400, List.of("The property " + name + " is given twice"));
            }
            properties.put(name, values.getFirst());
        });
        if (properties.isEmpty()) {
            throw Refusal.runs(400, List.of("No query properties are specified"));
        }
        return properties;
    }
}
