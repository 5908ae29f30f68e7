package dev.towline.intake;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What became of each delivery, newest first, for the administrator who asks. */
@ApplicationScoped
public class Deliveries {

    /** As many as one looks at before asking more precisely. */
    public static final int PAGE = 50;

    /**
     * One delivery, without its body.
     *
     * @param outcome {@code indexed}, {@code ignored}, {@code refused}, {@code quarantined}, or {@code waiting} to be tried again
     * @param reason  in words; {@code ""} when indexed and every key that was found is linked
     * @param changes positions of the changes that it made, from the first up to the one that closes it; empty when that was never noted
     * @param kept    whether its call is still in quarantine, so that {@link Replays} can try again
     */
    public record Entry(
            DeliveryId id, Instant receivedAt, Instant handledAt, IntegrationId integration, String event, String repository, int bytes,
            String outcome, String reason, List<String> issueKeys, int entities, Optional<Span> changes, boolean kept) {}

    /** Positions in the change log, both included. */
    public record Span(long first, long last) {}

    /** @param next where the following page begins; empty on the last */
    public record Page(List<Entry> items, Optional<DeliveryId> next) {}

    /** Which deliveries to show; what is empty does not matter. {@code text} is part of a repository's name, or an event, or an issue key. */
    public record Filter(Optional<IntegrationId> integration, Optional<String> outcome, Optional<String> text) {}

    private static final String SELECT = """
            select delivery_id, received_at, handled_at, integration_id, event, repository, bytes, outcome, reason, issue_keys, entities, position, changes,
                outcome in ('quarantined', 'waiting') and exists (
                    select 1 from kept_body where kept_body.tenant_id = delivery.tenant_id and body_id = delivery_id and why = 'quarantine') as kept
            from delivery where tenant_id = ?""";

    private final DataSource database;
    private final Clock clock;

    Deliveries(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param before where the page before this one ended; unknown ids give an empty page */
    public Page page(TenantId tenant, Filter filter, Optional<DeliveryId> before) {
        var sql = new StringBuilder(SELECT);
        var values = new ArrayList<Object>();
        values.add(tenant.value());
        filter.integration().ifPresent(integration -> and(sql, values, "integration_id = ?", integration.value()));
        filter.outcome().ifPresent(outcome -> and(sql, values, "outcome = ?", outcome));
        filter.text().ifPresent(text -> and(sql, values,
                "(position(lower(?) in lower(repository)) > 0 or event = ? or upper(?) = any(issue_keys))", text, text, text));
        before.ifPresent(id -> and(sql, values,
                "(received_at, delivery_id) < (select received_at, delivery_id from delivery where tenant_id = ? and delivery_id = ?)",
                tenant.value(), id.value()));
        sql.append(" order by received_at desc, delivery_id desc limit ").append(PAGE + 1);
        var items = read(sql.toString(), values);
        var isLast = items.size() <= PAGE;
        return isLast ? new Page(items, Optional.empty()) : new Page(items.subList(0, PAGE), Optional.of(items.get(PAGE - 1).id()));
    }

    /** One delivery, while it is on record. */
    public Optional<Entry> find(TenantId tenant, DeliveryId id) {
        return read(SELECT + " and delivery_id = ?", List.of(tenant.value(), id.value())).stream().findFirst();
    }

    /** The delivery that made this change of the log. Empty when another cause made it, or the delivery is no longer on record. */
    public Optional<Entry> thatMade(TenantId tenant, long position) {
        return read(SELECT + " and position >= ? order by position limit 1", List.of(tenant.value(), position)).stream()
                .filter(entry -> entry.changes().orElseThrow().first() <= position).findFirst();
    }

    /** When the first call came after this time that was not believed. */
    public Optional<Instant> firstRefusalAfter(TenantId tenant, IntegrationId integration, Instant time) {
        return read(SELECT + " and integration_id = ? and outcome = 'refused' and received_at > ? order by received_at limit 1",
                List.of(tenant.value(), integration.value(), Timestamp.from(time))).stream().findFirst().map(Entry::receivedAt);
    }

    /** Whether this integration, which usually speaks, has been silent for unusually long (see {@link Silence}). */
    public boolean isUnusuallySilent(TenantId tenant, IntegrationId integration) {
        try (var connection = database.getConnection()) {
            return Silence.isUnusual(SpokenHours.of(connection, tenant, integration), clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("what an integration is used to could not be read", e);
        }
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Object... parameters) {
        sql.append(" and ").append(condition);
        values.addAll(List.of(parameters));
    }

    private List<Entry> read(String sql, List<Object> values) {
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            var entries = new ArrayList<Entry>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("deliveries could not be read", e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var closing = row.getLong("position");
        return new Entry(
                new DeliveryId(row.getObject("delivery_id", UUID.class)), row.getTimestamp("received_at").toInstant(), row.getTimestamp("handled_at").toInstant(),
                new IntegrationId(row.getObject("integration_id", UUID.class)), row.getString("event"), row.getString("repository"), row.getInt("bytes"),
                row.getString("outcome"), row.getString("reason"), List.of((String[]) row.getArray("issue_keys").getArray()), row.getInt("entities"),
                closing == 0 ? Optional.empty() : Optional.of(new Span(closing - row.getInt("changes"), closing)), row.getBoolean("kept"));
    }
}
