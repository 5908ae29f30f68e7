package dev.towline.selfhosted;

import dev.towline.jira.Caller;
import dev.towline.jira.FromAdministrator;
import dev.towline.jira.Mode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Lets the pages be loaded by whoever has logged in, and shows everybody else the login. */
@Provider
@ApplicationScoped
@FromAdministrator
@Priority(Priorities.AUTHENTICATION)
class FromAdministratorFilter implements ContainerRequestFilter {

    private final Mode mode;
    private final Administrator administrator;
    private final Caller caller;

    FromAdministratorFilter(Mode mode, Administrator administrator, Caller caller) {
        this.mode = mode;
        this.administrator = administrator;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (mode != Mode.SELF_HOSTED) {
            return;
        }
        Cookies.session(Cookies.of(request)).flatMap(administrator::of)
                .ifPresentOrElse(caller::is, () -> request.abortWith(Response.seeOther(URI.create("/login")).header("Cache-Control", "no-store").build()));
    }
}
