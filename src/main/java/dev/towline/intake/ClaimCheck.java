package dev.towline.intake;

import dev.towline.jira.TenantId;
import dev.towline.queue.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Where a sealed call waits that the queue cannot hold: in S3 where there is a bucket, else in PostgreSQL, which is also the way
 * out when S3 fails. The message on the queue says which. Whatever goes wrong here, nothing stays for good: the bucket's
 * lifecycle and {@link Expiry} end it.
 */
@ApplicationScoped
class ClaimCheck {

    private static final Logger LOG = Logger.getLogger(ClaimCheck.class);

    private final BodiesBucket bucket;
    private final DataSource database;
    private final Clock clock;

    ClaimCheck(BodiesBucket bucket, DataSource database, Clock clock) {
        this.bucket = bucket;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps the call of this envelope, and returns the envelope without it, which says where it is.
     *
     * @throws SQLException when no place took it
     */
    Envelope keep(Envelope whole) throws SQLException {
        if (bucket.isThere()) {
            try {
                bucket.put(whole.tenantId(), whole.deliveryId(), whole.sealed());
                return whole.withoutCall(bucket.name());
            } catch (RuntimeException unreachable) {
                LOG.warnf("S3 did not take the body of delivery %s (%s): PostgreSQL gets it", whole.deliveryId(), Trouble.describe(unreachable));
            }
        }
        try (var connection = database.getConnection()) {
            KeptBodies.keep(connection, whole.tenantId(), whole.deliveryId(), whole.sealed(), KeptBodies.Why.OVERSIZE, clock.instant());
        }
        return whole.withoutCall(null);
    }

    /** The sealed call; empty when it is no longer kept. */
    Optional<byte[]> find(Envelope envelope) throws SQLException {
        if (envelope.sealed() != null) {
            return Optional.of(envelope.sealed());
        }
        if (envelope.bucket() != null) {
            return bucket.get(envelope.bucket(), envelope.tenantId(), envelope.deliveryId());
        }
        try (var connection = database.getConnection()) {
            return KeptBodies.find(connection, envelope.tenantId(), envelope.deliveryId());
        }
    }

    /** After the delivery is committed, or was never accepted: the call is not kept any longer. One in quarantine stays. */
    void forget(Envelope envelope) {
        if (envelope.sealed() != null) {
            return;
        }
        try {
            if (envelope.bucket() != null) {
                bucket.delete(envelope.bucket(), envelope.tenantId(), envelope.deliveryId());
            } else {
                forget(envelope.tenantId(), envelope.deliveryId());
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("the body of delivery %s stays until it expires: %s", envelope.deliveryId(), Trouble.describe(e));
        }
    }

    private void forget(TenantId tenant, DeliveryId id) throws SQLException {
        try (var connection = database.getConnection()) {
            KeptBodies.handled(connection, tenant, id);
        }
    }
}
