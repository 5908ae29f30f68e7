package dev.towline.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The site's front: sends each request to the part that answers it, and turns every refusal into its answer. */
final class Front implements HttpHandler {

    private final Site site;
    private final Identity identity;
    private final App app;
    private final RestApi rest;

    Front(URI url, Site site, Identity identity, App app) {
        this.site = site;
        this.identity = identity;
        this.app = app;
        this.rest = new RestApi(site, url);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Request.of(exchange);
            answer(request).send(exchange);
        }
    }

    private Response answer(Request request) {
        try {
            if (request.body().length > Request.MOST_BYTES) {
                throw Refusal.of(413, "The request is too large");
            }
            var path = request.pieces();
            return switch (path.isEmpty() ? "" : path.getFirst()) {
                case "rest" -> api(request);
                case "_edge" -> Response.json(200, Json.object().put("cloudId", identity.cloudId()));
                case "install-keys" -> installKey(path);
                default -> throw Refusal.of(404, "No such page");
            };
        } catch (Refusal refusal) {
            return refusal.response();
        } catch (RuntimeException e) {
            System.getLogger("dev.towline.sandbox").log(System.Logger.Level.ERROR, "the sandbox failed at " + request.method() + " " + request.path(), e);
            return Refusal.of(500, "The sandbox failed: " + e).response();
        }
    }

    private Response api(Request request) {
        var answer = site.traffic().fault(request).orElseGet(() -> {
            try {
                return checked(request);
            } catch (Refusal refusal) {
                return refusal.response();
            }
        });
        site.traffic().remember(request, answer.status());
        return answer;
    }

    private Response checked(Request request) {
        // Since 2025 Jira's front refuses these (CHANGE-2328).
        if (request.method().equals("GET") && request.body().length > 0) {
            throw Refusal.of(403, "A GET request must not have a body");
        }
        return rest.answer(request, new Caller.App(app.authenticate(request)));
    }

    private Response installKey(List<String> path) {
        if (path.size() != 2 || !path.get(1).equals(identity.key().getKeyID())) {
            throw Refusal.of(404, "No such key");
        }
        return Response.text(200, "text/plain", identity.publicKeyPem());
    }
}
