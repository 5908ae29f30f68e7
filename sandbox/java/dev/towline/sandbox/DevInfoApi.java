package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The development information API: upload, read, delete. An app needs the module jiraDevelopmentTool and the scope of the method. */
final class DevInfoApi {

    private static final int MOST_SHOWN = 400;
    private static final String SEQUENCE = "_updateSequenceId";

    private final Site site;

    DevInfoApi(Site site) {
        this.site = site;
    }

    /** @param rest the pieces of the path after {@code 0.10} */
    Response answer(Request request, List<String> rest, Installation installation) {
        if (!installation.module("jiraDevelopmentTool").isObject()) {
            throw Refusal.devInfo(403, List.of("The app does not define the module jiraDevelopmentTool"));
        }
        return answer(request, rest);
    }

    /** For a caller who may. */
    Response answer(Request request, List<String> rest) {
        return switch (request.method() + " " + (rest.isEmpty() ? "" : rest.getFirst()) + " " + rest.size()) {
            case "POST bulk 1" -> DevInfoUpload.store(site, json(request));
            case "GET repository 2" -> site.developmentInformation().repository(rest.get(1), MOST_SHOWN)
                    .map(found -> Response.json(200, found)).orElseThrow(() -> Refusal.devInfo(404, List.of("No data for this repository")));
            case "DELETE repository 2" -> {
                site.developmentInformation().deleteRepository(rest.get(1), upTo(request));
                yield deleted();
            }
            case "DELETE repository 4" -> {
                var kind = Kind.ofType(rest.get(2)).orElseThrow(() -> Refusal.devInfo(400, List.of("Wrong entity type specified: " + rest.get(2))));
                site.developmentInformation().delete(rest.get(1), kind, rest.get(3), upTo(request));
                yield deleted();
            }
            case "DELETE bulkByProperties 1" -> {
                if (request.parameters().containsKey(SEQUENCE)) {
                    throw Refusal.devInfo(400, List.of(SEQUENCE + " is no longer supported here"));
                }
                site.developmentInformation().deleteWhere(properties(request));
                yield deleted();
            }
            case "GET existsByProperties 1" -> Response.json(200, Json.object()
                    .put("hasDataMatchingProperties", site.developmentInformation().existsWhere(properties(request), upTo(request))));
            default -> throw Refusal.devInfo(404, List.of("No such resource"));
        };
    }

    private Response deleted() {
        site.changed();
        return Response.empty(202);
    }

    private static ObjectNode json(Request request) {
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            throw Refusal.devInfo(415, List.of("Content-Type must be application/json"));
        }
        try {
            return Json.readObject(request.body());
        } catch (Refusal refusal) {
            throw Refusal.devInfo(400, List.of(refusal.getMessage()));
        }
    }

    private static long upTo(Request request) {
        try {
            return request.parameter(SEQUENCE).map(Long::parseLong).orElse(DevInfoStore.ANY);
        } catch (NumberFormatException e) {
            throw Refusal.devInfo(400, List.of(SEQUENCE + " must be a number"));
        }
    }

    private static Map<String, String> properties(Request request) {
        var properties = new HashMap<String, String>();
        request.parameters().forEach((name, values) -> {
            if (values.size() > 1) {
                throw Refusal.devInfo(400, List.of("The property " + name + " is given twice"));
            }
            if (!name.equals(SEQUENCE)) {
                properties.put(name, values.getFirst());
            }
        });
        if (properties.isEmpty()) {
            throw Refusal.devInfo(400, List.of("No query properties are specified"));
        }
        return properties;
    }
}
