package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is shipped with Towline, by the bill of materials that the build writes: whose it is and on what terms. */
class LicencesIT {

    /** Whoever passes Towline on may do so without opening anything. Of the licences of a component one of these is enough. */
    private static final Set<String> PERMISSIVE = Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "Public Domain", "EPL-2.0");

    /** When this fails, what the page should be lies in target/licences.md: read what is new in it, then copy it. */
    @Test
    void every_library_is_listed_with_its_licence() throws IOException {
        var page = Files.writeString(Path.of("target/licences.md"), "# What is shipped with Towline, and on what terms\n\nMade from the bill of materials (`target/bom.json`, CycloneDX); `LicencesIT` keeps it so.\n\n| library | version | licence |\n|---|---|---|\n"
                + components().stream().map(part -> "| %s | %s | %s |\n".formatted(name(part), part.path("version").asText(), String.join(", ", licences(part)))).distinct().collect(Collectors.joining()));
        var kept = Path.of("docs/licences.md");
        assertEquals(Files.readString(page), Files.exists(kept) ? Files.readString(kept) : "");
    }

    @Test
    void every_library_is_free_to_be_passed_on() throws IOException {
        assertEquals(List.of(), components().stream().filter(part -> licences(part).stream().noneMatch(PERMISSIVE::contains)).map(part -> name(part) + " " + licences(part)).toList());
    }

    @Test
    void nothing_is_unfinished_and_each_can_be_looked_up() throws IOException {
        for (var part : components()) {
            assertTrue(part.path("purl").asText().startsWith("pkg:maven/") && !part.path("version").asText().contains("SNAPSHOT"), part.toString());
        }
    }

    private static List<JsonNode> components() throws IOException {
        var components = new ObjectMapper().readTree(Path.of("target/bom.json").toFile()).path("components");
        assertTrue(components.size() > 100, "that is no bill");
        return StreamSupport.stream(components.spliterator(), false).filter(part -> !name(part).equals("dev.towline:towline"))
                .sorted(Comparator.comparing(LicencesIT::name)).toList();
    }

    private static String name(JsonNode part) {
        return part.path("group").asText() + ":" + part.path("name").asText();
    }

    private static List<String> licences(JsonNode part) {
        return StreamSupport.stream(part.path("licenses").spliterator(), false)
                .map(of -> of.has("expression") ? of.path("expression").asText() : of.path("license").path("id").asText(of.path("license").path("name").asText())).sorted().toList();
    }
}
