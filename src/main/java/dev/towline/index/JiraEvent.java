package dev.towline.index;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened in Jira itself, in identifiers only: no summary, no name, no text ever stands here.
 *
 * @param type        the client event's AVI, as {@code avi:jira:updated:issue}
 * @param ids         Jira's numbers of what it concerns
 * @param atlassianId account of who did it; {@code ""} where Jira does not say
 * @param open        whether whoever may browse the project may know of it; else only who may see the issue itself
 */
public record JiraEvent(String type, Map<Thing, Long> ids, String atlassianId, boolean open) {

    /** What Jira numbers. */
    public enum Thing {
        PROJECT("projectId"), ISSUE("issueId"), BOARD("boardId"), SPRINT("sprintId"), VERSION("versionId");

        private final String field;

        Thing(String field) {
            this.field = field;
        }

        /** Its name in a client event's payload. */
        public String field() {
            return field;
        }
    }

    public JiraEvent {
        ids = Map.copyOf(ids);
    }

    /** Whether it concerns this one. */
    public boolean isOf(Thing thing, long id) {
        return Long.valueOf(id).equals(ids.get(thing));
    }

    /** The client event's payload. */
    public ObjectNode payload() {
        var payload = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(ids).forEach((thing, id) -> payload.put(thing.field(), id));
        return atlassianId.isEmpty() ? payload : payload.put("atlassianId", atlassianId);
    }
}
