package dev.towline.index;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the statements that a transaction prepares. */
final class CountedStatements {

    private final DataSource database;

    CountedStatements(DataSource database) {
        this.database = database;
    }

    int during(IndexStand.Work<?> work) throws SQLException {
        var count = new AtomicInteger();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            work.with((Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                    count.incrementAndGet();
                }
                try {
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }));
            connection.commit();
        }
        return count.get();
    }
}
