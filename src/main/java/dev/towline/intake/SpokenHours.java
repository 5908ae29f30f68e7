package dev.towline.intake;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** In which hours an integration spoke, for as long as they make its habit. Counted from its last word, so that a long silence forgets nothing. */
final class SpokenHours {

    private SpokenHours() {}

    static void note(Connection connection, TenantId tenant, IntegrationId integration, Instant at) throws SQLException {
        var hour = at.truncatedTo(ChronoUnit.HOURS);
        try (var insert = connection.prepareStatement("insert into spoken_hour (tenant_id, integration_id, hour) values (?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, tenant.value());
            insert.setObject(2, integration.value());
            insert.setTimestamp(3, Timestamp.from(hour));
            if (insert.executeUpdate() == 0) {
                return;
            }
        }
        try (var delete = connection.prepareStatement("delete from spoken_hour where tenant_id = ? and integration_id = ? and hour < ?")) {
            delete.setObject(1, tenant.value());
            delete.setObject(2, integration.value());
            delete.setTimestamp(3, Timestamp.from(hour.minus(Silence.HABIT)));
            delete.executeUpdate();
        }
    }

    static List<Instant> of(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var select = connection.prepareStatement("select hour from spoken_hour where tenant_id = ? and integration_id = ?")) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            var hours = new ArrayList<Instant>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    hours.add(rows.getTimestamp(1).toInstant());
                }
            }
            return hours;
        }
    }
}
