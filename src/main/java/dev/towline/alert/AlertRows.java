package dev.towline.alert;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The table {@code alert}: each cause is told once when it begins and once when it is over, however often one looks. */
final class AlertRows {

    /** What comes back sooner was not over: who sends good and bad calls in turn makes no flood of messages. */
    static final Duration CALM = Duration.ofMinutes(10);

    record Matter(IntegrationId integration, Cause cause) {}

    /** @param over what was told, and is the matter no more */
    record News(List<Matter> begun, List<Matter> over) {

        boolean isNone() {
            return begun.isEmpty() && over.isEmpty();
        }
    }

    private AlertRows() {}

    /** Brings the table in line with what is the matter now. */
    static void settle(Connection connection, TenantId tenant, Collection<Matter> now, Instant at) throws SQLException {
        try (var begin = matters(connection, """
                    insert into alert as known (tenant_id, integration_id, cause)
                    select ?, matter.* from unnest(?::uuid[], ?::text[]) as matter (integration_id, cause)
                    on conflict (tenant_id, integration_id, cause) do update set gone_at = null where known.gone_at is not null""", tenant, now);
                var end = matters(connection, """
                    update alert set gone_at = ? where tenant_id = ? and gone_at is null
                      and (integration_id, cause) not in (select * from unnest(?::uuid[], ?::text[]))""", tenant, now, at);
                // Nobody heard of it, and nobody needs to.
                var forget = connection.prepareStatement("delete from alert where tenant_id = ? and not told and gone_at is not null")) {
            begin.executeUpdate();
            end.executeUpdate();
            forget.setObject(1, tenant.value());
            forget.executeUpdate();
        }
    }

    static News news(Connection connection, TenantId tenant, Instant now) throws SQLException {
        try (var select = connection.prepareStatement("""
                select integration_id, cause, told from alert where tenant_id = ? and (not told or gone_at <= ?) order by integration_id, cause""")) {
            select.setObject(1, tenant.value());
            select.setTimestamp(2, Timestamp.from(now.minus(CALM)));
            var news = new News(new ArrayList<>(), new ArrayList<>());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    (rows.getBoolean(3) ? news.over() : news.begun()).add(new Matter(new IntegrationId(rows.getObject(1, UUID.class)), Cause.of(rows.getString(2))));
                }
            }
            return news;
        }
    }

    static void told(Connection connection, TenantId tenant, News news) throws SQLException {
        try (var begun = matters(connection, "update alert set told = true where tenant_id = ? and (integration_id, cause) in (select * from unnest(?::uuid[], ?::text[]))", tenant, news.begun());
                var over = matters(connection, "delete from alert where tenant_id = ? and gone_at is not null and (integration_id, cause) in (select * from unnest(?::uuid[], ?::text[]))", tenant, news.over())) {
            begun.executeUpdate();
            over.executeUpdate();
        }
    }

    static void forget(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var delete = connection.prepareStatement("delete from alert where tenant_id = ? and integration_id = ?")) {
            delete.setObject(1, tenant.value());
            delete.setObject(2, integration.value());
            delete.executeUpdate();
        }
    }

    private static PreparedStatement matters(Connection connection, String sql, TenantId tenant, Collection<Matter> matters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        set(connection, statement, 1, tenant, matters);
        return statement;
    }

    private static PreparedStatement matters(Connection connection, String sql, TenantId tenant, Collection<Matter> matters, Instant at) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setTimestamp(1, Timestamp.from(at));
        set(connection, statement, 2, tenant, matters);
        return statement;
    }

    private static void set(Connection connection, PreparedStatement statement, int at, TenantId tenant, Collection<Matter> matters) throws SQLException {
        statement.setObject(at, tenant.value());
        statement.setArray(at + 1, connection.createArrayOf("uuid", matters.stream().map(matter -> matter.integration().value()).toArray()));
        statement.setArray(at + 2, connection.createArrayOf("text", matters.stream().map(matter -> matter.cause().code()).toArray()));
    }
}
