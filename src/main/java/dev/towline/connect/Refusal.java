package dev.towline.connect;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.logging.Logger;

/** The answer to a request that did not prove itself: words for a person who looks at it (in both languages of our pages, which nobody has asked for yet), a problem document for a program. Neither repeats what was sent. */
final class Refusal {

    private static final Logger LOG = Logger.getLogger(Refusal.class);

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="color-scheme" content="light dark">
            <title>This page opens inside Jira</title>
            <h1>This page opens inside Jira</h1>
            <p>Open it from an issue or from the apps menu of your Jira site.</p>
            <p>If you came from there, reload the Jira page: the address that Jira makes for this page is good for a few minutes only.</p>
            <div lang="de">
            <h2>Diese Seite öffnet sich in Jira</h2>
            <p>Öffnen Sie sie von einem Vorgang oder vom Menü Apps Ihrer Jira-Site aus.</p>
            <p>Wenn Sie von dort kommen, laden Sie die Seite von Jira neu: Die Adresse, die Jira für diese Seite erzeugt, gilt nur wenige Minuten.</p>
            </div>
            </html>
            """;

    private Refusal() {}

    /** What a verifier does with a request. */
    interface Check {
        void accept(Inbound request) throws NotProven;
    }

    /** Lets the request through when the check accepts it, and answers it here otherwise. */
    static void unless(ContainerRequestContext context, CurrentVertxRequest current, Check check) {
        var request = current.getCurrent().request();
        try {
            check.accept(Inbound.of(request));
        } catch (NotProven reason) {
            // The path without its query: there the token would stand.
            LOG.infof("turned away: %s %s: %s", request.method(), request.path(), reason.getMessage());
            context.abortWith(wantsPage(context) ? page() : problem(401, reason.getMessage()).header(HttpHeaders.WWW_AUTHENTICATE, "JWT").build());
        }
    }

    /** An RFC 9457 problem document. */
    static Response.ResponseBuilder problem(int status, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Map.of("status", status, "title", Response.Status.fromStatusCode(status).getReasonPhrase(), "detail", detail));
    }

    /** A door that this deployment does not have: Atlassian has no business with a self-hosted one. */
    static Response closed() {
        return problem(404, "There is nothing at this address.").build();
    }

    private static Response page() {
        return Response.status(401)
                .type("text/html;charset=UTF-8")
                .header(HttpHeaders.WWW_AUTHENTICATE, "JWT")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", "default-src 'none'")
                .entity(PAGE)
                .build();
    }

    private static boolean wantsPage(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && type.isCompatible(MediaType.TEXT_HTML_TYPE));
    }
}
