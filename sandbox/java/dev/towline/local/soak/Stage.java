package dev.towline.local.soak;

import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import dev.towline.local.Tap;
import dev.towline.sandbox.SandboxJira;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Two nodes of the packaged application on one database and one queue, each behind a {@link Tap}, with a sandbox Jira. Deliveries
 * go to the nodes that say they are ready, as a load balancer would send them: asked twice a second, and never sent again.
 */
final class Stage implements Closeable {

    /** A hook URL's path and its signing secret. */
    record Hook(String path, String secret) {}

    private static final Duration PROBE_EVERY = Duration.ofMillis(500);
    private static final int ISSUES = 20;
    private static final Pattern FIELD = Pattern.compile("\"(hookUrl|secret)\"\\s*:\\s*\"([^\"]+)\"");

    final Node first;
    final Node second;
    final Tap queue;
    final Tap database;
    final LocalPostgres postgres;
    final SandboxJira jira;
    final List<String> issues;
    final List<Hook> hooks;

    private final Deque<Closeable> started = new ArrayDeque<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Node> ready = List.of();

    private Stage(Path jar, Path folder) throws IOException, InterruptedException {
        try {
            postgres = LocalPostgres.kept(folder.resolve("postgres"));
            started.push(postgres::close);
            database = Tap.on(postgres.port());
            started.push(database::close);
            var sqs = LocalQueue.inMemory();
            started.push(sqs::close);
            queue = Tap.on(sqs.endpoint().getPort());
            started.push(queue::close);
            jira = SandboxJira.start(0, null);
            started.push(jira::close);
            issues = java.util.stream.IntStream.rangeClosed(501, 500 + ISSUES).mapToObj(number -> "ABC-" + number).toList();
            issues.forEach(key -> jira.site().createIssue(key, "Soak " + key));
            var environment = new java.util.HashMap<>(Map.of(
                    "TOWLINE_SECRET_KEYS", "soak:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                    "TOWLINE_INSTALL_KEYS_URL", jira.installKeysUrl().toString(),
                    "TOWLINE_JIRA_HOSTS", "localhost,127.0.0.1",
                    "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres",
                    "QUARKUS_DATASOURCE_USERNAME", "postgres",
                    "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                    "QUARKUS_SQS_ENDPOINT_OVERRIDE", "http://127.0.0.1:" + queue.port(),
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local"));
            var port = LocalQueue.freePort();
            // Four times what these probes need.
            environment.put("QUARKUS_SHUTDOWN_DELAY", "2s");
            // A load balancer's address, in production. Here Jira speaks to the first node.
            environment.put("TOWLINE_BASE_URL", "http://127.0.0.1:" + port);
            first = new Node("first", port, jar, folder, environment);
            second = new Node("second", LocalQueue.freePort(), jar, folder, environment);
            started.push(first::stop);
            started.push(second::stop);
            // The first also migrates the database; the second then finds it done.
            first.start();
            second.start();
            started.push(probes()::shutdownNow);
            probe();
            jira.install(first.url());
            hooks = List.of(create("soak one"), create("soak two"));
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns when both nodes are ready and a site is installed. */
    static Stage start(Path jar, Path folder) throws IOException, InterruptedException {
        return new Stage(jar, folder);
    }

    /** Where the next delivery goes: to the nodes in turn that were ready when last asked. Null when none was. */
    URI next(Hook hook) {
        var nodes = ready;
        return nodes.isEmpty() ? null : nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size())).url().resolve(hook.path());
    }

    @Override
    public void close() throws IOException {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    private ScheduledExecutorService probes() {
        var probes = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        probes.scheduleWithFixedDelay(this::probe, 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return probes;
    }

    private void probe() {
        var both = List.of(first, second).stream().map(node -> CompletableFuture.supplyAsync(node::isReady).thenApply(is -> is ? node : null)).toList();
        ready = both.stream().map(CompletableFuture::join).filter(java.util.Objects::nonNull).toList();
    }

    private Hook create(String name) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answer = http.send(HttpRequest.newBuilder(first.url().resolve("/api/integrations"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "JWT " + jira.contextToken("admin-account"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\",\"provider\":\"github\"}"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            var fields = FIELD.matcher(answer.body()).results().collect(java.util.stream.Collectors.toMap(field -> field.group(1), field -> field.group(2)));
            if (fields.size() != 2) {
                throw new IOException("no integration was made: " + answer.statusCode());
            }
            return new Hook(URI.create(fields.get("hookUrl")).getPath(), fields.get("secret"));
        }
    }
}
