package dev.towline.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.sandbox.SandboxJira;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A sandbox Jira that is fed without Towline: one client that has all bodies ready, and sends each when the one before was answered. */
final class DirectFeed implements AutoCloseable {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final SandboxJira jira = SandboxJira.start(0, null);
    private final Client client = new Client();
    private final URI bulk;
    private final Map<String, String> headers;

    DirectFeed(List<String> issues) throws IOException, InterruptedException {
        issues.forEach(key -> jira.site().createIssue(key, "Bench " + key));
        var credentials = jira.createOAuthClient(Set.of("devinfo"));
        var asked = Map.of("grant_type", "client_credentials", "client_id", credentials.id(), "client_secret", credentials.secret(), "audience", "api.atlassian.com");
        var token = client.post(jira.url().resolve("/oauth/token"), JSON, new ObjectMapper().writeValueAsBytes(asked));
        headers = Map.of("Content-Type", "application/json", "Authorization", "Bearer " + new ObjectMapper().readTree(token).path("access_token").asText());
        bulk = jira.url().resolve("/jira/devinfo/0.1/cloud/" + jira.cloudId() + "/bulk");
    }

    /** How long each took. */
    Times each(List<String> bodies) throws IOException, InterruptedException {
        var nanos = new long[bodies.size()];
        for (var i = 0; i < nanos.length; i++) {
            var began = System.nanoTime();
            send(bodies.get(i));
            nanos[i] = System.nanoTime() - began;
        }
        return new Times(nanos);
    }

    /** How long all took, in seconds. */
    double all(List<String> bodies) throws IOException, InterruptedException {
        var began = System.nanoTime();
        for (var body : bodies) {
            send(body);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void send(String body) throws IOException, InterruptedException {
        client.post(bulk, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.close();
        jira.close();
    }
}
