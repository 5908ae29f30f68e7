package dev.towline.intake;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a tenant's deliveries is not where it should be. What is on the queue itself cannot be told by tenant; a delivery that had to wait
 * there longer than is usual shows in {@link DeliveryDays}.
 *
 * @param waiting   deliveries that wait in the database, up to {@link #LIMIT}
 * @param oldest    since when the one waits that waits longest
 * @param unread    deliveries in quarantine, those that failed again and again among them, up to {@link #LIMIT}
 */
public record Backlog(int waiting, Optional<Instant> oldest, int unread) {

    /** Beyond it the exact number helps nobody. */
    public static final int LIMIT = 10_000;

    public static Backlog of(Connection connection, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement("""
                select count(*), min(arrived_at), (select count(*) from (
                    select 1 from delivery where tenant_id = ? and outcome = 'quarantined' limit ?) as unread)
                from (select arrived_at from waiting_delivery where tenant_id = ? limit ?) as waiting""")) {
            select.setObject(1, tenant.value());
            select.setInt(2, LIMIT);
            select.setObject(3, tenant.value());
            select.setInt(4, LIMIT);
            try (var rows = select.executeQuery()) {
                rows.next();
                return new Backlog(rows.getInt(1), Optional.ofNullable(rows.getTimestamp(2)).map(Timestamp::toInstant), rows.getInt(3));
            }
        }
    }
}
