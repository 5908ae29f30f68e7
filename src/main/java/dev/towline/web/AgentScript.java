package dev.towline.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * A script for the customer's side, as it is downloaded: one file that needs no other. Its source is in {@code agent/}, where a line
 * {@code # part: NAME} stands for a file that the scripts share.
 */
final class AgentScript {

    private static final String PART = "# part: ";

    private AgentScript() {}

    static String assembled(String name) {
        return source(name).lines()
                .map(line -> line.startsWith(PART) ? source(line.substring(PART.length())) : line + "\n")
                .collect(Collectors.joining());
    }

    private static String source(String name) {
        try (var source = AgentScript.class.getResourceAsStream("/agent/" + name)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
