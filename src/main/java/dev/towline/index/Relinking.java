package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.SiteProjects;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * Brings a tenant's links in line when its projects or an integration's allow-list changed: in small steps, each a
 * transaction with its changes in the log, so that Jira and open pages follow. That it is wanted is kept until all is done;
 * a node that dies leaves the rest to another, and two at once only find each other's work done.
 */
final class Relinking {

    private final DataSource database;
    private final Wakeups wakeups;
    private final Clock clock;

    Relinking(DataSource database, Wakeups wakeups, Clock clock) {
        this.database = database;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    List<TenantId> wanted() throws SQLException {
        return within(SiteProjects::relinkingWanted);
    }

    /** Does all of it. */
    void run(TenantId tenant) throws SQLException {
        // Before the first look: what is wanted meanwhile is wanted still afterwards.
        var wanted = within(connection -> SiteProjects.relinkingWantedOf(connection, tenant));
        for (var integration : within(connection -> LinkRules.integrations(connection, tenant))) {
            var sweep = new Sweep();
            var more = true;
            while (more) {
                more = step(tenant, integration, sweep);
            }
        }
        within(connection -> {
            SiteProjects.relinked(connection, tenant, wanted);
            return null;
        });
    }

    private boolean step(TenantId tenant, IntegrationId integration, Sweep sweep) throws SQLException {
        record Stepped(boolean more, long before, long head) {}
        var stepped = within(connection -> {
            var before = ChangeLog.lock(connection, tenant, clock.instant());
            var rules = LinkRules.find(connection, tenant, integration);
            var more = rules.isPresent() && sweep.step(new Scope(connection, tenant, integration), rules.get(), clock.instant());
            return new Stepped(more, before, ChangeLog.head(connection, tenant));
        });
        if (stepped.head() > stepped.before()) {
            wakeups.reached(tenant, stepped.head());
        }
        return stepped.more();
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T within(Work<T> work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
