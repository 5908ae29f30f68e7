package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One SQL statement whose parameters are given in the order of its question marks. A whole column of rows is one
 * array parameter, so that a delivery of any size takes the same few statements.
 */
final class Query implements AutoCloseable {

    /** Reads one row of an answer. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final PreparedStatement statement;
    private int parameters;

    private Query(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(sql);
    }

    /** Every statement of this room names its tenant first (law 6). */
    static Query of(Connection connection, TenantId tenant, String sql) throws SQLException {
        return new Query(connection, sql).value(tenant.value());
    }

    Query value(UUID value) throws SQLException {
        return set(value);
    }

    Query value(IntegrationId integration) throws SQLException {
        return set(integration.value());
    }

    Query value(String value) throws SQLException {
        return set(value);
    }

    Query value(long value) throws SQLException {
        return set(value);
    }

    Query value(Instant value) throws SQLException {
        return set(value.atOffset(java.time.ZoneOffset.UTC));
    }

    <R> Query texts(Collection<R> rows, Function<R, String> column) throws SQLException {
        return array("text", rows, column);
    }

    <R> Query uuids(Collection<R> rows, Function<R, UUID> column) throws SQLException {
        return array("uuid", rows, column);
    }

    <R> Query times(Collection<R> rows, Function<R, Instant> column) throws SQLException {
        return array("timestamptz", rows, row -> {
            var time = column.apply(row);
            return time == null ? null : time.toString();
        });
    }

    <R> Query flags(Collection<R> rows, Function<R, Boolean> column) throws SQLException {
        return array("bool", rows, column);
    }

    <R> Query numbers(Collection<R> rows, Function<R, Integer> column) throws SQLException {
        return array("int4", rows, column);
    }

    <R> Query positions(Collection<R> rows, Function<R, Long> column) throws SQLException {
        return array("int8", rows, column);
    }

    /** Runs a statement that answers with a number of rows only. */
    int execute() throws SQLException {
        return statement.executeUpdate();
    }

    <T> List<T> rows(Reader<T> reader) throws SQLException {
        try (var answer = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (answer.next()) {
                rows.add(reader.read(answer));
            }
            return rows;
        }
    }

    /** The number in the first column of the first row; 0 when there is none. */
    long number() throws SQLException {
        try (var answer = statement.executeQuery()) {
            return answer.next() ? answer.getLong(1) : 0;
        }
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    private Query set(Object value) throws SQLException {
        statement.setObject(++parameters, value);
        return this;
    }

    private <R> Query array(String type, Collection<R> rows, Function<R, ?> column) throws SQLException {
        statement.setArray(++parameters, connection.createArrayOf(type, rows.stream().map(column).toArray()));
        return this;
    }
}
