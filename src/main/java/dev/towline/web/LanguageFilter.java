package dev.towline.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Narrows what a request asks for to one language that we have: templates look at the first wish only, and at no region's. */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
public class LanguageFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        request.getHeaders().putSingle(HttpHeaders.ACCEPT_LANGUAGE, Language.of(request.getAcceptableLanguages()).code());
    }
}
