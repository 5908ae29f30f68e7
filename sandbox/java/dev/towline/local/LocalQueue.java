package dev.towline.local;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;

/** An embedded SQS (ElasticMQ) with the application's queues: kept on disk, or in memory for a test. */
public final class LocalQueue implements AutoCloseable {

    private final URI endpoint;
    private final scala.Function0<?> stop;

    private LocalQueue(URI endpoint, scala.Function0<?> stop) {
        this.endpoint = endpoint;
        this.stop = stop;
    }

    /** Queues in memory, on a free port. */
    public static LocalQueue inMemory() throws IOException {
        return start(freePort(), false, "mem:unused");
    }

    /** Queues in {@code folder}: what was confirmed is on disk (H2's write delay is off). */
    public static LocalQueue kept(Path folder) throws IOException {
        Files.createDirectories(folder);
        return start(freePort(), true, folder.resolve("messages").toAbsolutePath() + ";WRITE_DELAY=0");
    }

    /** Where the SQS protocol is spoken. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        stop.apply();
    }

    // Keys stand at the root: under "elasticmq." they are silently ignored.
    private static LocalQueue start(int port, boolean kept, String h2) {
        var config = """
                node-address { protocol = http, host = "127.0.0.1", port = %1$d, context-path = "" }
                rest-sqs { enabled = true, bind-port = %1$d, bind-hostname = "127.0.0.1", sqs-limits = strict }
                rest-stats { enabled = false, bind-port = 0, bind-hostname = "127.0.0.1" }
                aws { region = us-east-1, accountId = "000000000000" }
                generate-node-address = false
                auto-create-queues { enabled = false, template {} }
                queues-storage { enabled = false, path = "unused" }
                messages-storage { enabled = %2$s, driver-class = "org.h2.Driver", uri = "jdbc:h2:%3$s", username = "", password = "", prune-data-on-init = false }
                queues {
                  towline-deliveries-dead {}
                  towline-deliveries { defaultVisibilityTimeout = 30 seconds, receiveMessageWait = 0 seconds,
                    deadLettersQueue { name = towline-deliveries-dead, maxReceiveCount = 10 } }
                  towline-jira-events-dead {}
                  towline-jira-events { defaultVisibilityTimeout = 30 seconds, receiveMessageWait = 0 seconds,
                    deadLettersQueue { name = towline-jira-events-dead, maxReceiveCount = 10 } }
                }
                """.formatted(port, kept, h2);
        var server = new ElasticMQServer(new ElasticMQServerConfig(ConfigFactory.parseString(config)));
        return new LocalQueue(URI.create("http://127.0.0.1:" + port), server.start());
    }

    /** A port that nobody listens on at this moment. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
