package dev.towline.realtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** This room's door to PostgreSQL. It holds few connections at a time, so that ten thousand pages reconnecting after a deploy cannot starve the indexing of deliveries. */
final class Database {

    // Of the 20 in the pool. Reads here take a millisecond or two, so four serve thousands of streams a second.
    private static final int CONNECTIONS = 4;

    /** The database did not answer: the client comes back later. */
    static final class Unavailable extends RuntimeException {
        Unavailable(Throwable cause) {
            super("the database did not answer", cause);
        }
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final DataSource source;
    private final Semaphore connections = new Semaphore(CONNECTIONS);

    Database(DataSource source) {
        this.source = source;
    }

    /** Blocks: never call it on an event loop. Each statement is a transaction of its own. */
    <T> T with(Work<T> work) {
        connections.acquireUninterruptibly();
        try (var connection = source.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new Unavailable(e);
        } finally {
            connections.release();
        }
    }
}
