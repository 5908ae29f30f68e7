package dev.towline.connect;

import dev.towline.jira.Caller;
import dev.towline.jira.Mode;
import dev.towline.jira.Viewer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** The verifier of page loads, webhooks and callbacks by Jira itself: the token is good for this very request, or for none. */
@Provider
@ApplicationScoped
@FromJira
@Priority(Priorities.AUTHENTICATION)
class FromJiraFilter implements ContainerRequestFilter {

    private final Mode mode;
    private final SiteTokens tokens;
    private final App app;
    private final Caller caller;
    private final CurrentVertxRequest current;

    FromJiraFilter(Mode mode, SiteTokens tokens, App app, Caller caller, CurrentVertxRequest current) {
        this.mode = mode;
        this.tokens = tokens;
        this.app = app;
        this.caller = caller;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (mode != Mode.CONNECT) {
            context.abortWith(Refusal.closed());
            return;
        }
        Refusal.unless(context, current, request -> caller.is(verify(request)));
    }

    Viewer verify(Inbound request) throws NotProven {
        var proof = tokens.verify(request.token());
        if (!request.hashesTo(proof.qsh(), app.basePath())) {
            throw new NotProven("the token was made for another request");
        }
        return proof.viewer();
    }
}
