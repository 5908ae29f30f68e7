package dev.towline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Feeds a reader of foreign texts with what is kept in {@code src/test/resources/fuzz/<name>}, and with what becomes of it when parts are changed,
 * cut out, doubled, swapped and mixed. The same inputs come in each run; {@code -Dfuzz=1000000} asks for more of them, and for others.
 */
public final class Fuzz {

    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    // A second or two for each reader.
    private static final int INPUTS = Integer.getInteger("fuzz", 5_000);
    private static final int LONGEST = 64 * 1024;
    /** What is in the way of careless readers. */
    private static final List<String> NASTY = List.of("\0", "\r\n", "\ud800", "\ufeff", "%", "%00", "%zz", "..", "/", "\\", "\"", "'", "=", "&", ";", ",", ".", ":", "-1", "0x", "1e999",
            "9223372036854775808", "NaN", "null", "{}", "[]", "[".repeat(3_000), "{\"a\":".repeat(1_000), "A".repeat(9_000), "é", "𝒜", "İ");

    /** Whatever it does with a text but what it may do with a bad one, it fails. */
    @FunctionalInterface
    public interface Reader {
        void read(String text) throws Exception;
    }

    private final String name;
    private final List<String> seeds;

    /** @param own seeds that no file can keep, because they are made anew */
    public Fuzz(String name, String... own) throws IOException {
        this.name = name;
        try (var files = Files.exists(KEPT.resolve(name)) ? Files.list(KEPT.resolve(name)).sorted() : Stream.<Path>empty()) {
            this.seeds = Stream.concat(Arrays.stream(own), files.map(Fuzz::text)).toList();
        }
        assertTrue(!seeds.isEmpty(), "nothing to begin with");
    }

    public void feed(Reader reader) {
        seeds.forEach(seed -> read(reader, seed));
        var random = new Random(INPUTS);
        for (var i = 0; i < INPUTS; i++) {
            var text = seeds.get(random.nextInt(seeds.size()));
            for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
                text = changed(text, random);
            }
            read(reader, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        }
    }

    private void read(Reader reader, String text) {
        try {
            reader.read(text);
        } catch (Throwable failure) {
            throw new AssertionError(name + " failed on what now lies in " + keep(text) + ": mend it, and move the file into " + KEPT.resolve(name), failure);
        }
    }

    private Path keep(String text) {
        try {
            var folder = Files.createDirectories(Path.of("target/fuzz"));
            return Files.writeString(folder.resolve(name + "-" + Integer.toHexString(text.hashCode()) + ".txt"), text.replace('\ud800', '?'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String changed(String text, Random random) {
        var from = random.nextInt(text.length() + 1);
        var to = Math.min(text.length(), from + random.nextInt(1 + random.nextInt(40)));
        var head = text.substring(0, from);
        var part = text.substring(from, to);
        var tail = text.substring(to);
        return switch (random.nextInt(8)) {
            case 0 -> head + tail;
            case 1 -> head + part + part + tail;
            case 2 -> head + NASTY.get(random.nextInt(NASTY.size())) + tail;
            case 3 -> head + (char) random.nextInt(128) + tail;
            case 4 -> head + (char) (random.nextInt(0xd800)) + part + tail;
            case 5 -> tail + part + head;
            case 6 -> head;
            default -> {
                var other = seeds.get(random.nextInt(seeds.size()));
                yield head + other.substring(random.nextInt(other.length() + 1));
            }
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
