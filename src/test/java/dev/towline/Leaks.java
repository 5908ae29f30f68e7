package dev.towline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Recognises, by their shape, the things that must not stand in a log: secrets of every kind that Towline makes or is given, and e-mail addresses. */
public final class Leaks {

    // A run of URL-safe base64 with small and capital letters and digits in it: hook tokens, tickets, sessions, keys. Names of classes have no digits among so many letters.
    private static final Map<String, Pattern> SHAPES = new TreeMap<>(Map.of(
            "a JWT", Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*"),
            "a token or key", Pattern.compile("(?<![\\w./$+-])(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])(?=[\\w-]*\\d)(?![\\w-]*(?:Test|IT|Impl|Handler)\\b)[\\w-]{40,}={0,2}(?![\\w.$])"),
            "a signing secret", Pattern.compile("(?<![0-9a-zA-Z])[0-9a-f]{64}(?![0-9a-zA-Z])"),
            "a call by a hook URL", Pattern.compile("/(?:hooks|guide)/[\\w-]{20,}"),
            "a credential", Pattern.compile("(?i)\\b(?:authorization|x-gitlab-token|x-hub-signature(?:-256)?|cookie)\\b[\"']?\\s*[:=]\\s*[\"'\\[]*(?:\\w+ )?\\S{8,}"),
            "a secret in an address", Pattern.compile("(?i)[?&](?:jwt|ticket|token|access_token|client_secret)=[^&\\s]{8,}"),
            "an e-mail address", Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[a-zA-Z]{2,}\\b")));

    private Leaks() {}

    /** What stands in a log, line by line. */
    public static List<String> in(Path log) throws IOException {
        try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.flatMap(line -> in(line).stream()).distinct().toList();
        }
    }

    /** What stands in the text, each with enough of its surroundings to find it and too little to use it. */
    static List<String> in(String text) {
        return SHAPES.entrySet().stream().flatMap(shape -> shape.getValue().matcher(text).results()
                .map(found -> shape.getKey() + ": " + text.substring(Math.max(0, found.start() - 60), found.start()) + found.group().substring(0, 6) + "…")).toList();
    }
}
