package dev.towline.integration;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import jakarta.transaction.Status;
import org.jboss.logging.Logger;

/**
 * Hook tokens that were in force once, in memory, so that the door can answer 404 without a database. Another node learns of a
 * rotation within seconds; until then, and beyond the number held here, the worker refuses what the door let pass.
 */
@ApplicationScoped
public class RetiredTokens {

    private static final Logger LOG = Logger.getLogger(RetiredTokens.class);
    // 10 MB of memory at the most; a site rotates a handful a year.
    private static final int HELD = 100_000;
    // Transactions that were slow to commit may be dated a little earlier than what we have read.
    private static final int OVERLAP_SECONDS = 60;

    private final Set<ByteBuffer> hashes = ConcurrentHashMap.newKeySet();
    private final DataSource database;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private volatile Instant readUntil = Instant.EPOCH;

    RetiredTokens(DataSource database, TransactionSynchronizationRegistry transaction, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Whether this token is known to be no longer in force. */
    public boolean holds(HookToken token) {
        return hashes.contains(ByteBuffer.wrap(token.hash()));
    }

    /** Retires a token of the integration when the present transaction commits. */
    void add(Integration integration, byte[] tokenHash, Instant now) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into retired_hook_token (tenant_id, token_hash, integration_id, retired_at) values (?, ?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, integration.tenantId);
            insert.setBytes(2, tokenHash);
            insert.setObject(3, integration.integrationId);
            insert.setTimestamp(4, Timestamp.from(now));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the old hook URL could not be retired", e);
        }
        var hash = ByteBuffer.wrap(tokenHash.clone());
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do before the outcome is known.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    hashes.add(hash);
                }
            }
        });
    }

    void readAtStart(@Observes StartupEvent start) {
        readNew();
    }

    /** Retires replaced hook URLs whose overlap has ended; before this the worker refuses them. Two nodes at once do it once. */
    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void retireEnded() {
        var now = Timestamp.from(clock.instant());
        try (var connection = database.getConnection(); var insert = connection.prepareStatement("""
                insert into retired_hook_token (tenant_id, token_hash, integration_id, retired_at)
                select tenant_id, previous_token, integration_id, ? from integration
                where previous_token is not null and token_rotated_at <= ? and not exists (
                    select 1 from retired_hook_token retired where retired.tenant_id = integration.tenant_id and retired.token_hash = previous_token)
                on conflict do nothing""")) {
            insert.setTimestamp(1, now);
            insert.setTimestamp(2, now);
            insert.executeUpdate();
        } catch (SQLException e) {
            LOG.warnf("hook URLs whose overlap has ended could not be retired (%s): the worker refuses them until they are", e.getMessage());
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void readNew() {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select token_hash, retired_at from retired_hook_token where retired_at > ? order by retired_at desc limit ?")) {
            select.setTimestamp(1, Timestamp.from(readUntil.equals(Instant.EPOCH) ? readUntil : readUntil.minusSeconds(OVERLAP_SECONDS)));
            select.setInt(2, HELD);
            try (var rows = select.executeQuery()) {
                while (rows.next() && hashes.size() < HELD) {
                    hashes.add(ByteBuffer.wrap(rows.getBytes(1)));
                    var retiredAt = rows.getTimestamp(2).toInstant();
                    readUntil = retiredAt.isAfter(readUntil) ? retiredAt : readUntil;
                }
            }
        } catch (SQLException e) {
            LOG.warnf("retired hook URLs could not be read (%s): the worker refuses them until they can", e.getMessage());
        }
    }
}
