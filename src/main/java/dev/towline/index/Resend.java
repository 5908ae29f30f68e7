package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a rule of ours says of an entity has changed, though the entity has not: the change log tells of it once more, so that Jira and
 * open pages follow. Wanted in the transaction that changes the rule, and done soon after it by {@link Resending}.
 */
public final class Resend {

    // From one name to the next by the index: deployments are many, environments few.
    private static final String ENVIRONMENTS = """
            with recursive named as (
                (select environment from deployment where tenant_id = ? and integration_id = ? order by environment limit 1)
                union all
                select (select next.environment from deployment next
                    where next.tenant_id = ? and next.integration_id = ? and next.environment > named.environment order by next.environment limit 1)
                from named where named.environment is not null)
            select environment from named where environment is not null limit ?
            """;

    // An environment for each branch adds up, but each goes with its branch.
    private static final int ENVIRONMENTS_LIMIT = 10_000;

    // A walk under way begins again: what it passed was told by the rule of before.
    private static final String WANT = """
            insert into resend (tenant_id, integration_id, kind, which, repository, entity) select ?, ?, ?, unnest(?::text[]), '', ''
            on conflict (tenant_id, integration_id, kind, which) do update set repository = '', entity = ''
            """;

    /** In place of a person. No name is looked up that is only a star. */
    public static final String EVERYBODY = "*";

    private Resend() {}

    /** The environments to which this integration's repositories were deployed, by name; the first {@code limit}. */
    public static List<String> environments(Connection connection, TenantId tenant, IntegrationId integration, int limit) throws SQLException {
        try (var names = new Scope(connection, tenant, integration).query(ENVIRONMENTS)) {
            return names.value(tenant.value()).value(integration).value(limit).rows(row -> row.getString("environment"));
        }
    }

    /** The deployments to these environments are told once more. */
    public static void deployments(Connection connection, TenantId tenant, IntegrationId integration, Predicate<String> to) throws SQLException {
        var environments = environments(connection, tenant, integration, ENVIRONMENTS_LIMIT).stream().filter(to).toList();
        want(new Scope(connection, tenant, integration), Change.Kind.DEPLOYMENT, environments);
    }

    /** What this person wrote or reviews is told once more. */
    public static void of(Connection connection, TenantId tenant, IntegrationId integration, String person) throws SQLException {
        var scope = new Scope(connection, tenant, integration);
        for (var kind : List.of(Change.Kind.COMMIT, Change.Kind.BRANCH, Change.Kind.PULL_REQUEST)) {
            want(scope, kind, List.of(person));
        }
    }

    /** What anybody wrote or reviews is told once more: cheaper than one by one where many are concerned. */
    public static void ofEverybody(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        of(connection, tenant, integration, EVERYBODY);
    }

    private static void want(Scope scope, Change.Kind kind, Collection<String> which) throws SQLException {
        try (var want = scope.query(WANT)) {
            want.value(kind.name().toLowerCase(Locale.ROOT)).texts(which, name -> name).execute();
        }
    }
}
