package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A sandbox Jira with an app installed that does nothing, for tests that speak to Jira by HTTP without running the application. */
public final class Moored implements AutoCloseable {

    public final SandboxJira jira = SandboxJira.start(0, null);
    private final StandInApp app;

    public Moored() throws IOException {
        app = new StandInApp();
        jira.install(app.url());
    }

    /** A request with the app's token for it; the body may be null. */
    public HttpRequest.Builder request(String method, String pathAndQuery, JsonNode body) {
        var parts = pathAndQuery.split("\\?", 2);
        var token = Tokens.shared(jira.sharedSecret(), "test.app", null, Qsh.of(method, "", parts[0], parts.length == 2 ? parts[1] : null), Tokens.REQUEST, Instant.now());
        return HttpRequest.newBuilder(URI.create(jira.url() + pathAndQuery)).header("Content-Type", "application/json").header("Authorization", "JWT " + token)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    /** As Jira does it when the app is uninstalled, but without telling. */
    public void forgetAll() {
        jira.site().developmentInformation().clear();
        jira.site().runs().clear();
    }

    /**
     * Every stored entity by what names it: {@code REPOSITORY commit ID}, {@code builds/pipelines/P/builds/1}. Each with its {@code body} as it was sent,
     * the {@code issues} that it is linked to, the {@code properties} by which it can be erased, and the name and address of its repository.
     */
    public Map<String, ObjectNode> stored() {
        var stored = new TreeMap<String, ObjectNode>();
        for (var repository : jira.site().developmentInformation().snapshot()) {
            repository.path("entities").properties().forEach(kind -> kind.getValue().forEach(entity -> {
                if (!entity.path("deleted").asBoolean()) {
                    var found = found(entity).put("repositoryName", repository.at("/details/name").asText()).put("repositoryUrl", repository.at("/details/url").asText());
                    stored.put(repository.path("id").asText() + " " + Kind.valueOf(kind.getKey()).type + " " + entity.path("id").asText(), found);
                }
            }));
        }
        for (var run : jira.site().runs().snapshot()) {
            var path = new StringBuilder(RunKind.valueOf(run.path("kind").asText()).list);
            run.path("path").forEach(piece -> path.append('/').append(piece.asText()));
            stored.put(path.toString(), found(run));
        }
        return stored;
    }

    private static ObjectNode found(JsonNode entity) {
        var found = Json.object();
        found.set("body", entity.path("body"));
        found.set("properties", entity.path("properties"));
        var issues = found.putArray("issues");
        entity.path("issues").valueStream().mapToLong(JsonNode::asLong).sorted().forEach(issues::add);
        return found;
    }

    @Override
    public void close() {
        jira.close();
        app.close();
    }
}
