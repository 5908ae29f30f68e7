package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.index.ChangeLog;
import dev.towline.index.Development;
import dev.towline.index.Development.EntityId;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what a round needs, in one transaction that sees one moment: otherwise an entity could carry the state of one moment
 * and the position of another, and Jira would keep the older state for good.
 *
 * @param more whether the log goes on after this stretch
 */
record Snapshot(Wanted wanted, Known known, boolean more) {

    /** Changes of one round: so many that commits of one repository fill whole requests, so few that a long backlog is brought over in steps that are kept one by one. */
    static final int CHANGES = 3 * Plan.PER_KIND;

    static Snapshot read(Connection connection, Lease lease, Instant refusedBefore) throws SQLException {
        var tenant = lease.tenant();
        var after = lease.position();
        try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            // A plan that the session made for a single commit on an idle day reads a whole table for a thousand of a backlog.
            statement.execute("set local plan_cache_mode = force_custom_plan");
        }
        var changes = ChangeLog.after(connection, tenant, after, CHANGES);
        var wanted = Wanted.of(changes, after);
        var refused = Sent.refusedBefore(connection, tenant, refusedBefore);
        refused.forEach(wanted::add);
        var again = new HashSet<>(refused.keySet());
        for (var known : wanted.known().entrySet()) {
            for (var entity : Sent.unknownBefore(connection, tenant, known.getKey())) {
                wanted.add(entity, known.getValue());
                again.add(entity);
            }
        }
        var goneIntegrations = new HashMap<IntegrationId, Set<Api>>();
        for (var integration : wanted.integrations()) {
            if (!exists(connection, tenant, integration)) {
                goneIntegrations.put(integration, lease.unsure() ? EnumSet.allOf(Api.class) : Sent.where(connection, tenant, integration));
            }
        }
        var goneRepositories = new HashMap<RepositoryId, Set<Api>>();
        for (var renamedOrGone : wanted.repositories().entrySet()) {
            var repository = renamedOrGone.getKey();
            var view = Development.repository(connection, tenant, repository.integration(), repository.repository());
            if (view.isPresent() && !view.get().removed()) {
                Sent.carriers(connection, tenant, repository).forEach(carrier -> wanted.add(carrier, renamedOrGone.getValue()));
                // What an earlier attempt told under the old name, Jira must take again under the new one.
                wanted.raise(repository, renamedOrGone.getValue());
            } else {
                var where = lease.unsure() ? EnumSet.allOf(Api.class) : Sent.where(connection, tenant, repository);
                if (!where.isEmpty()) {
                    goneRepositories.put(repository, where);
                }
            }
        }
        var commits = Development.commits(connection, tenant, ids(wanted, Entity.Kind.COMMIT));
        var branches = Development.branches(connection, tenant, ids(wanted, Entity.Kind.BRANCH));
        var pullRequests = Development.pullRequests(connection, tenant, ids(wanted, Entity.Kind.PULL_REQUEST));
        var known = new Known(
                commits, branches, pullRequests,
                Development.builds(connection, tenant, ids(wanted, Entity.Kind.BUILD)),
                Development.deployments(connection, tenant, ids(wanted, Entity.Kind.DEPLOYMENT)),
                Wording.read(connection, tenant, commits, branches, pullRequests),
                told(connection, lease, wanted), again, goneRepositories, goneIntegrations);
        return new Snapshot(wanted, known, changes.size() == CHANGES);
    }

    /** What may have reached Jira unanswered counts as told, so that it is erased when it is gone by now. */
    private static Map<Entity, Known.Told> told(Connection connection, Lease lease, Wanted wanted) throws SQLException {
        var told = Sent.of(connection, lease.tenant(), wanted.entities().keySet());
        if (lease.unsure()) {
            wanted.entities().keySet().forEach(entity -> told.merge(entity, Known.Told.MAYBE, (answered, maybe) -> answered.there() ? answered : maybe));
        }
        return told;
    }

    private static Set<EntityId> ids(Wanted wanted, Entity.Kind kind) {
        return wanted.entities().keySet().stream().filter(entity -> entity.kind() == kind).map(Entity::id).collect(Collectors.toSet());
    }

    private static boolean exists(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from integration where tenant_id = ? and integration_id = ?")) {
            query.setObject(1, tenant.value());
            query.setObject(2, integration.value());
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
