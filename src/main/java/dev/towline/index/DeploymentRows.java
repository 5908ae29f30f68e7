package dev.towline.index;

import dev.towline.activity.Deployment;
import dev.towline.activity.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Deployments in the database. */
final class DeploymentRows {

    private static final String READ = """
            select * from deployment
            where tenant_id = ? and integration_id = ?
              and (repository, deployment) in (select * from unnest(?::text[], ?::text[]))
            """;

    private static final String WRITE = """
            insert into deployment as known (
                tenant_id, integration_id, repository, deployment, environment, id, name, state, updated_at, url, sha, ref, text_keys, begun_at, succeeded, position)
            select ?, ?, repository, deployment, environment, id, name, state, updated_at, url, sha, ref, string_to_array(text_keys, ' '), begun_at, succeeded, position
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::timestamptz[], ?::boolean[], ?::bigint[])
                as told (repository, deployment, environment, id, name, state, updated_at, url, sha, ref, text_keys, begun_at, succeeded, position)
            on conflict (tenant_id, integration_id, repository, deployment) do update
            set name = excluded.name, state = excluded.state, updated_at = excluded.updated_at, url = excluded.url,
                sha = excluded.sha, ref = excluded.ref, text_keys = excluded.text_keys,
                begun_at = excluded.begun_at, succeeded = excluded.succeeded, position = greatest(known.position, excluded.position)
            """;

    private DeploymentRows() {}

    /** @param touched deployments that the delivery concerns without telling of them */
    static Map<Entity, Settled<DeploymentRow>> settle(Scope scope, Map<Entity, DeploymentRow> told, Collection<Entity> touched) throws SQLException {
        var wanted = Entities.both(told.keySet(), touched);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var known = new HashMap<Entity, DeploymentRow>();
        try (var read = scope.query(READ).texts(wanted, Entity::repository).texts(wanted, Entity::id)) {
            read.rows(DeploymentRows::read).forEach(row -> known.put(row.entity(), row));
        }
        return Settled.of(known, told, DeploymentRow::join);
    }

    static void write(Scope scope, Map<Entity, Settled<DeploymentRow>> settled, Map<Entity, Long> positions) throws SQLException {
        var rows = Entities.toWrite(settled, positions);
        if (rows.isEmpty()) {
            return;
        }
        try (var write = scope.query(WRITE)) {
            write.texts(rows, DeploymentRow::repository)
                    .texts(rows, row -> row.entity().id())
                    .texts(rows, DeploymentRow::environment)
                    .texts(rows, DeploymentRow::id)
                    .texts(rows, DeploymentRow::name)
                    .texts(rows, row -> row.state().name().toLowerCase(Locale.ROOT))
                    .times(rows, DeploymentRow::updatedAt)
                    .texts(rows, DeploymentRow::url)
                    .texts(rows, DeploymentRow::sha)
                    .texts(rows, DeploymentRow::ref)
                    .texts(rows, row -> ChangeLog.joined(row.textKeys()))
                    .times(rows, DeploymentRow::begunAt)
                    .flags(rows, DeploymentRow::succeeded)
                    .positions(rows, row -> positions.getOrDefault(row.entity(), 0L))
                    .execute();
        }
    }

    static DeploymentRow read(ResultSet row) throws SQLException {
        var state = Deployment.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        var updatedAt = Query.time(row, "updated_at");
        var begunAt = Query.time(row, "begun_at");
        var succeeded = row.getObject("succeeded", Boolean.class);
        return new DeploymentRow(
                row.getString("repository"), row.getString("environment"), row.getString("id"), row.getString("name"), state, updatedAt, row.getString("url"),
                row.getString("sha"), row.getString("ref"), List.<IssueKey>copyOf(ChangeLog.keys(row, "text_keys")),
                begunAt == null ? updatedAt : begunAt, succeeded == null ? state == Deployment.State.SUCCESSFUL : succeeded);
    }
}
