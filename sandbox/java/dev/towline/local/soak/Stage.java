package dev.towline.local.soak;

import dev.towline.local.Hook;
import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import dev.towline.local.Node;
import dev.towline.local.Tap;
import dev.towline.sandbox.SandboxJira;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two nodes of the packaged application on one database and one queue, each behind a {@link Tap}, with a sandbox Jira. Deliveries
 * go to the nodes that say they are ready, as a load balancer would send them: asked twice a second, and never sent again.
 */
final class Stage implements Closeable {

    private static final Duration PROBE_EVERY = Duration.ofMillis(500);
    private static final int ISSUES = 20;

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
            // A load balancer's port, in production. Here Jira speaks to the first node.
            var port = LocalQueue.freePort();
            var environment = new HashMap<>(Node.settings(jira, database.port(), queue.port(), port));
            // Four times what these probes need.
            environment.put("QUARKUS_SHUTDOWN_DELAY", "2s");
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
            hooks = List.of(Hook.create(first.url(), jira, "soak one"), Hook.create(first.url(), jira, "soak two"));
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
}
