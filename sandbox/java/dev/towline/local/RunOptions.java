package dev.towline.local;

import java.nio.file.Path;

/**
 * The words of {@code ./towline run}.
 *
 * @param fresh   drop what earlier runs kept
 * @param sandbox start the sandbox Jira and install the app into it
 * @param data    where everything is kept
 * @param jar     the packaged application
 */
record RunOptions(boolean fresh, boolean sandbox, Path data, Path jar) {

    static final String USAGE = "usage: ./towline run [--fresh] [--no-sandbox] [--data DIR]";

    /** @throws IllegalArgumentException with what is wrong, in words */
    static RunOptions parse(String... arguments) {
        var root = Path.of(System.getProperty("towline.root", ".")).toAbsolutePath().normalize();
        var fresh = false;
        var sandbox = true;
        var data = root.resolve(".towline");
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--fresh" -> fresh = true;
                case "--no-sandbox" -> sandbox = false;
                case "--data" -> {
                    if (++i >= arguments.length) {
                        throw new IllegalArgumentException("--data wants a folder");
                    }
                    data = Path.of(arguments[i]).toAbsolutePath().normalize();
                }
                default -> throw new IllegalArgumentException("does not know " + arguments[i]);
            }
        }
        return new RunOptions(fresh, sandbox, data, root.resolve("target/quarkus-app/quarkus-run.jar"));
    }
}
