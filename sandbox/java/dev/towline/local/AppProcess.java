package dev.towline.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own, as in production; its output goes to a file. */
public final class AppProcess implements AutoCloseable {

    // A cold JVM on a busy two-core machine took 12 s.
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    // Starts are measured with it: a native executable takes some 500 ms.
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Process process;
    private final Path log;

    private AppProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param artefact     as {@link Artefact} has them
     * @param environment  settings, over those of this process
     * @param management   address of the management port, where readiness is asked
     * @throws IOException when it ended or was not ready in time; the message names the log
     */
    public static AppProcess start(Path artefact, Map<String, String> environment, URI management, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(Artefact.command(artefact, "-Xmx512m", "-Dtowline.development=true"))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // No load balancer has to notice that it ends, unless somebody says otherwise.
        builder.environment().putIfAbsent("QUARKUS_SHUTDOWN_DELAY", "0s");
        builder.environment().putAll(environment);
        var app = new AppProcess(builder.start(), log);
        app.awaitReady(management.resolve("/q/health/ready"));
        return app;
    }

    public Process process() {
        return process;
    }

    /** Ends it as an operator would, giving it time to finish what it holds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(URI ready) throws IOException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (System.nanoTime() < deadline) {
                if (!process.isAlive()) {
                    throw new IOException("Towline ended while starting (exit code " + process.exitValue() + "). Its log: " + log);
                }
                if (isReady(http, ready)) {
                    return;
                }
                process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IOException("Towline was not ready within " + START_LIMIT.toSeconds() + " s. Its log: " + log);
    }

    private static boolean isReady(HttpClient http, URI ready) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
