package dev.towline.local.bench;

import dev.towline.local.Hook;
import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import dev.towline.local.Node;
import dev.towline.local.Send;
import dev.towline.sandbox.SandboxJira;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One node of the packaged application on a PostgreSQL that writes durably and a queue in memory, with a sandbox Jira in this process. */
final class Stage implements Closeable {

    // As many as one page may follow is 50.
    private static final int ISSUES = 40;

    // What the largest backlog needs on a busy machine, and no benchmark may run for ever.
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    final SandboxJira jira;
    final Node node;
    final List<String> issues = IntStream.rangeClosed(501, 500 + ISSUES).mapToObj(number -> "ABC-" + number).toList();

    private final Deque<Closeable> started = new ArrayDeque<>();
    private final LocalPostgres postgres;
    private final Hook hook;
    private final Client client = new Client();
    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();

    /** Returns when the node is ready, and installed on the site. @throws IOException when a part does not start; none is left then */
    Stage(Path jar) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("towline-bench");
        started.push(() -> delete(folder));
        started.push(client::close);
        try {
            postgres = LocalPostgres.kept(folder.resolve("postgres"));
            started.push(postgres::close);
            var queue = LocalQueue.inMemory();
            started.push(queue::close);
            jira = SandboxJira.start(0, null);
            started.push(jira::close);
            issues.forEach(key -> jira.site().createIssue(key, "Bench " + key));
            var port = LocalQueue.freePort();
            settings.putAll(Node.settings(jira, postgres.port(), queue.endpoint().getPort(), port));
            settings.put("QUARKUS_SHUTDOWN_DELAY", "0s");
            node = node("node", port, jar);
            node.start();
            jira.install(node.url());
            hook = Hook.create(node.url(), jira, "bench");
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** One more node of this site, of any artefact; whoever has it starts it. */
    Node node(String name, int port, Path artefact) throws IOException {
        var more = new Node(name, port, artefact, folder, settings);
        started.push(more::stop);
        return more;
    }

    /** Posts it signed, as GitHub does. @return when it was accepted, by {@link System#nanoTime} */
    long push(byte[] body) throws IOException, InterruptedException {
        client.post(node.url().resolve(hook.path()), Send.github("push", body, hook.secret()), body);
        return System.nanoTime();
    }

    /** Returns once the database says so. @param is a query for one truth @throws IOException when it does not within {@link #LIMIT} */
    void await(String what, String is) throws IOException, SQLException, InterruptedException {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isTrue(is)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("waited " + LIMIT.toMinutes() + " minutes in vain: " + what);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean isTrue(String query) throws SQLException {
        try (var connection = postgres.dataSource().getConnection(); var select = connection.createStatement(); var rows = select.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** @return how many rows */
    int change(String sql) throws SQLException {
        try (var connection = postgres.dataSource().getConnection(); var update = connection.createStatement()) {
            return update.executeUpdate(sql);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
