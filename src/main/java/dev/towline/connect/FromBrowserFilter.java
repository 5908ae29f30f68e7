package dev.towline.connect;

import dev.towline.jira.Caller;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.Mode;
import dev.towline.jira.Viewer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * The verifier of calls by our own pages, whose tokens are good for many requests of one person. They prove who asks, never what
 * that person may see. Only these calls accept them: elsewhere they would stand in for a request that Jira never made.
 */
@Provider
@ApplicationScoped
@FromBrowser
@Priority(Priorities.AUTHENTICATION)
class FromBrowserFilter implements ContainerRequestFilter {

    private static final String CONTEXT = "context-qsh";

    private final Mode mode;
    private final SiteTokens tokens;
    private final Caller caller;
    private final CurrentVertxRequest current;

    FromBrowserFilter(Mode mode, SiteTokens tokens, Caller caller, CurrentVertxRequest current) {
        this.mode = mode;
        this.tokens = tokens;
        this.caller = caller;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        // In the other mode it is for the room selfhosted to say who calls; an endpoint for which nobody did answers nothing.
        if (mode == Mode.CONNECT) {
            Refusal.unless(context, current, request -> caller.is(verify(request)));
        }
    }

    Viewer verify(Inbound request) throws NotProven {
        var proof = tokens.verify(request.headerToken());
        if (!proof.qsh().equals(CONTEXT)) {
            throw new NotProven("the token is not one for calls by a page");
        }
        return proof.viewer();
    }
}
