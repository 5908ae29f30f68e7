package dev.towline.index;

import dev.towline.activity.IssueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys that are found and not linked, in the database: recomputed with the links, in the same transaction. */
final class HeldKeys {

    private static final String DELETE = """
            with own as (select ?::uuid as tenant_id, ?::uuid as integration_id),
                entities as (select * from unnest(?::text[], ?::text[], ?::text[]) as entities (repository, kind, entity)),
                now as (select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as now (repository, kind, entity, issue_key))
            delete from held_key held using own, entities
            where held.tenant_id = own.tenant_id and held.integration_id = own.integration_id
              and (held.repository, held.kind, held.entity) = (entities.repository, entities.kind, entities.entity)
              and (held.repository, held.kind, held.entity, held.issue_key) not in (select * from now)
            """;

    private static final String WRITE = """
            insert into held_key as known (tenant_id, integration_id, repository, kind, entity, issue_key, reason)
            select ?, ?, * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            on conflict (tenant_id, integration_id, repository, kind, entity, issue_key) do update set reason = excluded.reason
            where known.reason <> excluded.reason
            """;

    private record Row(Entity entity, IssueKey key, HeldKey reason) {}

    private HeldKeys() {}

    /** Afterwards these entities have these held keys and no others. */
    static void write(Scope scope, Map<Entity, Map<IssueKey, HeldKey>> held) throws SQLException {
        if (held.isEmpty()) {
            return;
        }
        var rows = rows(held);
        try (var delete = texts(scope.query(DELETE), List.copyOf(held.keySet()))) {
            keys(delete, rows).execute();
        }
        if (!rows.isEmpty()) {
            try (var write = keys(scope.query(WRITE), rows).texts(rows, row -> row.reason().code())) {
                write.execute();
            }
        }
    }

    private static List<Row> rows(Map<Entity, Map<IssueKey, HeldKey>> held) {
        var rows = new ArrayList<Row>();
        held.forEach((entity, keys) -> keys.forEach((key, reason) -> rows.add(new Row(entity, key, reason))));
        return rows;
    }

    private static Query texts(Query query, List<Entity> entities) throws SQLException {
        return query.texts(entities, Entity::repository).texts(entities, Entity::kindCode).texts(entities, Entity::id);
    }

    private static Query keys(Query query, List<Row> rows) throws SQLException {
        return texts(query, rows.stream().map(Row::entity).toList()).texts(rows, row -> row.key().value());
    }
}
