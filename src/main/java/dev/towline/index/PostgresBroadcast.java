package dev.towline.index;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Wake-ups over PostgreSQL's LISTEN and NOTIFY, on two connections of its own: NOTIFY inside a busy transaction takes a
 * global lock at commit, and LISTEN needs a session that nobody else uses (no transaction-pooling proxy in between).
 * Both connections come back by themselves; what could not be sent is sent then, what could not be heard is owned up to.
 */
final class PostgresBroadcast {

    private static final Logger LOG = Logger.getLogger(PostgresBroadcast.class);

    private static final String CHANNEL = "towline_changes";
    private static final String NOTIFY = "select pg_notify('" + CHANNEL + "', payload) from unnest(?::text[]) as payload";

    // A connection that died without a word is noticed after this much silence.
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final DataSource database;
    private final Mailbox heard;
    private final Mailbox outgoing = new Mailbox();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread sender;
    private Thread listener;

    /** @param heard where what any node sent is put, this node's own included */
    PostgresBroadcast(DataSource database, Mailbox heard) {
        this.database = database;
        this.heard = heard;
    }

    static DataSource database(String url, String user, String password) {
        var database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setApplicationName("towline wake-ups");
        database.setConnectTimeout((int) ANSWER.toSeconds());
        database.setTcpKeepAlive(true);
        return database;
    }

    void start() {
        sender = Thread.ofVirtual().name("wakeups-sender").start(() -> untilStopped(this::send));
        listener = Thread.ofVirtual().name("wakeups-listener").start(() -> untilStopped(this::listen));
    }

    void send(TenantId tenant, long position) {
        outgoing.reached(tenant, position);
    }

    /** Sends what is left, if that goes quickly, and lets go of both connections. */
    void stop() throws InterruptedException {
        stopped.countDown();
        outgoing.close();
        sender.join(GOODBYE);
        // An interrupt closes the socket that a virtual thread waits on.
        sender.interrupt();
        listener.interrupt();
        sender.join(GOODBYE);
        listener.join(GOODBYE);
    }

    private interface Session {
        /** Works on one connection until it breaks, or returns when all is done. */
        void run(Connection connection, Backoff backoff) throws SQLException, InterruptedException;
    }

    private void untilStopped(Session session) {
        var backoff = new Backoff(stopped);
        try {
            do {
                try (var connection = database.getConnection()) {
                    session.run(connection, backoff);
                    return;
                } catch (SQLException broken) {
                    if (stopped.getCount() > 0) {
                        LOG.warnf("wake-ups: connection lost, trying again: sqlstate=%s", broken.getSQLState());
                    }
                }
            } while (backoff.pause());
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Connection connection, Backoff backoff) throws SQLException, InterruptedException {
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
        for (var post = outgoing.take(); !post.isEmpty(); post = outgoing.take()) {
            var payloads = post.reached().entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()).toArray();
            try (var statement = connection.prepareStatement(NOTIFY)) {
                statement.setArray(1, connection.createArrayOf("text", payloads));
                statement.execute();
            } catch (SQLException notSent) {
                // Back into the mailbox, where a newer position replaces it.
                post.reached().forEach(outgoing::reached);
                throw notSent;
            }
            backoff.reset();
        }
    }

    private void listen(Connection connection, Backoff backoff) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        backoff.reset();
        heard.missed();
        while (stopped.getCount() > 0) {
            var notifications = connection.unwrap(PGConnection.class).getNotifications((int) SILENCE.toMillis());
            if (notifications.length == 0 && !connection.isValid((int) ANSWER.toSeconds())) {
                throw new SQLException("no answer", "08006");
            }
            for (var notification : notifications) {
                hear(notification.getParameter());
            }
        }
    }

    private void hear(String payload) {
        try {
            var colon = payload.indexOf(':');
            heard.reached(new TenantId(UUID.fromString(payload.substring(0, colon))), Long.parseLong(payload, colon + 1, payload.length(), 10));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            LOG.warn("wake-ups: somebody else writes to our channel");
        }
    }
}
