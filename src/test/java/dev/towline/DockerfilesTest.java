package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of the two Dockerfiles without building them, which needs Docker. */
class DockerfilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void what_is_copied_from_the_tree_is_there(String file) throws IOException {
        var copied = instructions(file, "COPY").filter(words -> !words.getFirst().startsWith("--from=")).toList();
        assertTrue(!copied.isEmpty(), "the search is blind");
        for (var words : copied) {
            for (var source : words.subList(0, words.size() - 1)) {
                assertTrue(Files.exists(Path.of(source)), source);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void every_image_has_a_tag_that_says_its_version_and_every_stage_that_is_copied_from_is_there(String file) throws IOException {
        var stages = new HashSet<String>();
        for (var from : instructions(file, "FROM").toList()) {
            assertTrue(from.getFirst().matches("[a-z0-9./-]+:[a-z.-]*\\d[a-z0-9.-]*"), from.getFirst());
            stages.add(from.getLast());
        }
        instructions(file, "COPY").map(List::getFirst).filter(word -> word.startsWith("--from=")).forEach(word -> assertTrue(stages.contains(word.substring("--from=".length())), word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void it_runs_as_an_ordinary_user_named_by_number_as_kubernetes_wants_it(String file) throws IOException {
        var lines = Files.readAllLines(Path.of(file));
        var last = lines.subList(lines.lastIndexOf(lines.stream().filter(line -> line.startsWith("FROM ")).toList().getLast()), lines.size());
        assertTrue(last.indexOf("VOLUME /tmp") > 0 && last.indexOf("VOLUME /tmp") < last.indexOf("USER 1001"), "Fargate's /tmp can be written");
        assertEquals(List.of("USER 1001"), last.stream().filter(line -> line.startsWith("USER ")).toList());
    }

    @Test
    void the_jvm_takes_the_options_of_its_image() throws Exception {
        var entry = entrypoint("Dockerfile.jvm");
        var options = entry.subList(1, entry.indexOf("-jar"));
        assertTrue(options.size() >= 3, "the search is blind");
        var command = Stream.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), options, List.of("-version")).flatMap(List::stream).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static List<String> entrypoint(String file) throws IOException {
        var line = Files.readAllLines(Path.of(file)).stream().filter(it -> it.startsWith("ENTRYPOINT ")).findFirst().orElseThrow();
        return new ObjectMapper().readValue(line.substring("ENTRYPOINT ".length()), List.class);
    }

    private static Stream<List<String>> instructions(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(name + " "))
                .map(line -> Arrays.stream(line.substring(name.length()).strip().split(" +")).filter(word -> !word.startsWith("--chown=") && !word.startsWith("--chmod=")).toList());
    }
}
