package dev.towline.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A webhook call on disk: the body in one file, its headers beside it in {@code <name>.headers}. */
record Recording(Path payload, Incoming incoming) {

    static final Path FIXTURES = Path.of("src/test/resources/provider");

    /** The secret under which the fixtures in this repository are signed. */
    static final String SECRET = "a-secret-for-fixtures-only";

    /** Every call in the folder of our own fixtures, by name. */
    static List<Recording> of(Provider provider) {
        return files(FIXTURES.resolve(provider.code())).stream()
                .filter(file -> !file.toString().endsWith(".headers") && !file.toString().endsWith(".expected"))
                .map(Recording::read)
                .toList();
    }

    static Recording read(Path payload) {
        try {
            Map<String, String> headers = new HashMap<>();
            Path beside = beside(payload, ".headers");
            if (Files.exists(beside)) {
                for (String line : Files.readAllLines(beside)) {
                    int colon = line.indexOf(':');
                    headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
                }
            }
            return new Recording(payload, new Incoming(headers, Files.readAllBytes(payload)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path beside(Path payload, String ending) {
        return payload.resolveSibling(name(payload) + ending);
    }

    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    }

    String name() {
        return name(payload);
    }

    Recording with(byte[] body) {
        return new Recording(payload, new Incoming(incoming.headers(), body));
    }

    Recording with(String header, String value) {
        Map<String, String> headers = new HashMap<>(incoming.headers());
        headers.put(header, value);
        return new Recording(payload, new Incoming(headers, incoming.body()));
    }
}
