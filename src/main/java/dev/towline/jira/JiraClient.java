package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Calls a tenant's Jira site over HTTPS and returns its answer, whatever the status. Never follows a redirect
 * (a renamed site answers 302 and would receive our token), never goes to a host that is not allowed.
 */
@ApplicationScoped
public class JiraClient {

    private static final int UNAUTHORIZED = 401;

    private static final HttpHeaders NOTHING_SAID = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final List<Credential> credentials;
    private final JiraHttp http;
    private final JiraAnswers answers;

    JiraClient(@All List<Credential> credentials, JiraHttp http, JiraAnswers answers) {
        this.answers = answers;
        this.credentials = credentials;
        this.http = http;
    }

    /**
     * Sends one request.
     *
     * @param path relative to the site's base URL, with its query: {@code /rest/api/3/myself}
     * @param body JSON to send, or null; Jira refuses a GET that has one
     * @throws JiraUnavailable   when no answer came within the limit (10 s to connect and answer)
     * @throws CredentialRefused when Atlassian gives us no access, and a person has to act
     */
    public JiraAnswer send(Tenant tenant, String method, String path, JsonNode body) {
        if (!path.startsWith("/")) {
            // Without the slash the path would continue the host name.
            throw new IllegalArgumentException("path must start with '/'");
        }
        if (!tenant.isInstalled()) {
            throw new JiraUnavailable("Towline is no longer installed in this site", null, null);
        }
        var began = System.nanoTime();
        try {
            var answer = answer(tenant, method, path, body);
            answers.note(tenant.id(), path, answer.status(), since(began), answer.headers());
            return answer;
        } catch (JiraUnavailable silent) {
            answers.note(tenant.id(), path, 0, since(began), NOTHING_SAID);
            throw silent;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private JiraAnswer answer(Tenant tenant, String method, String path, JsonNode body) {
        var credential = credential(tenant.kind());
        var call = credential.call(tenant, method, path);
        var answer = exchange(call, method, body);
        // Once: what is refused again is refused for a reason.
        return answer.status() == UNAUTHORIZED && credential.renew(call) ? exchange(credential.call(tenant, method, path), method, body) : answer;
    }

    private JiraAnswer exchange(Credential.Call call, String method, JsonNode body) {
        var request = HttpRequest.newBuilder(call.address()).setHeader("Authorization", call.authorization());
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/json").method(method, BodyPublishers.ofString(body.toString()));
        }
        return http.exchange(request);
    }

    private Credential credential(Tenant.Kind kind) {
        return credentials.stream().filter(credential -> credential.kind() == kind).findFirst()
                .orElseThrow(() -> new IllegalStateException("no credential for sites of the kind " + kind));
    }
}
