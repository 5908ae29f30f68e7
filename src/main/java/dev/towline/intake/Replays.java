package dev.towline.intake;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import dev.towline.queue.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Tries a delivery in quarantine again, as a person asked: its kept call goes through the queue and the worker like any other.
 * Asked twice it is handled once, because the first handling takes it out of quarantine.
 */
@ApplicationScoped
public class Replays {

    /** What came of the wish. */
    public enum Answer {
        /** It is on the queue. */
        QUEUED,
        /** This tenant has no such delivery. */
        UNKNOWN,
        /** It is not in quarantine, or its body has expired. */
        NOT_KEPT,
        /** The queue does not take it now. */
        UNAVAILABLE
    }

    private static final Logger LOG = Logger.getLogger(Replays.class);

    /** @param kept whether it is in quarantine, and its call is kept */
    private record Found(IntegrationId integration, Instant receivedAt, boolean kept) {}

    private final DataSource database;
    private final Sender sender;
    private final SecretKeys keys;

    Replays(DataSource database, Sender sender, SecretKeys keys) {
        this.database = database;
        this.sender = sender;
        this.keys = keys;
    }

    public Answer replay(TenantId tenant, DeliveryId id) {
        try {
            var found = find(tenant, id);
            if (found.isEmpty() || !found.get().kept()) {
                return found.isEmpty() ? Answer.UNKNOWN : Answer.NOT_KEPT;
            }
            sender.send(Envelope.replay(id, tenant, found.get().integration(), found.get().receivedAt()).toMessage()).join();
            // Only now: a delivery that was said to wait must be on the queue.
            markWaiting(tenant, id);
            LOG.infof("delivery replayed: tenant=%s delivery=%s", tenant, id);
            return Answer.QUEUED;
        } catch (CompletionException notQueued) {
            LOG.warnf("delivery not replayed: tenant=%s delivery=%s reason=%s", tenant, id, Trouble.describe(notQueued));
            return Answer.UNAVAILABLE;
        } catch (SQLException e) {
            throw new IllegalStateException("the delivery could not be looked up", e);
        }
    }

    /** What a delivery in quarantine said, without its headers, which may hold passwords. Empty when it is not in quarantine or not kept. */
    public Optional<byte[]> content(TenantId tenant, DeliveryId id) {
        try {
            if (find(tenant, id).filter(Found::kept).isEmpty()) {
                return Optional.empty();
            }
            try (var connection = database.getConnection()) {
                return KeptBodies.find(connection, tenant, id).map(sealed -> SealedCall.open(keys, tenant, id, sealed).body());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the delivery could not be looked up", e);
        }
    }

    private Optional<Found> find(TenantId tenant, DeliveryId id) throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement("""
                select integration_id, received_at, outcome in ('quarantined', 'waiting') and exists (
                    select 1 from kept_body where kept_body.tenant_id = delivery.tenant_id and body_id = delivery_id and why = 'quarantine')
                from delivery where tenant_id = ? and delivery_id = ?""")) {
            select.setObject(1, tenant.value());
            select.setObject(2, id.value());
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Found(new IntegrationId(rows.getObject(1, UUID.class)), rows.getTimestamp(2).toInstant(), rows.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    private void markWaiting(TenantId tenant, DeliveryId id) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update delivery set outcome = 'waiting' where tenant_id = ? and delivery_id = ? and outcome = 'quarantined'")) {
            update.setObject(1, tenant.value());
            update.setObject(2, id.value());
            update.executeUpdate();
        }
    }
}
