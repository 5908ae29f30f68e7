package dev.towline.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The site's front: sends each request to the part that answers it, and turns every refusal into its answer. */
final class Front implements HttpHandler {

    private static final Map<String, String> FILES = Map.of("all.js", "text/javascript", "page.js", "text/javascript", "bridge.js", "text/javascript",
            "development.js", "text/javascript", "switches.js", "text/javascript", "site.css", "text/css", "mark.svg", "image/svg+xml");

    private final Site site;
    private final Identity identity;
    private final App app;
    private final RestApi rest;
    private final CloudApi cloud;
    private final Pages pages;
    private final PageApi pageApi;

    Front(URI url, Site site, Identity identity, App app, Edits edits) {
        this.site = site;
        this.identity = identity;
        this.app = app;
        this.rest = new RestApi(site, url, edits);
        this.cloud = new CloudApi(site, identity.cloudId());
        this.pages = new Pages(site, app);
        this.pageApi = new PageApi(site, app, rest, edits);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Request.of(exchange);
            var answer = answer(request);
            // Without an answer the connection just ends.
            if (answer != Response.NONE) {
                answer.send(exchange);
            }
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
                case "oauth" -> token(request, path);
                case "jira" -> remembered(request, () -> cloud.answer(request));
                case "_edge" -> Response.json(200, Json.object().put("cloudId", identity.cloudId()));
                case "install-keys" -> installKey(path);
                case "sandbox" -> pageApi.answer(request, path.subList(1, path.size()), person(request));
                case "host" -> file(path);
                default -> page(request, path, person(request));
            };
        } catch (Refusal refusal) {
            return refusal.response();
        } catch (RuntimeException e) {
            System.getLogger("dev.towline.sandbox").log(System.Logger.Level.ERROR, "the sandbox failed at " + request.method() + " " + request.path(), e);
            return Refusal.of(500, "The sandbox failed: " + e).response();
        }
    }

    private Response api(Request request) {
        return remembered(request, () -> checked(request));
    }

    // Not remembered: it holds a secret.
    private Response token(Request request, List<String> path) {
        if (path.size() != 2 || !path.get(1).equals("token")) {
            throw Refusal.of(404, "No such resource");
        }
        return ordered(request, () -> TokenEndpoint.answer(request, site.oauthClients()));
    }

    private Response remembered(Request request, Supplier<Response> answering) {
        var answer = ordered(request, answering);
        site.traffic().remember(request, answer.status());
        return answer;
    }

    /** The answer, or the fault that a test ordered; {@link Response#NONE} when that is no answer at all. */
    private Response ordered(Request request, Supplier<Response> answering) {
        var fault = site.traffic().fault(request);
        if (fault.isPresent() && fault.get().moment() == Traffic.Moment.BEFORE) {
            return fault.map(Traffic.Fault::answer).orElse(Response.NONE);
        }
        var done = done(answering);
        return fault.isEmpty() ? done : Response.NONE;
    }

    private static Response done(Supplier<Response> answering) {
        try {
            return answering.get();
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private Response checked(Request request) {
        // Since 2025 Jira's front refuses these (CHANGE-2328).
        if (request.method().equals("GET") && request.body().length > 0) {
            throw Refusal.of(403, "A GET request must not have a body");
        }
        return rest.answer(request, new Caller.App(app.authenticate(request)));
    }

    private Response page(Request request, List<String> path, Site.User user) {
        if (!request.method().equals("GET")) {
            throw Refusal.of(405, "Only GET");
        }
        return switch (String.join("/", path.isEmpty() ? List.of() : path.subList(0, 1)) + " " + path.size()) {
            case " 0" -> pages.issues(user);
            case "browse 2" -> pages.issue(user, path.get(1));
            case "boards 2" -> pages.board(user, path.get(1));
            case "projects 2" -> pages.project(user, path.get(1));
            case "projects 3" -> pages.projectSettings(user, path.get(1), path.get(2));
            case "admin 1" -> pages.admin(user);
            default -> pages.message(user, 404, "We can't find that page", "The address may be wrong.");
        };
    }

    /** Scripts and styles. The app's pages load all.js from here as they do from Atlassian's network. */
    private static Response file(List<String> path) {
        var type = FILES.get(path.getLast());
        if (path.size() != 2 || type == null) {
            throw Refusal.of(404, "No such file");
        }
        return Response.resource(type, path.getLast()).with(Map.of("Cross-Origin-Resource-Policy", "cross-origin", "Access-Control-Allow-Origin", "*"));
    }

    /** Whom the browser has chosen to be; at first the administrator. */
    private Site.User person(Request request) {
        return request.cookie("sandbox-user").flatMap(site::user).or(() -> site.user(FirstData.ADMIN)).orElseThrow();
    }

    private Response installKey(List<String> path) {
        if (path.size() != 2 || !path.get(1).equals(identity.key().getKeyID())) {
            throw Refusal.of(404, "No such key");
        }
        return Response.text(200, "text/plain", identity.publicKeyPem());
    }
}
