package dev.towline.local;

import dev.towline.sandbox.SandboxJira;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One process of the packaged application, which can be killed, stopped and started again at the same ports. */
public final class Node {

    private static final int PROBE_MILLIS = 5_000;

    private final Path artefact;
    private final Path log;
    private final Map<String, String> environment;
    private final int port;
    private final int management = LocalQueue.freePort();
    private volatile AppProcess process;

    /** @param environment settings beside its ports, such as {@link #settings} */
    public Node(String name, int port, Path artefact, Path folder, Map<String, String> environment) throws IOException {
        this.port = port;
        this.artefact = artefact;
        this.log = folder.resolve(name + ".log");
        this.environment = new HashMap<>(environment);
        this.environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        this.environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        this.environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        this.environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    }

    /** What a node needs that uses this database, this queue and this site. @param port where Jira and browsers find the application */
    public static Map<String, String> settings(SandboxJira jira, int database, int queue, int port) {
        return Map.ofEntries(
                Map.entry("TOWLINE_SECRET_KEYS", "local:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
                Map.entry("TOWLINE_INSTALL_KEYS_URL", jira.installKeysUrl().toString()),
                Map.entry("TOWLINE_JIRA_HOSTS", "localhost,127.0.0.1"),
                Map.entry("TOWLINE_BASE_URL", "http://127.0.0.1:" + port),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + database + "/postgres"),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", "postgres"),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", "postgres"),
                Map.entry("QUARKUS_SQS_ENDPOINT_OVERRIDE", "http://127.0.0.1:" + queue),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns when it is ready. */
    public void start() throws IOException {
        process = AppProcess.start(artefact, environment, URI.create("http://127.0.0.1:" + management), log);
    }

    public long pid() {
        return process.process().pid();
    }

    /** As {@code kill -9}: nothing in it hears of it. */
    public void kill() throws InterruptedException {
        process.process().destroyForcibly().waitFor();
    }

    /** As an orchestrator does before a new version. */
    public void stop() {
        if (process != null) {
            process.close();
        }
    }

    public boolean isReady() {
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
