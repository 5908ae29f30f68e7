package dev.towline.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.index.JiraEvent.Thing;
import dev.towline.jira.TenantId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One webhook of Jira's as it waits in the queue: which event, of what, by whom. Identifiers only, so nothing of it needs sealing.
 *
 * @param identifier Jira's own; the same when it repeats the webhook; {@code ""} when it gave none
 * @param event      as {@code jira:issue_updated}
 * @param issueKey   {@code ""} when it is of no issue
 * @param atlassianId account of who did it; {@code ""} when Jira does not say
 * @param open       whether whoever may browse the project may know of it
 * @param left       id of the project that the issue left; 0 when it stayed
 */
record Webhook(
        TenantId tenant, String identifier, String event, Map<Thing, Long> ids, String issueKey, String atlassianId, Set<Mark> marks, boolean open,
        long left) {

    /** What an event means besides its name. */
    enum Mark {
        /** The status is another. */
        TRANSITIONED,
        /** The assignee is another, or nobody. */
        ASSIGNED,
        /** Somebody is mentioned who was not before. */
        MENTIONS,
        /** The issue stands elsewhere among the others of its boards. */
        RANKED,
        /** The issue has another key: it moved. */
        MOVED,
        /** A comment that only some may read. */
        RESTRICTED
    }

    // Of the message's shape: a node that is updated may read what one that is not yet has written.
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    Webhook {
        ids = Map.copyOf(ids);
        marks = Set.copyOf(marks);
    }

    boolean has(Mark mark) {
        return marks.contains(mark);
    }

    /** As it stands in the queue. */
    String message() {
        var json = JSON.createObjectNode().put("v", VERSION).put("tenant", tenant.toString()).put("id", identifier).put("event", event)
                .put("key", issueKey).put("by", atlassianId).put("open", open).put("left", left);
        var things = json.putObject("ids");
        ids.forEach((thing, id) -> things.put(thing.name(), id));
        var meaning = json.putArray("marks");
        marks.forEach(mark -> meaning.add(mark.name()));
        return json.toString();
    }

    /** @throws IllegalArgumentException when it is not one that {@link #message} wrote; without its content */
    static Webhook parse(String message) {
        try {
            var json = JSON.readTree(message);
            if (json.path("v").asInt() != VERSION) {
                throw new IllegalArgumentException("not a webhook of version " + VERSION);
            }
            var ids = new EnumMap<Thing, Long>(Thing.class);
            json.required("ids").properties().forEach(id -> ids.put(Thing.valueOf(id.getKey()), id.getValue().longValue()));
            var marks = EnumSet.noneOf(Mark.class);
            json.required("marks").forEach(mark -> marks.add(Mark.valueOf(mark.asText())));
            return new Webhook(new TenantId(UUID.fromString(json.required("tenant").asText())), json.required("id").asText(), json.required("event").asText(),
                    ids, json.required("key").asText(), json.required("by").asText(), marks, json.required("open").asBoolean(),
                    // A node of before does not write it.
                    json.path("left").asLong());
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("not JSON");
        }
    }
}
