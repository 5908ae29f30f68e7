package dev.towline.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Wake-ups over PostgreSQL's LISTEN and NOTIFY, on connections of their own: NOTIFY inside a busy transaction takes a
 * global lock at commit, and LISTEN needs a session that nobody else uses (no transaction-pooling proxy in between).
 */
final class PostgresBroadcast extends Broadcast {

    private static final String NOTIFY = "select pg_notify('" + CHANNEL + "', payload) from unnest(?::text[]) as payload";

    private final DataSource database;

    /** @param heard see {@link Broadcast} */
    PostgresBroadcast(DataSource database, Mailbox heard) {
        super(heard);
        this.database = database;
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

    @Override
    Line connect() throws SQLException {
        return new Session(database.getConnection());
    }

    @Override
    String reason(Exception broken) {
        return broken instanceof SQLException sql ? "sqlstate=" + sql.getSQLState() : broken.getClass().getSimpleName();
    }

    private record Session(Connection connection) implements Line {

        @Override
        public void send(List<String> payloads) throws SQLException {
            connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            try (var statement = connection.prepareStatement(NOTIFY)) {
                statement.setArray(1, connection.createArrayOf("text", payloads.toArray()));
                statement.execute();
            }
        }

        @Override
        public void listen(Runnable ready, Consumer<String> hear) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
            }
            ready.run();
            while (!Thread.currentThread().isInterrupted()) {
                var notifications = connection.unwrap(PGConnection.class).getNotifications((int) SILENCE.toMillis());
                if (notifications.length == 0 && !connection.isValid((int) ANSWER.toSeconds())) {
                    throw new SQLException("no answer", "08006");
                }
                for (var notification : notifications) {
                    hear.accept(notification.getParameter());
                }
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException gone) {
                // It is.
            }
        }
    }
}
