package dev.towline.local.soak;

import dev.towline.local.AppProcess;
import dev.towline.local.LocalQueue;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One process of the packaged application, which can be killed, stopped and started again at the same ports. */
final class Node {

    private static final int PROBE_MILLIS = 5_000;

    private final Path jar;
    private final Path log;
    private final Map<String, String> environment;
    private final int port;
    private final int management = LocalQueue.freePort();
    private volatile AppProcess process;

    Node(String name, int port, Path jar, Path folder, Map<String, String> environment) throws IOException {
        this.port = port;
        this.jar = jar;
        this.log = folder.resolve(name + ".log");
        this.environment = new HashMap<>(environment);
        this.environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        this.environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        this.environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        this.environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns when it is ready. */
    void start() throws IOException {
        process = AppProcess.start(jar, environment, URI.create("http://127.0.0.1:" + management), log);
    }

    /** As {@code kill -9}: nothing in it hears of it. */
    void kill() throws InterruptedException {
        process.process().destroyForcibly().waitFor();
    }

    /** As an orchestrator does before a new version. */
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    boolean isReady() {
        try {
            var probe = (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/q/health/ready").toURL().openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            return probe.getResponseCode() == 200;
        } catch (IOException notReady) {
            return false;
        }
    }
}
