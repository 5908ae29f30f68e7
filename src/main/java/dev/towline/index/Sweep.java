package dev.towline.index;

import dev.towline.integration.LinkRules;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One walk through an integration's links and held keys, which brings them in line with the projects and the rules of now.
 * Each step is a transaction of its caller, under the tenant's lock, and touches few entities. Whatever ends it midway,
 * another walk finds what is left: it looks only for what is not as it should be.
 */
final class Sweep {

    // As many as a middling push: a delivery that waits for the tenant's lock meanwhile does not notice.
    private static final int STEP = 500;

    private static final String PROJECTS = """
            with own as (select ?::uuid as tenant_id, ?::uuid as integration_id)
            select split_part(issue_key, '-', 1) as project, '' as reason from issue_link join own using (tenant_id, integration_id)
            union
            select split_part(issue_key, '-', 1) as project, reason from held_key join own using (tenant_id, integration_id)
            """;

    private static final String NEXT = """
            with own as (select ?::uuid as tenant_id, ?::uuid as integration_id),
                wrong as (select * from unnest(?::text[], ?::text[]) as wrong (project, reason))
            select distinct repository, kind, entity from (
                select repository, kind, entity, split_part(issue_key, '-', 1) as project, '' as reason
                from issue_link join own using (tenant_id, integration_id)
                union all
                select repository, kind, entity, split_part(issue_key, '-', 1), reason
                from held_key join own using (tenant_id, integration_id)) as named
            where (project, reason) in (select * from wrong) and (repository, kind, entity) > (?, ?, ?)
            order by repository, kind, entity limit %d
            """.formatted(STEP);

    /** How keys of a project stand: linked, where the reason is empty, or held for this reason. */
    private record Standing(String project, String reason) {}

    private Set<Standing> wrong;
    private Entity last;

    /** Does the next step, and says whether there may be more to do. */
    boolean step(Scope scope, LinkRules rules, Instant now) throws SQLException {
        if (wrong == null) {
            wrong = wrong(scope, rules);
        }
        if (wrong.isEmpty()) {
            return false;
        }
        var entities = next(scope);
        if (!entities.isEmpty()) {
            new Application(scope, rules).apply(Told.by(List.of(), new Receipt(now)), new LinkedHashSet<>(entities), now);
            last = entities.getLast();
        }
        return entities.size() == STEP;
    }

    private static Set<Standing> wrong(Scope scope, LinkRules rules) throws SQLException {
        var standings = new HashSet<Standing>();
        try (var projects = scope.query(PROJECTS)) {
            standings.addAll(projects.rows(row -> new Standing(row.getString("project"), row.getString("reason"))));
        }
        var named = new HashSet<String>();
        standings.forEach(standing -> named.add(standing.project()));
        var linking = Linking.ofProjects(scope, rules, named);
        standings.removeIf(standing -> linking.held(standing.project()).map(HeldKey::code).orElse("").equals(standing.reason()));
        return standings;
    }

    private List<Entity> next(Scope scope) throws SQLException {
        try (var next = scope.query(NEXT).texts(wrong, Standing::project).texts(wrong, Standing::reason)
                .value(last == null ? "" : last.repository()).value(last == null ? "" : last.kindCode()).value(last == null ? "" : last.id())) {
            return next.rows(row -> new Entity(Entity.kindOf(row.getString("kind")), row.getString("repository"), row.getString("entity")));
        }
    }
}
