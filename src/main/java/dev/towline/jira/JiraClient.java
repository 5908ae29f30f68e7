package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Calls a tenant's Jira site over HTTPS and returns its answer, whatever the status. Never follows a redirect
 * (a renamed site answers 302 and would receive our token), never goes to a host that is not allowed.
 */
@ApplicationScoped
public class JiraClient {

    /**
     * Sends one request.
     *
     * @param path relative to the site's base URL, with its query: {@code /rest/api/3/myself}
     * @param body JSON to send, or null
     * @throws JiraUnavailable when no answer came within the limit (10 s to connect and answer)
     */
    public JiraAnswer send(Tenant tenant, String method, String path, JsonNode body) {
        throw new UnsupportedOperationException();
    }
}
