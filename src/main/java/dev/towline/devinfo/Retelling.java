package dev.towline.devinfo;

import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * Gives entities a new place in the log, though nothing of them changed, so that Jira is told of them once more and takes it: a state under
 * a number that Jira has heard already, it ignores. Nobody who looks at an issue is disturbed, for the changes name no issue.
 */
final class Retelling {

    private Retelling() {}

    static void append(Connection connection, TenantId tenant, Collection<Entity> entities, Instant now) throws SQLException {
        if (!entities.isEmpty()) {
            ChangeLog.append(connection, tenant, entities.stream()
                    .map(entity -> new Change.Draft(kind(entity.kind()), entity.integration(), entity.repository(), entity.name(), Set.of())).toList(), now);
        }
    }

    private static Change.Kind kind(Entity.Kind kind) {
        return switch (kind) {
            case COMMIT -> Change.Kind.COMMIT;
            case BRANCH -> Change.Kind.BRANCH;
            case PULL_REQUEST -> Change.Kind.PULL_REQUEST;
            case BUILD -> Change.Kind.BUILD;
            case DEPLOYMENT -> Change.Kind.DEPLOYMENT;
        };
    }
}
