package dev.towline.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import java.util.List;

/** The two lists that stand in a column as JSON: a commit's files and the people asked to review. Never a git server's own JSON. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String ofFiles(List<FileChange> files) {
        var array = MAPPER.createArrayNode();
        files.forEach(file -> array.addObject().put("path", file.path()).put("change", file.kind().name()));
        return text(array);
    }

    static List<FileChange> files(String json) {
        return array(json).valueStream()
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
        return array(json).valueStream()
                .map(person -> new Person(
                        person.get("name").textValue(), "", person.get("username").textValue(), person.get("url").textValue(), person.get("avatar").textValue()))
                .toList();
    }

    private static String text(ArrayNode array) {
        try {
            return MAPPER.writeValueAsString(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts has no JSON", e);
        }
    }

    private static JsonNode array(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column does not hold what was written to it", e);
        }
    }
}
