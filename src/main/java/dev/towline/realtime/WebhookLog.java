package dev.towline.realtime;

import dev.towline.index.ChangeLog;
import dev.towline.jira.SiteProjects;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Brings webhooks into the change log, each once. The table {@code jira_webhook} remembers which. */
final class WebhookLog {

    // Jira repeats for 75 minutes at most, SQS while a worker is in trouble. What comes again after that costs pages a look, and no more.
    static final Duration REMEMBERED = Duration.ofDays(2);

    private final DataSource database;

    WebhookLog(DataSource database) {
        this.database = database;
    }

    /** Appends what it means, and commits. @return the log's new head; empty when it changed nothing: it was there before, or means nothing */
    OptionalLong append(Webhook webhook, Instant now) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                // Under the lock that the erasure of an uninstalled tenant takes, too: what comes late must not come back into the database.
                ChangeLog.lock(connection, webhook.tenant(), now);
                if (!isInstalled(connection, webhook)) {
                    connection.rollback();
                    return OptionalLong.empty();
                }
                var head = webhook.identifier().isEmpty() || isNew(connection, webhook, now) ? appendNew(connection, webhook, now) : OptionalLong.empty();
                connection.commit();
                return head;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    // The log before the projects, in the order of all others, so that they never wait for each other in a circle.
    private static OptionalLong appendNew(Connection connection, Webhook webhook, Instant now) throws SQLException {
        var drafts = Meaning.of(webhook);
        var head = drafts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ChangeLog.append(connection, webhook.tenant(), drafts, now));
        if (JiraEventNames.isOfProjects(webhook.event())) {
            SiteProjects.told(connection, webhook.tenant());
        }
        return head;
    }

    private static boolean isInstalled(Connection connection, Webhook webhook) throws SQLException {
        try (var select = connection.prepareStatement("select 1 from tenant where tenant_id = ? and state <> 'uninstalled'")) {
            select.setObject(1, webhook.tenant().value());
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static boolean isNew(Connection connection, Webhook webhook, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("insert into jira_webhook (tenant_id, identifier, at) values (?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, webhook.tenant().value());
            insert.setString(2, webhook.identifier());
            insert.setTimestamp(3, Timestamp.from(now));
            return insert.executeUpdate() == 1;
        }
    }

    /** Whether the database answers. */
    boolean answers() {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException away) {
            return false;
        }
    }

    void forget(Instant now) throws SQLException {
        try (var connection = database.getConnection(); var delete = connection.prepareStatement("delete from jira_webhook where at < ?")) {
            delete.setTimestamp(1, Timestamp.from(now.minus(REMEMBERED)));
            delete.executeUpdate();
        }
    }
}
