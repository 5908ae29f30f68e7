package dev.towline.local;

import java.nio.file.Path;

/**
 * The words of {@code ./towline run}.
 *
 * @param fresh   drop what earlier runs kept
 * @param sandbox start the sandbox Jira, and install the app into it unless it is self-hosted
 * @param selfHosted without an app in Jira: an OAuth client of the site, and a local administrator
 * @param data    where everything is kept
 * @param jar     the packaged application
 */
record RunOptions(boolean fresh, boolean sandbox, boolean selfHosted, Path data, Path jar) {

    static final String USAGE = "usage: ./towline run [--fresh] [--no-sandbox] [--self-hosted] [--data DIR]";

    /** @throws IllegalArgumentException with what is wrong, in words */
    static RunOptions parse(String... arguments) {
        var root = Path.of(System.getProperty("towline.root", ".")).toAbsolutePath().normalize();
        var fresh = false;
        var sandbox = true;
        var selfHosted = false;
        var data = root.resolve(".towline");
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--fresh" -> fresh = true;
                case "--no-sandbox" -> sandbox = false;
                case "--self-hosted" -> selfHosted = true;
                case "--data" -> {
                    if (++i >= arguments.length) {
                        throw new IllegalArgumentException("--data wants a folder");
                    }
                    data = Path.of(arguments[i]).toAbsolutePath().normalize();
                }
                default -> throw new IllegalArgumentException("does not know " + arguments[i]);
            }
        }
        return new RunOptions(fresh, sandbox, selfHosted, data, root.resolve("target/quarkus-app/quarkus-run.jar"));
    }
}
