package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some texts promise by naming tests. */
class DocsTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+)#([a-z_0-9]+)`");

    @ParameterizedTest
    @ValueSource(strings = {"docs/jira.md", "docs/security.md"})
    void every_test_that_the_text_names_exists(String file) throws IOException {
        var sources = new ArrayList<Path>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            files.filter(source -> source.toString().endsWith(".java")).forEach(sources::add);
        }
        var byName = sources.stream().collect(Collectors.groupingBy(source -> source.getFileName().toString().replace(".java", "")));
        var missing = new ArrayList<String>();
        var named = 0;
        var text = TEST.matcher(Files.readString(Path.of(file)));
        while (text.find()) {
            named++;
            var there = false;
            for (var source : byName.getOrDefault(text.group(1), List.of())) {
                there |= Files.readString(source).contains("void " + text.group(2) + "(");
            }
            if (!there) {
                missing.add(text.group());
            }
        }
        assertTrue(named > 20, "the search is blind: " + named);
        assertEquals(List.of(), missing);
    }
}
