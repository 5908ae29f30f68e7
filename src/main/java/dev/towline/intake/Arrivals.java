package dev.towline.intake;

import dev.towline.integration.Integration;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What arrived for one integration, newest first: what it takes to say which part of its set-up is right and which is not. */
@ApplicationScoped
public class Arrivals {

    /** A set-up is tried with a handful of calls; of one that has run for long, enough to see every event that is usual. */
    static final int LOOKED_AT = 500;

    /**
     * One delivery.
     *
     * @param outcome as {@link Deliveries.Entry} has it
     * @param reason  in words; {@code ""} when indexed and every key that was found is linked
     */
    public record Arrival(Instant at, String event, String outcome, String reason, List<String> issueKeys) {

        public boolean isBelieved() {
            return !outcome.equals("refused");
        }

        /** Whether all of it was left out by the integration's own rules. */
        public boolean isLeftOut() {
            return outcome.equals("ignored") && (reason.startsWith(Sieve.NO_REPOSITORY) || reason.startsWith(Sieve.NO_BRANCH));
        }

        /** Whether it was refused because it came by a hook URL that was replaced. */
        public boolean cameByReplacedUrl() {
            return !isBelieved() && reason.equals(DeliveryHandler.REPLACED_URL);
        }
    }

    private final DataSource database;

    Arrivals(DataSource database) {
        this.database = database;
    }

    public List<Arrival> of(Integration integration) {
        // Nothing of it is older than itself: that keeps the search short for the new one of a busy site.
        var sql = """
                select received_at, event, outcome, reason, issue_keys from delivery
                where tenant_id = ? and integration_id = ? and received_at >= ?
                order by received_at desc, delivery_id desc limit\s""" + LOOKED_AT;
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, integration.tenant().value());
            select.setObject(2, integration.id().value());
            select.setTimestamp(3, Timestamp.from(integration.createdAt()));
            var arrivals = new ArrayList<Arrival>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    arrivals.add(new Arrival(rows.getTimestamp(1).toInstant(), rows.getString(2), rows.getString(3), rows.getString(4),
                            List.of((String[]) rows.getArray(5).getArray())));
                }
            }
            return arrivals;
        } catch (SQLException e) {
            throw new IllegalStateException("what arrived could not be read", e);
        }
    }
}
