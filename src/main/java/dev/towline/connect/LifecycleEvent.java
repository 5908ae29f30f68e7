package dev.towline.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.jira.JiraHosts;
import dev.towline.jira.Tenants;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The body of a lifecycle callback, checked. The signature of a callback does not cover its body, so whatever the body says of
 * its sender must agree with what was signed.
 */
final class LifecycleEvent {

    /** A real one has about 1 KB. */
    static final int LIMIT = 64 * 1024;

    // Below 32 bytes it is no key for HS256 (RFC 7518, section 3.2); Jira's have about 80 characters.
    private static final int SHORTEST_SECRET = 32;
    private static final int LONGEST_SECRET = 1024;
    private static final int LONGEST_URL = 2000;

    private final JsonNode body;

    private LifecycleEvent(JsonNode body) {
        this.body = body;
    }

    /**
     * @param clientKey for which the sender proved to speak
     * @param eventType that this endpoint is for
     */
    static LifecycleEvent read(InputStream stream, ObjectMapper json, App app, String clientKey, String eventType) throws IOException, NotProven {
        var bytes = stream.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new ClientErrorException(413);
        }
        var event = new LifecycleEvent(parse(bytes, json));
        require(event.text("clientKey").equals(clientKey), "the body speaks for another site than its signature");
        require(event.text("eventType").equals(eventType), "the body is of another event");
        require(event.text("key").equals(app.key()), "the body is for another app");
        return event;
    }

    Tenants.Installation installation(JiraHosts hosts) throws NotProven {
        var secret = text("sharedSecret");
        require(secret.length() >= SHORTEST_SECRET && secret.length() <= LONGEST_SECRET, "the shared secret is too short or too long");
        var baseUrl = hosts.site(text("baseUrl")).orElseThrow(() -> new NotProven("the site's address is not among those allowed"));
        var cloudId = text("cloudId");
        return new Tenants.Installation(text("clientKey"), baseUrl, displayUrl(baseUrl), Tenants.isCloudId(cloudId) ? cloudId : "", secret);
    }

    /** Where people go. It may be a domain of the customer's own; we only ever make links of it. */
    private URI displayUrl(URI baseUrl) {
        try {
            var url = new URI(text("displayUrl"));
            return "https".equals(url.getScheme()) && url.getHost() != null && url.toString().length() <= LONGEST_URL ? url : baseUrl;
        } catch (URISyntaxException e) {
            return baseUrl;
        }
    }

    private static JsonNode parse(byte[] bytes, ObjectMapper json) {
        try {
            return json.readTree(bytes);
        } catch (IOException e) {
            throw new BadRequestException("The body is not JSON.");
        }
    }

    /** {@code ""} when it is not there, or null, or no text. */
    private String text(String field) {
        return body.path(field).isTextual() ? body.get(field).textValue() : "";
    }

    private static void require(boolean holds, String reason) throws NotProven {
        if (!holds) {
            throw new NotProven(reason);
        }
    }
}
