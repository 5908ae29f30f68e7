package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The smallest Connect app: serves a descriptor, remembers what Jira posts, and calls Jira with its own tokens. */
final class StandInApp implements AutoCloseable {

    record Answer(int status, JsonNode json) {}

    final ObjectNode descriptor;
    final List<Request> calls = new CopyOnWriteArrayList<>();
    volatile int lifecycleStatus = 204;
    /** What it shows inside Jira. */
    volatile String page = "";

    private final HttpServer server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    StandInApp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        descriptor = Json.readObject("""
                {"key": "test.app", "name": "Test app", "authentication": {"type": "jwt"}, "apiMigrations": {"signed-install": true},
                 "scopes": ["READ", "WRITE", "DELETE"],
                 "lifecycle": {"installed": "/connect/installed", "uninstalled": "/connect/uninstalled", "enabled": "/connect/enabled", "disabled": "/connect/disabled"},
                 "modules": {
                   "jiraDevelopmentTool": {"key": "dev", "name": {"value": "Dev"}, "application": {"value": "Test"}, "url": "https://example.com", "logoUrl": "https://example.com/l.svg",
                     "capabilities": ["commit", "branch", "pull_request"]},
                   "jiraBuildInfoProvider": {"key": "builds", "name": {"value": "Builds"}, "homeUrl": "https://example.com"},
                   "jiraDeploymentInfoProvider": {"key": "deployments", "name": {"value": "Deployments"}, "homeUrl": "https://example.com"},
                   "jiraIssueContents": [{"key": "panel", "name": {"value": "Test panel"}, "icon": {"width": 16, "height": 16, "url": "/i.svg"}, "tooltip": {"value": "Test"},
                     "target": {"type": "web_panel", "url": "/panel?issueKey={issue.key}&issueId={issue.id}"}}],
                   "adminPages": [{"key": "admin", "name": {"value": "Test app"}, "url": "/admin"}],
                   "webhooks": [{"event": "jira:issue_updated", "url": "/jira/events?issue={issue.id}"}]
                 }}""".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        descriptor.put("baseUrl", url().toString());
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Request.of(exchange);
            calls.add(request);
            answer(request).send(exchange);
        }
    }

    private Response answer(Request request) {
        return switch (request.path()) {
            case "/atlassian-connect.json" -> Response.json(200, descriptor);
            case "/admin", "/panel" -> Response.text(200, "text/html", page);
            default -> Response.empty(lifecycleStatus);
        };
    }

    Request lastCall() {
        return calls.getLast();
    }

    /** Calls Jira as an installed app must. */
    Answer call(SandboxJira jira, String method, String pathAndQuery, String body) {
        var parts = pathAndQuery.split("\\?", 2);
        var qsh = Qsh.of(method, "", parts[0], parts.length == 2 ? parts[1] : null);
        var token = Tokens.shared(jira.sharedSecret(), "test.app", null, qsh, Tokens.REQUEST, java.time.Instant.now());
        return call(jira, method, pathAndQuery, body, "JWT " + token);
    }

    Answer call(SandboxJira jira, String method, String pathAndQuery, String body, String authorization) {
        var request = HttpRequest.newBuilder(URI.create(jira.url() + pathAndQuery)).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body().length == 0 ? Json.object() : Json.MAPPER.readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
