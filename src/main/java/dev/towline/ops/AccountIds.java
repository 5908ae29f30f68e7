package dev.towline.ops;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Where Atlassian account ids are stored for longer than a day, and since when: what the personal data cycle is about. */
final class AccountIds {

    /** What stands where an account was closed. It is no account, and is never reported. */
    static final String UNKNOWN = "unknown";

    /**
     * One column.
     *
     * @param since the column that tells when it was stored
     */
    record Place(String table, String column, String since) {}

    static final List<Place> PLACES = List.of(
            new Place("integration", "created_by", "created_at"),
            new Place("sns_subscription", "confirmed_by", "confirmed_at"),
            new Place("audit", "account_id", "at"),
            new Place("identity", "account_id", "changed_at"));

    /** @param since when the oldest of what is stored of it was stored */
    record Account(String id, Instant since) {}

    private AccountIds() {}

    /** In their order, after {@code after}; {@code ""} for the first. */
    static List<Account> of(Connection connection, TenantId tenant, String after, int limit) throws SQLException {
        var places = String.join(" union all ", PLACES.stream()
                .map(place -> "select tenant_id, %s as account, %s as since from %s".formatted(place.column(), place.since(), place.table())).toList());
        var sql = "select account, min(since) from (" + places + ") as stored where tenant_id = ? and account collate \"C\" > ? and account not in ('', ?)"
                + " group by account order by account collate \"C\" limit ?";
        try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, tenant.value());
            select.setString(2, after);
            select.setString(3, UNKNOWN);
            select.setInt(4, limit);
            var accounts = new ArrayList<Account>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    accounts.add(new Account(rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant()));
                }
            }
            return accounts;
        }
    }

    /** Puts {@link #UNKNOWN} in the place of a closed account. What says whose e-mail that was goes whole. */
    static void erase(Connection connection, TenantId tenant, String account) throws SQLException {
        try (var delete = connection.prepareStatement("delete from identity where tenant_id = ? and account_id = ?")) {
            delete.setObject(1, tenant.value());
            delete.setString(2, account);
            delete.executeUpdate();
        }
        for (var place : PLACES) {
            try (var update = connection.prepareStatement("update %1$s set %2$s = ? where tenant_id = ? and %2$s = ?".formatted(place.table(), place.column()))) {
                update.setString(1, UNKNOWN);
                update.setObject(2, tenant.value());
                update.setString(3, account);
                update.executeUpdate();
            }
        }
    }
}
