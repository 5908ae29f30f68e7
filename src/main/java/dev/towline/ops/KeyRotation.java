package dev.towline.ops;

import dev.towline.alert.Alerts;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import io.agroal.api.AgroalDataSource;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Seals again under the first key what lies sealed under another: {@code POST /keys/renew} on the management port, which is not to be reached
 * from outside. It may be asked again at any time, and while the application works. What lives for days only is left to its end: bodies, guides, questions of SNS.
 */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    private interface Purpose {
        String of(TenantId tenant, ResultSet row) throws SQLException;
    }

    /** A column with sealed values. */
    private record Place(String table, String column, String id, Purpose purpose) {}

    private static final List<Place> PLACES = List.of(
            new Place("tenant", "shared_secret", "null", (tenant, row) -> Tenants.purpose(tenant)),
            new Place("tenant", "previous_secret", "null", (tenant, row) -> Tenants.purpose(tenant)),
            new Place("integration", "signing_secret", "integration_id", (tenant, row) -> Integrations.purpose(tenant, new IntegrationId(row.getObject(2, UUID.class)))),
            new Place("integration", "previous_secret", "integration_id", (tenant, row) -> Integrations.purpose(tenant, new IntegrationId(row.getObject(2, UUID.class)))),
            new Place("alert_target", "url", "null", (tenant, row) -> Alerts.purpose(tenant)));

    /** @param lost what nobody can open, as a rule because its key is not configured */
    record Renewed(int values, int lost) {

        private Renewed and(Renewed more) {
            return new Renewed(values + more.values, lost + more.lost);
        }
    }

    private final AgroalDataSource database;
    private final SecretKeys keys;

    KeyRotation(AgroalDataSource database, SecretKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    void open(@Observes ManagementInterface management) {
        management.router().post("/keys/renew").blockingHandler(this::renew);
    }

    private void renew(RoutingContext call) {
        try (var connection = database.getConnection()) {
            var all = new Renewed(0, 0);
            for (var tenant : tenants(connection)) {
                all = all.and(renew(connection, tenant));
            }
            LOG.infof("secrets sealed again under the first key: %d, lost: %d", all.values(), all.lost());
            call.response().setStatusCode(all.lost() == 0 ? 200 : 409).putHeader("Content-Type", "text/plain; charset=utf-8").end(
                    "Sealed again under the first key: " + all.values() + ".\n"
                            + (all.lost() == 0 ? "" : "Sealed under a key that is not in TOWLINE_SECRET_KEYS: " + all.lost() + ". Put that key back at the end of the list, and ask again.\n"));
        } catch (SQLException e) {
            call.fail(e);
        }
    }

    Renewed renew(Connection connection, TenantId tenant) throws SQLException {
        var all = new Renewed(0, 0);
        for (var place : PLACES) {
            all = all.and(renew(connection, tenant, place));
        }
        return all;
    }

    private Renewed renew(Connection connection, TenantId tenant, Place place) throws SQLException {
        var renewed = 0;
        var lost = 0;
        try (var select = connection.prepareStatement("select %1$s, %2$s from %3$s where tenant_id = ? and %1$s is not null".formatted(place.column(), place.id(), place.table()));
                // Whoever replaced the value meanwhile sealed it under the first key.
                var update = connection.prepareStatement("update %1$s set %2$s = ? where tenant_id = ? and %2$s = ?".formatted(place.table(), place.column()))) {
            select.setObject(1, tenant.value());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var sealed = rows.getBytes(1);
                    Optional<byte[]> fresh;
                    try {
                        fresh = keys.renewed(sealed, place.purpose().of(tenant, rows));
                    } catch (IllegalStateException unknownKey) {
                        lost++;
                        continue;
                    }
                    if (fresh.isPresent()) {
                        update.setBytes(1, fresh.get());
                        update.setObject(2, tenant.value());
                        update.setBytes(3, sealed);
                        renewed += update.executeUpdate();
                    }
                }
            }
        }
        return new Renewed(renewed, lost);
    }

    private static List<TenantId> tenants(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select tenant_id from tenant"); var rows = select.executeQuery()) {
            var tenants = new ArrayList<TenantId>();
            while (rows.next()) {
                tenants.add(new TenantId(rows.getObject(1, UUID.class)));
            }
            return tenants;
        }
    }
}
