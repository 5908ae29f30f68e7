package dev.towline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The environment variables that the application reads: those of its own by the code, those of its libraries by the table in the README. */
public final class Settings {

    private static final Pattern PROPERTY = Pattern.compile("\"(towline\\.[a-z.-]+)\"");
    private static final Pattern VARIABLE = Pattern.compile("`((?:QUARKUS|AWS)_[A-Z0-9_]+)`");
    // "AWS credentials" in the table: the SDK's own names. https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html (2026-11)
    private static final Set<String> CREDENTIALS = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    private Settings() {}

    /** Those that nothing reads. */
    public static Set<String> unknown(Collection<String> variables) throws IOException {
        var known = new TreeSet<>(CREDENTIALS);
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                PROPERTY.matcher(Files.readString(source)).results().forEach(found -> known.add(found.group(1).replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT)));
            }
        }
        VARIABLE.matcher(Files.readString(Path.of("README.md"))).results().forEach(found -> known.add(found.group(1)));
        return variables.stream().filter(variable -> !known.contains(variable)).collect(Collectors.toCollection(TreeSet::new));
    }
}
