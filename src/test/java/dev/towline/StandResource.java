package dev.towline;

import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import dev.towline.local.Tap;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** A real PostgreSQL and a real SQS protocol for every {@code @QuarkusTest}, each behind a {@link Tap} that {@link Stand} turns. */
public final class StandResource implements QuarkusTestResourceLifecycleManager {

    private LocalQueue queue;
    private Tap queueTap;
    private Tap databaseTap;

    @Override
    public Map<String, String> start() {
        try {
            queue = LocalQueue.inMemory();
            var database = LocalPostgres.ofTests().jdbcUrl();
            var databasePort = URI.create(database.substring("jdbc:".length())).getPort();
            queueTap = tap(Stand.QUEUE, queue.endpoint().getPort());
            databaseTap = tap(Stand.DATABASE, databasePort);
            // A port of its own, so that checkouts beside each other can be tested at once.
            var port = LocalQueue.freePort();
            // The tests start the sandbox Jira there themselves (Stand): it would live in another class loader here.
            var sandbox = LocalQueue.freePort();
            return Map.ofEntries(
                    Map.entry("test.sandbox.port", String.valueOf(sandbox)),
                    Map.entry("towline.install-keys-url", "http://localhost:" + sandbox + "/install-keys"),
                    Map.entry("towline.host-script", "http://localhost:" + sandbox + "/host/all.js"),
                    Map.entry("quarkus.http.test-port", String.valueOf(port)),
                    Map.entry("towline.base-url", "http://localhost:" + port),
                    Map.entry("quarkus.management.test-port", String.valueOf(LocalQueue.freePort())),
                    Map.entry("quarkus.datasource.jdbc.url", database.replace(":" + databasePort + "/", ":" + databaseTap.port() + "/")),
                    Map.entry("test.database.direct", database),
                    Map.entry("quarkus.datasource.username", "postgres"),
                    Map.entry("quarkus.datasource.password", "postgres"),
                    Map.entry("quarkus.sqs.endpoint-override", "http://127.0.0.1:" + queueTap.port()));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("the local stand did not start", e);
        }
    }

    @Override
    public void stop() {
        try {
            for (var thing : new AutoCloseable[] {queueTap, databaseTap, queue}) {
                if (thing != null) {
                    thing.close();
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the local stand did not stop", e);
        }
    }

    /** The tests have another class loader: what they turn a tap by must be of the JDK. */
    public interface TurnMXBean {
        void turn(String mode);
    }

    private static Tap tap(String name, int port) throws java.io.IOException {
        var tap = Tap.on(port);
        TurnMXBean turn = mode -> tap.set(Tap.Mode.valueOf(mode));
        try {
            var beans = ManagementFactory.getPlatformMBeanServer();
            var address = new ObjectName(name);
            if (beans.isRegistered(address)) {
                beans.unregisterMBean(address);
            }
            beans.registerMBean(new StandardMBean(turn, TurnMXBean.class, true), address);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return tap;
    }
}
