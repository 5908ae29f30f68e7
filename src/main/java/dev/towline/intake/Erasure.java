package dev.towline.intake;

import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.index.Wakeups;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.jira.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Deletes an integration with all that came from it: its record, deliveries, kept bodies and index. Jira's copy follows through the change log. */
@ApplicationScoped
public class Erasure {

    private final Integrations integrations;
    private final DataSource database;
    private final Wakeups wakeups;
    private final Clock clock;

    Erasure(Integrations integrations, DataSource database, Wakeups wakeups, Clock clock) {
        this.integrations = integrations;
        this.database = database;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /**
     * Whether there was such an integration.
     *
     * @param witness writes down in the same transaction that it was done
     */
    public boolean erase(TenantId tenant, IntegrationId integration, Runnable witness) {
        var head = QuarkusTransaction.requiringNew().call(() -> eraseWithin(tenant, integration, witness));
        head.ifPresent(position -> wakeups.reached(tenant, position));
        return head.isPresent();
    }

    private OptionalLong eraseWithin(TenantId tenant, IntegrationId integration, Runnable witness) throws SQLException {
        // The connection is the transaction's own: it commits or falls together with Hibernate's.
        try (var connection = database.getConnection()) {
            // The worker takes this lock first, too: a delivery in flight finds the integration gone.
            ChangeLog.lock(connection, tenant, clock.instant());
            if (!integrations.remove(tenant, integration)) {
                return OptionalLong.empty();
            }
            SnsSubscriptions.forget(connection, tenant, integration);
            DeliveryRows.erase(connection, tenant, integration);
            Index.forget(connection, tenant, integration, clock.instant());
            witness.run();
            return OptionalLong.of(ChangeLog.head(connection, tenant));
        }
    }
}
