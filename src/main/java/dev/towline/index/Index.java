package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies activities. Twice equals once, and any order gives the same state: what is stored is either a fact that never
 * changes (a commit), the newest of its kind by the git server's own time, or by that of the receipt where it tells none, or a function of a set of facts.
 */
public final class Index {

    /** More of them than an ordinary push has. */
    private static final int MANY = 50;

    private static final List<String> TABLES =
            List.of("issue_link", "held_key", "deployment", "build", "review", "pull_request", "tag", "branch", "ref_update", "git_commit", "gap", "recount_part", "resend", "repository");

    /**
     * What one delivery did.
     *
     * @param issueKeys keys found in it that link, whether or not they did before
     * @param held      keys found in it that do not
     * @param entities  commits, branches, tags, pull requests, builds and deployments it told of, whether or not they were new
     * @param changed   whether anything is different now
     */
    public record Applied(Set<IssueKey> issueKeys, Map<IssueKey, HeldKey> held, int entities, boolean changed) {}

    private Index() {}

    /**
     * Applies one delivery's activities within the caller's transaction, and appends a change for every linked entity that is different now.
     * It takes the tenant's lock first, so that what it reads stays as it is until the caller commits.
     *
     * @param rules      the integration's, read under the tenant's lock
     * @param receivedAt when the door accepted the delivery: the same each time that it is applied
     */
    public static Applied apply(
            Connection connection, TenantId tenant, IntegrationId integration, LinkRules rules,
            List<Activity> activities, Instant receivedAt, Instant now) throws SQLException {
        ChangeLog.lock(connection, tenant, now);
        var told = Told.by(activities, new Receipt(receivedAt));
        if (told.entities() > MANY) {
            // The session's plans were made for a push of one commit, maybe when there were few: hundreds are worth new ones.
            try (var statement = connection.createStatement()) {
                statement.execute("set local plan_cache_mode = force_custom_plan");
            }
        }
        var application = new Application(new Scope(connection, tenant, integration), rules);
        var changed = application.apply(told, Set.of(), now);
        var linking = application.linking();
        var keys = told.keys(rules.descriptionKeys());
        return new Applied(linking.linked(keys), linking.held(keys), told.entities(), changed);
    }

    /** Erases all that was indexed from this integration and appends one {@link Change.Kind#INTEGRATION} change. */
    public static void forget(Connection connection, TenantId tenant, IntegrationId integration, Instant now) throws SQLException {
        ChangeLog.lock(connection, tenant, now);
        var scope = new Scope(connection, tenant, integration);
        var keys = Links.keysOf(scope);
        for (var table : TABLES) {
            try (var erase = scope.query("delete from " + table + " where tenant_id = ? and integration_id = ?")) {
                erase.execute();
            }
        }
        ChangeLog.append(connection, tenant, List.of(new Change.Draft(Change.Kind.INTEGRATION, integration, "", "", keys)), now);
    }
}
