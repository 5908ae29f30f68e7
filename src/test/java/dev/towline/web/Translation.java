package dev.towline.web;

import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A message bundle in German, as it stands in its file. */
record Translation(Map<String, String> texts) {

    static Translation of(Class<?> bundle) {
        var name = bundle.getAnnotation(MessageBundle.class).value();
        var file = Path.of("src/main/resources/messages", (name.equals(MessageBundle.DEFAULTED_NAME) ? MessageBundle.DEFAULT_NAME : name) + "_de.properties");
        try (var lines = Files.lines(file)) {
            return new Translation(lines.filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("=", 2)).collect(Collectors.toMap(parts -> parts[0], parts -> parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
