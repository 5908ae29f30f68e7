package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Calls a tenant's Jira site over HTTPS and returns its answer, whatever the status. Never follows a redirect
 * (a renamed site answers 302 and would receive our token), never goes to a host that is not allowed.
 */
@ApplicationScoped
public class JiraClient {

    private final RequestAuthorization authorization;
    private final JiraHosts hosts;
    private final JiraHttp http;

    JiraClient(RequestAuthorization authorization, JiraHosts hosts, JiraHttp http) {
        this.authorization = authorization;
        this.hosts = hosts;
        this.http = http;
    }

    /**
     * Sends one request.
     *
     * @param path relative to the site's base URL, with its query: {@code /rest/api/3/myself}
     * @param body JSON to send, or null; Jira refuses a GET that has one
     * @throws JiraUnavailable when no answer came within the limit (10 s to connect and answer)
     */
    public JiraAnswer send(Tenant tenant, String method, String path, JsonNode body) {
        if (!path.startsWith("/")) {
            // Without the slash the path would continue the host name.
            throw new IllegalArgumentException("path must start with '/'");
        }
        if (!tenant.isInstalled()) {
            throw new JiraUnavailable("Towline is no longer installed in this site", null, null);
        }
        // Again, though it was checked at installation: the list may have changed since.
        var site = hosts.site(tenant.baseUrl().toString())
                .orElseThrow(() -> new JiraUnavailable("the site's host is not among those allowed", null, null));
        var request = HttpRequest.newBuilder(URI.create(site + path))
                .setHeader("Authorization", authorization.header(tenant, method, path));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/json").method(method, BodyPublishers.ofString(body.toString()));
        }
        return http.exchange(request);
    }
}
