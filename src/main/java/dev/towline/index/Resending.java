package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Tells of entities once more where {@link Resend} wants it: in small steps, each a transaction under the tenant's lock that appends
 * its changes and moves the walk on. A node that dies leaves the rest to another; two at once take turns.
 */
final class Resending {

    // As of a relinking: a delivery that waits for the tenant's lock meanwhile does not notice.
    private static final int STEP = 500;

    // As many sites as one look takes up beside each other; the next look is seconds away.
    private static final int TENANTS = 20;

    private static final String NEXT_WALK = """
            select integration_id, kind, which, repository, entity from resend
            where tenant_id = ? order by integration_id, kind, which limit 1 for update
            """;

    /** Of each kind the entities of {@code which}, from where the walk stands, with the keys that they are linked to. */
    private static final Map<String, String> NEXT_ENTITIES = Map.of(
            "deployment", entities("deployment", "deployment", "deployment", "it.environment = own.which"),
            "commit", entities("commit", "git_commit", "sha", names("it")),
            // A branch carries its last commit to Jira, and a pull request its reviewers.
            "branch", entities("branch", "branch", "name", """
                    exists (select 1 from git_commit head where (head.tenant_id, head.integration_id, head.repository, head.sha)
                        = (it.tenant_id, it.integration_id, it.repository, it.head) and %s)""".formatted(names("head"))),
            "pull_request", entities("pull_request", "pull_request", "number", """
                    (%s or exists (select 1 from review made where (made.tenant_id, made.integration_id, made.repository, made.number)
                        = (it.tenant_id, it.integration_id, it.repository, it.number) and own.which in (lower(made.username), lower(made.name)))
                      or exists (select 1 from jsonb_array_elements(it.requested) as asked where own.which in (lower(asked ->> 'username'), lower(asked ->> 'name'))))
                    """.formatted(names("it"))));

    private static final String MOVE = "update resend set repository = ?, entity = ? where tenant_id = ? and integration_id = ? and kind = ? and which = ?";

    private static final String END = "delete from resend where tenant_id = ? and integration_id = ? and kind = ? and which = ?";

    private record Walk(IntegrationId integration, String kind, String which, String repository, String entity) {}

    private final DataSource database;
    private final Wakeups wakeups;
    private final Clock clock;

    Resending(DataSource database, Wakeups wakeups, Clock clock) {
        this.database = database;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    List<TenantId> wanted() throws SQLException {
        try (var connection = database.getConnection(); var tenants = connection.prepareStatement("select distinct tenant_id from resend limit " + TENANTS)) {
            var wanted = new java.util.ArrayList<TenantId>();
            try (var rows = tenants.executeQuery()) {
                while (rows.next()) {
                    wanted.add(new TenantId(rows.getObject(1, UUID.class)));
                }
            }
            return wanted;
        }
    }

    /** Does all of it. */
    void run(TenantId tenant) throws SQLException {
        while (step(tenant)) {
            // Each step is whole.
        }
    }

    private boolean step(TenantId tenant) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var before = ChangeLog.lock(connection, tenant, clock.instant());
                var walk = next(connection, tenant);
                if (walk.isPresent()) {
                    step(new Scope(connection, tenant, walk.get().integration()), walk.get());
                }
                var head = ChangeLog.head(connection, tenant);
                connection.commit();
                if (head > before) {
                    wakeups.reached(tenant, head);
                }
                return walk.isPresent();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Optional<Walk> next(Connection connection, TenantId tenant) throws SQLException {
        try (var next = Query.of(connection, tenant, NEXT_WALK)) {
            return next.rows(row -> new Walk(
                    Views.integration(row), row.getString("kind"), row.getString("which"), row.getString("repository"), row.getString("entity"))).stream().findFirst();
        }
    }

    private void step(Scope scope, Walk walk) throws SQLException {
        List<Change.Draft> drafts;
        try (var entities = scope.query(NEXT_ENTITIES.get(walk.kind()))) {
            drafts = entities.value(walk.which()).value(walk.repository()).value(walk.entity()).rows(row -> {
                Set<IssueKey> keys = ChangeLog.keys(row, "issue_keys");
                return new Change.Draft(Entity.kindOf(walk.kind()), scope.integration(), row.getString("repository"), row.getString("entity"), keys);
            });
        }
        ChangeLog.append(scope.connection(), scope.tenant(), drafts, clock.instant());
        if (drafts.size() < STEP) {
            try (var end = scope.query(END).value(walk.kind()).value(walk.which())) {
                end.execute();
            }
        } else {
            var last = drafts.getLast();
            try (var move = scope.connection().prepareStatement(MOVE)) {
                move.setString(1, last.repository());
                move.setString(2, last.entity());
                move.setObject(3, scope.tenant().value());
                move.setObject(4, scope.integration().value());
                move.setString(5, walk.kind());
                move.setString(6, walk.which());
                move.executeUpdate();
            }
        }
    }

    private static String entities(String kind, String table, String name, String which) {
        return """
                with own as (select ?::uuid as tenant_id, ?::uuid as integration_id, ?::text as which)
                select it.repository, it.%3$s as entity, array_agg(link.issue_key order by link.issue_key) as issue_keys
                from own join %2$s it using (tenant_id, integration_id)
                join issue_link link on (link.tenant_id, link.integration_id, link.repository, link.kind, link.entity)
                    = (it.tenant_id, it.integration_id, it.repository, '%1$s', it.%3$s)
                where %4$s and (it.repository, it.%3$s) > (?, ?)
                group by it.repository, it.%3$s order by it.repository, it.%3$s limit %5$d
                """.formatted(kind, table, name, which, STEP);
    }

    private static String names(String of) {
        return "(own.which = '%2$s' or own.which in (lower(%1$s.author_email), lower(%1$s.author_username), lower(%1$s.author_name)))".formatted(of, Resend.EVERYBODY);
    }
}
