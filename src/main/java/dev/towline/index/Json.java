package dev.towline.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import java.util.EnumMap;
import java.util.List;

/** What stands in a column as JSON: a commit's files, the people asked to review, an event of Jira's. Never a sender's own JSON. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String ofFiles(List<FileChange> files) {
        var array = MAPPER.createArrayNode();
        files.forEach(file -> array.addObject().put("path", file.path()).put("change", file.kind().name()));
        return text(array);
    }

    static List<FileChange> files(String json) {
        return read(json).valueStream()
                .map(file -> new FileChange(file.get("path").textValue(), FileChange.Kind.valueOf(file.get("change").textValue())))
                .toList();
    }

    /** Without their e-mail addresses: nobody is asked by those. */
    static String ofPeople(List<Person> people) {
        var array = MAPPER.createArrayNode();
        people.forEach(person -> array.addObject()
                .put("name", person.name()).put("username", person.username()).put("url", person.url()).put("avatar", person.avatar()));
        return text(array);
    }

    static List<Person> people(String json) {
        return read(json).valueStream()
                .map(person -> new Person(
                        person.get("name").textValue(), "", person.get("username").textValue(), person.get("url").textValue(), person.get("avatar").textValue()))
                .toList();
    }

    static String ofJiraEvent(JiraEvent event) {
        var json = MAPPER.createObjectNode().put("type", event.type()).put("by", event.atlassianId()).put("open", event.open());
        var ids = json.putObject("ids");
        event.ids().forEach((thing, id) -> ids.put(thing.name(), id));
        return text(json);
    }

    /** Null for null. */
    static JiraEvent jiraEvent(String json) {
        if (json == null) {
            return null;
        }
        var event = read(json);
        var ids = new EnumMap<JiraEvent.Thing, Long>(JiraEvent.Thing.class);
        event.get("ids").properties().forEach(id -> ids.put(JiraEvent.Thing.valueOf(id.getKey()), id.getValue().longValue()));
        return new JiraEvent(event.get("type").textValue(), ids, event.get("by").textValue(), event.get("open").booleanValue());
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers have no JSON", e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column does not hold what was written to it", e);
        }
    }
}
