package dev.towline.selfhosted;

import dev.towline.jira.Caller;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.Mode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/**
 * The verifier of calls by our own pages: the session's cookie, and the proof that the page shows to its own scripts, for reading calls as well.
 * The proof comes where a page inside of Jira sends Jira's token, under the same scheme, so that browser code knows one way only.
 */
@Provider
@ApplicationScoped
@FromBrowser
@Priority(Priorities.AUTHENTICATION)
class FromBrowserFilter implements ContainerRequestFilter {

    private static final String SCHEME = "JWT ";

    private final Mode mode;
    private final Administrator administrator;
    private final Caller caller;

    FromBrowserFilter(Mode mode, Administrator administrator, Caller caller) {
        this.mode = mode;
        this.administrator = administrator;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (mode != Mode.SELF_HOSTED) {
            return;
        }
        Cookies.session(Cookies.of(request))
                .filter(session -> session.isProvenBy(proof(request)))
                .flatMap(administrator::of)
                .ifPresentOrElse(caller::is, () -> request.abortWith(refusal()));
    }

    private static String proof(ContainerRequestContext request) {
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : null;
    }

    private static Response refusal() {
        return Response.status(401).type("application/problem+json").header("Cache-Control", "no-store").header("WWW-Authenticate", "Session")
                .entity(Map.of("status", 401, "title", "Your session has ended. Log in again.")).build();
    }
}
