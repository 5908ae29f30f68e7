package dev.towline.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;

/** Tickets in PostgreSQL, so that any node can take one. Taking it deletes it, in one statement: two takers cannot both succeed. */
final class TicketStore {

    /** Not yet taken, per account: a page takes its ticket at once, so more is a loop of somebody's. */
    static final int UNTAKEN = 50;

    // Enough to remove more than are given out, few enough that nobody waits for the sweeping.
    private static final int SWEEP = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    TicketStore(Database database) {
        this.database = database;
    }

    /** False when the account has too many tickets that were not taken. */
    boolean keep(Ticket ticket, Subscription subscription, Instant now, Instant expiresAt) {
        return database.with(connection -> {
            sweep(connection, ticket, now);
            try (var insert = connection.prepareStatement("""
                    insert into realtime_ticket (tenant_id, ticket_hash, account_id, channels, expires_at)
                    select ?, ?, ?, ?::jsonb, ?
                    where (select count(*) from realtime_ticket where tenant_id = ? and account_id = ? and expires_at > ?) < ?""")) {
                insert.setObject(1, ticket.tenant().value());
                insert.setBytes(2, ticket.hash());
                insert.setString(3, subscription.account().id());
                insert.setString(4, write(subscription));
                insert.setTimestamp(5, Timestamp.from(expiresAt));
                insert.setObject(6, ticket.tenant().value());
                insert.setString(7, subscription.account().id());
                insert.setTimestamp(8, Timestamp.from(now));
                insert.setInt(9, UNTAKEN);
                return insert.executeUpdate() == 1;
            }
        });
    }

    /** What the ticket admits to; empty when it is unknown, expired or was taken before. */
    Optional<Subscription> take(Ticket ticket, Instant now) {
        return database.with(connection -> {
            try (var delete = connection.prepareStatement("""
                    delete from realtime_ticket where tenant_id = ? and ticket_hash = ?
                    returning account_id, channels, expires_at""")) {
                delete.setObject(1, ticket.tenant().value());
                delete.setBytes(2, ticket.hash());
                var rows = delete.executeQuery();
                return rows.next() && now.isBefore(rows.getTimestamp(3).toInstant())
                        ? Optional.of(read(new Account(ticket.tenant(), rows.getString(1)), rows.getString(2)))
                        : Optional.empty();
            }
        });
    }

    // Rows that another sweeper holds are passed over: waiting for each other could deadlock.
    private static void sweep(Connection connection, Ticket ticket, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement("""
                delete from realtime_ticket where tenant_id = ? and ticket_hash in (
                    select ticket_hash from realtime_ticket where tenant_id = ? and expires_at <= ?
                    limit ? for update skip locked)""")) {
            delete.setObject(1, ticket.tenant().value());
            delete.setObject(2, ticket.tenant().value());
            delete.setTimestamp(3, Timestamp.from(now));
            delete.setInt(4, SWEEP);
            delete.executeUpdate();
        }
    }

    private static String write(Subscription subscription) {
        var json = JsonNodeFactory.instance.objectNode();
        var events = json.putArray("events");
        subscription.events().forEach(events::add);
        var grants = json.putArray("grants");
        for (var grant : subscription.grants()) {
            grants.addObject()
                    .put("channel", grant.channel().ari())
                    .put("issueKey", grant.issueKey())
                    .put("projectId", grant.projectId())
                    .put("at", grant.at().toString());
        }
        return json.toString();
    }

    private static Subscription read(Account account, String text) {
        var json = parse(text);
        var events = new HashSet<String>();
        json.path("events").forEach(event -> events.add(event.asText()));
        var grants = new ArrayList<Grant>();
        json.path("grants").forEach(grant -> grants.add(new Grant(
                Channel.parse(grant.path("channel").asText()).orElseThrow(),
                grant.path("issueKey").asText(),
                grant.path("projectId").asLong(),
                Instant.parse(grant.path("at").asText()))));
        return new Subscription(account, events, grants);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a ticket of ours is not JSON", e);
        }
    }
}
