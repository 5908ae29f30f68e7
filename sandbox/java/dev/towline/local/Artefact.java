package dev.towline.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./towline package} makes: {@code quarkus-run.jar}, {@code app.aot} beside it (the same jar with its AOT cache, which then must be
 * of use: else the JVM refuses to start), or a native executable.
 */
public final class Artefact {

    private Artefact() {}

    /** The command that starts it. @param options of the JVM, those that a native executable understands as well */
    public static List<String> command(Path artefact, String... options) {
        var file = artefact.toAbsolutePath();
        var name = file.getFileName().toString();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<String>();
        if (name.endsWith(".jar")) {
            command.add(java);
            command.addAll(List.of(options));
            command.addAll(List.of("-jar", file.toString()));
        } else if (name.endsWith(".aot")) {
            command.addAll(List.of(java, "-XX:AOTCache=" + file, "-XX:AOTMode=on"));
            command.addAll(List.of(options));
            command.addAll(List.of("-jar", file.resolveSibling("quarkus-run.jar").toString()));
        } else {
            command.add(file.toString());
            command.addAll(List.of(options));
        }
        return command;
    }
}
