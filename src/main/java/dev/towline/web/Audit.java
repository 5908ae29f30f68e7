package dev.towline.web;

import dev.towline.jira.TenantId;
import dev.towline.jira.Viewer;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Who did what to a site's integrations, and when. A deed and its entry are one transaction: neither is there without the other. */
@ApplicationScoped
class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);

    static final int PAGE = 50;
    // Auditors look at the year that ended, and at the one before it for comparison.
    private static final Duration KEPT = Duration.ofDays(2 * 366);

    /**
     * @param deed  see {@link Deed#code}
     * @param named what the integration or delivery was called then
     */
    record Entry(UUID id, Instant at, String account, String deed, String subject, String named) {}

    /** @param next where the following page begins; empty on the last */
    record Page(List<Entry> items, Optional<UUID> next) {}

    private final DataSource database;
    private final Clock clock;

    Audit(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Within the caller's transaction, where there is one. */
    void note(Viewer viewer, Deed deed, String subject, String named) {
        try (var connection = database.getConnection(); var insert = connection.prepareStatement(
                "insert into audit (tenant_id, at, audit_id, account_id, deed, subject, named) values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, viewer.tenant().id().value());
            insert.setTimestamp(2, Timestamp.from(clock.instant()));
            insert.setObject(3, UUID.randomUUID());
            insert.setString(4, viewer.accountId());
            insert.setString(5, deed.code());
            insert.setString(6, subject);
            insert.setString(7, named);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the deed could not be written down", e);
        }
    }

    /** @param before where the page before this one ended */
    Page page(TenantId tenant, Optional<UUID> before) {
        var sql = "select audit_id, at, account_id, deed, subject, named from audit where tenant_id = ?"
                + (before.isPresent() ? " and (at, audit_id) < (select at, audit_id from audit where tenant_id = ? and audit_id = ?)" : "")
                + " order by at desc, audit_id desc limit " + (PAGE + 1);
        try (var connection = database.getConnection(); var select = connection.prepareStatement(sql)) {
            select.setObject(1, tenant.value());
            if (before.isPresent()) {
                select.setObject(2, tenant.value());
                select.setObject(3, before.get());
            }
            var items = new ArrayList<Entry>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(new Entry(
                            rows.getObject(1, UUID.class), rows.getTimestamp(2).toInstant(), rows.getString(3), rows.getString(4), rows.getString(5), rows.getString(6)));
                }
            }
            return items.size() <= PAGE ? new Page(items, Optional.empty()) : new Page(items.subList(0, PAGE), Optional.of(items.get(PAGE - 1).id()));
        } catch (SQLException e) {
            throw new IllegalStateException("what was written down could not be read", e);
        }
    }

    @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        try (var connection = database.getConnection(); var delete = connection.prepareStatement("delete from audit where at < ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("old audit entries were not dropped; the next day will do it", e);
        }
    }
}
