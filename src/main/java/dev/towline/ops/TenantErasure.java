package dev.towline.ops;

import dev.towline.index.ChangeLog;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Erases all that belongs to a tenant that was uninstalled: begun within a minute, done within an hour. Which tables there are is
 * asked of the database, so that none is forgotten. It walks over them again until nothing is left and whatever was under way at the
 * time has ended; only then goes the tenant's own row, which is what says that there is work. A node that dies leaves the rest to another.
 *
 * <p>What stays is the hash of each hook URL, so that the door goes on answering 404 to a git server that still calls.
 */
@ApplicationScoped
class TenantErasure {

    private static final Logger LOG = Logger.getLogger(TenantErasure.class);

    // An upload, a delivery or a webhook that was in hand at the time ends before, one way or another.
    static final Duration SETTLED = Duration.ofMinutes(10);
    // Each batch is a transaction, short enough to disturb nobody.
    private static final int BATCH = 10_000;
    private static final int TENANTS = 10;
    private static final Set<String> SPARED = Set.of("tenant", "retired_hook_token");

    private static final String TABLES = """
            select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_schema = current_schema() and column_name = 'tenant_id' and table_type = 'BASE TABLE' order by table_name
            """;

    private final Integrations integrations;
    private final DataSource database;
    private final Clock clock;

    TenantErasure(Integrations integrations, DataSource database, Clock clock) {
        this.integrations = integrations;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            for (var tenant : uninstalled()) {
                erase(tenant);
            }
        } catch (SQLException | RuntimeException trouble) {
            LOG.warn("the erasure of uninstalled tenants stopped; the next look goes on with it", trouble);
        }
    }

    void erase(TenantId tenant) throws SQLException {
        if (!integrations.list(tenant).isEmpty()) {
            removeIntegrations(tenant);
        }
        var erased = 0;
        for (var table : tables()) {
            erased += erase(tenant, table);
        }
        if (erased > 0) {
            LOG.infof("erasing tenant=%s: rows=%d", tenant, erased);
        } else if (isEmpty(tenant)) {
            forget(tenant);
        }
    }

    /** Under the lock that deliveries take: those in flight find no integration afterwards, and no hook URL is in force. */
    private void removeIntegrations(TenantId tenant) {
        QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = database.getConnection()) {
                ChangeLog.lock(connection, tenant, clock.instant());
                integrations.removeAll(tenant);
                return null;
            }
        });
    }

    private int erase(TenantId tenant, String table) throws SQLException {
        // The name comes from the catalog.
        var sql = "delete from " + table + " where ctid = any(array(select ctid from " + table + " where tenant_id = ? limit " + BATCH + "))";
        var erased = 0;
        try (var connection = database.getConnection(); var delete = connection.prepareStatement(sql)) {
            delete.setObject(1, tenant.value());
            for (var batch = BATCH; batch == BATCH; erased += batch) {
                batch = delete.executeUpdate();
            }
        }
        return erased;
    }

    /** To have erased nothing is not to have nothing left: another node may be at it, and hold the very rows. */
    private boolean isEmpty(TenantId tenant) throws SQLException {
        for (var table : tables()) {
            try (var connection = database.getConnection(); var select = connection.prepareStatement("select 1 from " + table + " where tenant_id = ? limit 1")) {
                select.setObject(1, tenant.value());
                try (var rows = select.executeQuery()) {
                    if (rows.next()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void forget(TenantId tenant) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from tenant where tenant_id = ? and state = 'uninstalled' and changed_at < ?")) {
            delete.setObject(1, tenant.value());
            delete.setTimestamp(2, Timestamp.from(clock.instant().minus(SETTLED)));
            if (delete.executeUpdate() > 0) {
                LOG.infof("erased tenant=%s", tenant);
            }
        }
    }

    private List<String> tables() throws SQLException {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(TABLES); var rows = select.executeQuery()) {
            var tables = new ArrayList<String>();
            while (rows.next()) {
                if (!SPARED.contains(rows.getString(1))) {
                    tables.add(rows.getString(1));
                }
            }
            return tables;
        }
    }

    private List<TenantId> uninstalled() throws SQLException {
        try (Connection connection = database.getConnection();
                var select = connection.prepareStatement("select tenant_id from tenant where state = 'uninstalled' order by changed_at limit " + TENANTS);
                var rows = select.executeQuery()) {
            var tenants = new ArrayList<TenantId>();
            while (rows.next()) {
                tenants.add(new TenantId(rows.getObject(1, UUID.class)));
            }
            return tenants;
        }
    }
}
