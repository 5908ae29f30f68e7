package dev.towline.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of the stream. An object of it lasts for one batch of changes and encodes each client event once, however many subscribers it goes to.
 *
 * <p>Besides events the stream carries two words of its own: {@code refresh} (events were missed that are no longer held: load everything
 * again) and {@code leave} (these channels may no longer be followed). Both have data, because EventSource does not dispatch an event without.
 */
final class Frames {

    static final byte[] HEARTBEAT = bytes(":\n\n");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<ClientEvent, byte[]> encoded = new HashMap<>();

    byte[] of(ClientEvent event) {
        return encoded.computeIfAbsent(event, Frames::event);
    }

    /** The first bytes: they make {@code onopen} fire through proxies that wait for a body. */
    static byte[] hello(long retryMillis) {
        return bytes("retry: " + retryMillis + "\n: towline\n\n");
    }

    /** Where the log stands: a stream that ends before its first event can be resumed from here. */
    static byte[] position(long position) {
        return bytes("id: " + position + "\n\n");
    }

    static byte[] refresh(long position, List<Channel> channels) {
        return bytes("id: " + position + "\n" + frame("refresh", channels, JSON.objectNode()));
    }

    /** Without a position: it stands beside the log, and the stream goes on from where it was. */
    static byte[] refresh(List<Channel> channels) {
        return bytes(frame("refresh", channels, JSON.objectNode()));
    }

    static byte[] leave(List<Channel> channels) {
        return bytes(frame("leave", channels, JSON.objectNode()));
    }

    private static byte[] event(ClientEvent event) {
        return bytes("id: " + event.position() + "\n" + frame(event.type(), event.channels(), payload(event)));
    }

    private static String frame(String type, List<Channel> channels, ObjectNode payload) {
        var data = JSON.objectNode();
        var names = data.putArray("channels");
        channels.forEach(channel -> names.add(channel.ari()));
        data.put("type", type).set("payload", payload);
        return "event: " + type + "\ndata: " + data + "\n\n";
    }

    private static ObjectNode payload(ClientEvent event) {
        if (event.jira() != null) {
            return event.jira().payload();
        }
        var payload = JSON.objectNode();
        for (var channel : event.channels()) {
            switch (channel) {
                case Channel.OfIssue issue -> { }
                case Channel.OfIntegration integration -> payload.put("integrationId", event.integration().toString());
                case Channel.OfProject project -> payload.put("projectId", project.id());
                case Channel.OfBoard board -> payload.put("boardId", board.id());
                case Channel.OfIntegrations all -> payload.put("integrationId", event.integration().toString());
            }
        }
        if (event.issues().size() == 1) {
            payload.put("issueId", event.issues().getFirst());
        } else if (!event.issues().isEmpty()) {
            var issues = payload.putArray("issueIds");
            event.issues().forEach(issues::add);
        }
        return payload;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
