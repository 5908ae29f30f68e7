package dev.towline.connect;

import dev.towline.jira.FromAdministrator;
import dev.towline.jira.Mode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Pages for administrators are loaded by Jira as its other pages are, with a token for that very request. */
@Provider
@ApplicationScoped
@FromAdministrator
@Priority(Priorities.AUTHENTICATION)
class FromAdministratorFilter implements ContainerRequestFilter {

    private final Mode mode;
    private final FromJiraFilter page;

    FromAdministratorFilter(Mode mode, FromJiraFilter page) {
        this.mode = mode;
        this.page = page;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (mode == Mode.CONNECT) {
            page.filter(context);
        }
    }
}
