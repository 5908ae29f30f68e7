package dev.towline.local;

import dev.towline.sandbox.SandboxJira;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./towline package --aot}: a run of the packaged application from which the JVM makes its AOT cache (JEP 483 and 514): which classes it
 * loads, and linked, so that a start in production does not find out again. It starts, is installed, takes a few deliveries and ends as an
 * operator ends it; the JVM writes the cache then.
 */
public final class Train {

    private static final List<String> DELIVERIES = List.of("ping", "create", "push", "pull_request");

    // The JVM assembles the cache before its process ends: 20 s on an idle machine with two cores.
    private static final Duration ASSEMBLY_LIMIT = Duration.ofMinutes(5);

    private Train() {}

    /** @param arguments the jar; the cache is written beside it. Exit codes: 0 made, 1 not */
    public static void main(String... arguments) throws Exception {
        var jar = Path.of(arguments[0]).toAbsolutePath();
        var cache = jar.resolveSibling("app.aot");
        Files.deleteIfExists(cache);
        var folder = Files.createTempDirectory("towline-train");
        var log = folder.resolve("app.log");
        try (var postgres = LocalPostgres.temporary(); var queue = LocalQueue.inMemory(); var jira = SandboxJira.start(0, null)) {
            var port = LocalQueue.freePort();
            var settings = new HashMap<>(Node.settings(jira, postgres.port(), queue.endpoint().getPort(), port));
            settings.put("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + cache);
            settings.put("QUARKUS_HTTP_PORT", String.valueOf(port));
            var management = LocalQueue.freePort();
            settings.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
            var app = AppProcess.start(jar, settings, URI.create("http://127.0.0.1:" + management), log).process();
            try {
                use(URI.create("http://127.0.0.1:" + port), jira);
            } finally {
                app.destroy();
                if (!app.waitFor(ASSEMBLY_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    app.destroyForcibly();
                }
            }
        }
        if (!Files.exists(cache)) {
            System.err.println("towline: no AOT cache was made. The log of the run: " + log);
            System.exit(1);
        }
        System.exit(0);
    }

    private static void use(URI app, SandboxJira jira) throws IOException, InterruptedException {
        jira.install(app);
        var hook = Hook.create(app, jira, "training");
        for (var event : DELIVERIES) {
            try (var in = Train.class.getResourceAsStream("/deliveries/" + event + ".json")) {
                var body = in.readAllBytes();
                Send.post(app.resolve(hook.path()), Send.github(event, body, hook.secret()), body);
            }
        }
    }
}
