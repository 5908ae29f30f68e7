package dev.towline.intake;

import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes the record of each delivery, within the worker's transaction. */
final class DeliveryRows {

    private DeliveryRows() {}

    /** Whether this message is to be handled: not one that the queue brings again after our commit; of a replay, while nobody could read the delivery. */
    static boolean isOpen(Connection connection, TenantId tenant, DeliveryId id, boolean isReplay) throws SQLException {
        try (var select = connection.prepareStatement("select outcome in ('quarantined', 'waiting') from delivery where tenant_id = ? and delivery_id = ?")) {
            select.setObject(1, tenant.value());
            select.setObject(2, id.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? isReplay && rows.getBoolean(1) : !isReplay;
            }
        }
    }

    /** The delivery that said the same before, where the git server sent it again. */
    static Optional<DeliveryId> sameAs(Connection connection, TenantId tenant, IntegrationId integration, byte[] contentKey) throws SQLException {
        try (var select = connection.prepareStatement("select delivery_id from delivery where tenant_id = ? and integration_id = ? and content_key = ?")) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            select.setBytes(3, contentKey);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(new DeliveryId(rows.getObject(1, UUID.class))) : Optional.empty();
            }
        }
    }

    /**
     * Records what became of it, over what a replayed one was before.
     *
     * @param contentKey what makes a repeat recognisable, or null where a repeat must be looked at again
     */
    static void record(Connection connection, Delivery delivery, Outcome outcome, String senderId, byte[] contentKey, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into delivery (tenant_id, delivery_id, integration_id, received_at, handled_at, event, repository, outcome, reason,
                                      sender_id, content_key, bytes, issue_keys, entities)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, delivery_id) do update set
                    handled_at = excluded.handled_at, event = excluded.event, repository = excluded.repository, outcome = excluded.outcome,
                    reason = excluded.reason, sender_id = excluded.sender_id, content_key = excluded.content_key, bytes = excluded.bytes,
                    issue_keys = excluded.issue_keys, entities = excluded.entities""")) {
            insert.setObject(1, delivery.tenant().value());
            insert.setObject(2, delivery.id().value());
            insert.setObject(3, delivery.integration().value());
            insert.setTimestamp(4, Timestamp.from(delivery.receivedAt()));
            insert.setTimestamp(5, Timestamp.from(now));
            insert.setString(6, outcome.event());
            insert.setString(7, outcome.repository());
            insert.setString(8, outcome.kind().code());
            insert.setString(9, outcome.reason());
            insert.setString(10, Outcome.brief(senderId));
            insert.setBytes(11, contentKey);
            insert.setInt(12, delivery.incoming().body().length);
            insert.setArray(13, connection.createArrayOf("text", outcome.issueKeys().stream().map(IssueKey::value).toArray()));
            insert.setInt(14, outcome.entities());
            insert.executeUpdate();
        }
    }

    /**
     * Notes which changes of the log are the delivery's.
     *
     * @param before where the log stood before it
     * @param head   the position of the change that closes it
     */
    static void place(Connection connection, TenantId tenant, DeliveryId id, long before, long head) throws SQLException {
        try (var update = connection.prepareStatement("update delivery set position = ?, changes = ? where tenant_id = ? and delivery_id = ?")) {
            update.setLong(1, head);
            update.setInt(2, (int) (head - before - 1));
            update.setObject(3, tenant.value());
            update.setObject(4, id.value());
            update.executeUpdate();
        }
    }

    /** Whether the integration is still there; asked under the tenant's lock, which its deletion takes, too. */
    static boolean hasIntegration(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var select = connection.prepareStatement("select 1 from integration where tenant_id = ? and integration_id = ?")) {
            select.setObject(1, tenant.value());
            select.setObject(2, integration.value());
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Notes on the integration that an authentic delivery arrived, and which hook URL and secret the git server has. */
    static void noteArrival(Connection connection, Delivery delivery, Proof proof) throws SQLException {
        try (var update = connection.prepareStatement("""
                update integration set first_delivery_at = least(first_delivery_at, arrived), last_delivery_at = greatest(last_delivery_at, arrived),
                    token_used_at = case when token_hash = by_token then greatest(token_used_at, arrived) else token_used_at end,
                    previous_token_used_at = case when previous_token = by_token then greatest(previous_token_used_at, arrived) else previous_token_used_at end,
                    secret_used_at = case when signing_secret = by_secret then greatest(secret_used_at, arrived) else secret_used_at end,
                    previous_secret_used_at = case when previous_secret = by_secret then greatest(previous_secret_used_at, arrived) else previous_secret_used_at end
                from (select ?::timestamptz, ?::bytea, ?::bytea) as noted (arrived, by_token, by_secret)
                where tenant_id = ? and integration_id = ?""")) {
            update.setTimestamp(1, Timestamp.from(delivery.receivedAt()));
            update.setBytes(2, proof.tokenHash());
            update.setBytes(3, proof.sealedSecret());
            update.setObject(4, delivery.tenant().value());
            update.setObject(5, delivery.integration().value());
            update.executeUpdate();
        }
        SpokenHours.note(connection, delivery.tenant(), delivery.integration(), delivery.receivedAt());
    }

    /** Forgets an integration's deliveries and their bodies. */
    static void erase(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var bodies = connection.prepareStatement("""
                        delete from kept_body using delivery
                        where kept_body.tenant_id = ? and delivery.tenant_id = kept_body.tenant_id
                          and delivery.delivery_id = kept_body.body_id and delivery.integration_id = ?""");
                var deliveries = connection.prepareStatement("delete from delivery where tenant_id = ? and integration_id = ?");
                var hours = connection.prepareStatement("delete from spoken_hour where tenant_id = ? and integration_id = ?");
                var days = connection.prepareStatement("delete from delivery_day where tenant_id = ? and integration_id = ?")) {
            for (var delete : List.of(bodies, deliveries, hours, days)) {
                delete.setObject(1, tenant.value());
                delete.setObject(2, integration.value());
                delete.executeUpdate();
            }
        }
    }

    /** Counted from when it was last handled: the body of one that went back into quarantine is kept for as long. */
    static int dropOlderThan(Connection connection, Instant limit) throws SQLException {
        try (var delete = connection.prepareStatement("delete from delivery where handled_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(limit));
            return delete.executeUpdate();
        }
    }

    /** The same of integrations that keep them for a shorter time, with what of them could not be read. */
    static int dropAsIntegrationsWish(Connection connection, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement("""
                with gone as (
                    delete from delivery using integration
                    where integration.kept_days < 30 and delivery.tenant_id = integration.tenant_id and delivery.integration_id = integration.integration_id
                      and delivery.handled_at < ?::timestamptz - make_interval(days => integration.kept_days)
                    returning delivery.tenant_id, delivery.delivery_id),
                bodies as (
                    delete from kept_body using gone
                    where kept_body.tenant_id = gone.tenant_id and kept_body.body_id = gone.delivery_id and kept_body.why = 'quarantine')
                select count(*) from gone""")) {
            delete.setTimestamp(1, Timestamp.from(now));
            try (var rows = delete.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
