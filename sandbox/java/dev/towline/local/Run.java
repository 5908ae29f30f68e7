package dev.towline.local;

import dev.towline.sandbox.SandboxJira;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code ./towline run}: the whole product on one machine. Starts what the environment does not name, in an order in which each
 * finds what it needs, and stops it in the reverse order. The data folder keeps everything for the next start.
 */
public final class Run {

    private final RunOptions options;
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Run(RunOptions options) {
        this.options = options;
    }

    /** Runs until Ctrl-C. Exit codes: 1 something did not start, 2 the call's own words are wrong. */
    public static void main(String... arguments) {
        RunOptions options;
        try {
            options = RunOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("towline run: " + e.getMessage() + "\n" + RunOptions.USAGE);
            System.exit(2);
            return;
        }
        var run = new Run(options);
        Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
        try {
            var app = run.start();
            System.exit(app.process().waitFor() == 0 ? 0 : 1);
        } catch (IOException | RuntimeException e) {
            System.err.println("towline run: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AppProcess start() throws IOException {
        if (options.fresh()) {
            DataFolder.drop(options.data());
        }
        var folder = DataFolder.open(options.data());
        started.push(folder);
        var port = port("QUARKUS_HTTP_PORT", 8080);
        var management = port("QUARKUS_MANAGEMENT_PORT", 9000);
        var jira = options.sandbox() ? port("TOWLINE_SANDBOX_PORT", 8090) : 0;
        // For this machine only, unless somebody says otherwise.
        setUnlessGiven("QUARKUS_HTTP_HOST", "localhost");
        setUnlessGiven("QUARKUS_MANAGEMENT_HOST", "localhost");
        var baseUrl = setUnlessGiven("TOWLINE_BASE_URL", "http://localhost:" + port);
        setUnlessGiven("TOWLINE_SECRET_KEYS", folder.secretKeys());
        startDatabase();
        startQueue();
        var sandbox = options.sandbox() ? startSandbox(jira) : null;
        var password = options.selfHosted() ? selfHost(folder, sandbox) : "";
        System.out.println("Starting Towline …");
        var app = AppProcess.start(options.jar(), environment, URI.create("http://localhost:" + management), options.data().resolve("app.log"));
        started.push(app);
        folder.remember(app.process());
        if (sandbox != null && !options.selfHosted()) {
            sandbox.install(URI.create(baseUrl));
        }
        System.out.printf("%nJira sandbox    %s%n", sandbox == null ? "none: the Jira side is yours" : sandbox.url());
        System.out.printf("Towline         %s%n", baseUrl);
        if (options.selfHosted()) {
            System.out.printf("Administration  %s/admin   password: %s%n", baseUrl, password);
        }
        System.out.println("Send a webhook  ./towline send sandbox/resources/deliveries/push.json --to HOOK_URL --secret SECRET   (both from the admin page)");
        return app;
    }

    private void startDatabase() throws IOException {
        if (isGiven("QUARKUS_DATASOURCE_JDBC_URL")) {
            return;
        }
        System.out.println("Starting PostgreSQL …");
        var postgres = LocalPostgres.kept(options.data().resolve("postgres"));
        started.push(postgres);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
    }

    private void startQueue() throws IOException {
        // AWS_REGION alone does not count: many shells have it, and a trial must not reach for a real account.
        if (isGiven("QUARKUS_SQS_ENDPOINT_OVERRIDE") || isGiven("QUARKUS_SQS_AWS_REGION")) {
            return;
        }
        System.out.println("Starting the queue …");
        var queue = LocalQueue.kept(options.data().resolve("queue"));
        started.push(queue);
        environment.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", queue.endpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
    }

    private SandboxJira startSandbox(int port) {
        System.out.println("Starting the sandbox Jira …");
        var sandbox = SandboxJira.start(port, options.data().resolve("jira"));
        started.push(sandbox);
        setUnlessGiven("TOWLINE_INSTALL_KEYS_URL", sandbox.installKeysUrl().toString());
        setUnlessGiven("TOWLINE_JIRA_HOSTS", "localhost,127.0.0.1");
        setUnlessGiven("TOWLINE_HOST_SCRIPT", sandbox.hostScript().toString());
        return sandbox;
    }

    /** Returns the administrator's password, to be shown. */
    private String selfHost(DataFolder folder, SandboxJira sandbox) throws IOException {
        setUnlessGiven("TOWLINE_MODE", "self-hosted");
        if (sandbox != null) {
            var client = sandbox.oauthClient();
            setUnlessGiven("TOWLINE_JIRA_SITE", sandbox.url().toString());
            setUnlessGiven("TOWLINE_JIRA_API_URL", sandbox.url().toString());
            setUnlessGiven("TOWLINE_JIRA_CLIENT_ID", client.id());
            setUnlessGiven("TOWLINE_JIRA_CLIENT_SECRET", client.secret());
        }
        return isGiven("TOWLINE_ADMIN_PASSWORD") ? "as you set it" : setUnlessGiven("TOWLINE_ADMIN_PASSWORD", folder.adminPassword());
    }

    private void stop() {
        System.out.println("Stopping …");
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("towline run: while stopping: " + e.getMessage());
            }
        }
    }

    private int port(String setting, int usual) throws IOException {
        var port = Integer.parseInt(setUnlessGiven(setting, String.valueOf(usual)));
        try (var probe = new ServerSocket(port)) {
            return probe.getLocalPort();
        } catch (BindException taken) {
            throw new IOException("port " + port + " is taken. Name another with " + setting + ".", taken);
        }
    }

    private String setUnlessGiven(String setting, String value) {
        if (isGiven(setting)) {
            return System.getenv(setting);
        }
        environment.put(setting, value);
        return value;
    }

    private static boolean isGiven(String setting) {
        return !System.getenv().getOrDefault(setting, "").isBlank();
    }
}
