package dev.towline.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.JiraClient;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Tells Atlassian every seven days which accounts we store something of, and erases what it says is closed:
 * https://developer.atlassian.com/platform/forge/user-privacy-guidelines/ (2026-08). Of an account that was updated there is nothing to
 * refresh: beside the id itself we store nothing that Atlassian told us of a person.
 */
@ApplicationScoped
class AccountReports {

    private static final Logger LOG = Logger.getLogger(AccountReports.class);

    private static final String PATH = "/rest/atlassian-connect/latest/report-accounts";
    /** Atlassian takes no more in one request. */
    static final int BATCH = 90;
    /** Where Atlassian names no other by the header {@code Cycle-Period}. */
    static final Duration CYCLE = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);
    private static final int TENANTS = 50;

    // Whoever takes a tenant moves its time on by an hour, so that no other node takes it, and another try follows a failure.
    private static final String TAKE = """
            insert into account_report as report (tenant_id, next_at)
            select tenant_id, ? from tenant left join account_report known using (tenant_id)
            where state = 'installed' and tenant.kind = 'connect' and (known.next_at is null or known.next_at <= ?) limit %d
            on conflict (tenant_id) do update set next_at = excluded.next_at where report.next_at <= ?
            returning tenant_id
            """.formatted(TENANTS);

    private final Tenants tenants;
    private final JiraClient jira;
    private final DataSource database;
    private final Clock clock;

    AccountReports(Tenants tenants, JiraClient jira, DataSource database, Clock clock) {
        this.tenants = tenants;
        this.jira = jira;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @ActivateRequestContext
    void look() {
        try {
            for (var tenant : due()) {
                tenants.find(tenant).filter(Tenant::isInstalled).ifPresent(this::report);
            }
        } catch (SQLException | RuntimeException trouble) {
            LOG.warn("accounts were not reported; the next look goes on with it", trouble);
        }
    }

    private void report(Tenant tenant) {
        try {
            var cycle = reportAll(tenant);
            next(tenant.id(), clock.instant().plus(cycle));
        } catch (JiraUnavailable silent) {
            LOG.warnf("accounts tenant=%s: not reported, it is tried again in an hour: %s", tenant.id(), silent.getMessage());
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer", e);
        }
    }

    /** How long until the next report. */
    private Duration reportAll(Tenant tenant) throws SQLException {
        var cycle = CYCLE;
        var last = "";
        List<AccountIds.Account> accounts;
        do {
            accounts = accounts(tenant.id(), last);
            if (!accounts.isEmpty()) {
                var answer = jira.send(tenant, "POST", PATH, body(accounts));
                if (!answer.isSuccess()) {
                    throw new JiraUnavailable("status " + answer.status(), answer.retryAfter().orElse(null), null);
                }
                erase(tenant.id(), answer);
                cycle = period(answer);
                last = accounts.getLast().id();
            }
        } while (accounts.size() == BATCH);
        return cycle;
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode body(List<AccountIds.Account> accounts) {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("accounts");
        accounts.forEach(account -> list.addObject().put("accountId", account.id()).put("updatedAt", account.since().toString()));
        return body;
    }

    private void erase(TenantId tenant, JiraAnswer answer) throws SQLException {
        var closed = 0;
        try (var connection = database.getConnection()) {
            for (var account : answer.body().path("accounts")) {
                if (account.path("status").asText().equals("closed")) {
                    AccountIds.erase(connection, tenant, account.path("accountId").asText());
                    closed++;
                }
            }
        }
        LOG.infof("accounts tenant=%s: reported, closed=%d", tenant, closed);
    }

    static Duration period(JiraAnswer answer) {
        try {
            return answer.headers().firstValue("Cycle-Period").map(AccountReports::duration)
                    .map(period -> period.compareTo(SHORTEST) < 0 ? SHORTEST : period.compareTo(CYCLE) > 0 ? CYCLE : period).orElse(CYCLE);
        } catch (DateTimeException odd) {
            return CYCLE;
        }
    }

    private static Duration duration(String period) {
        var from = Instant.EPOCH.atZone(ZoneOffset.UTC);
        return period.contains("T") ? Duration.parse(period) : Duration.between(from, from.plus(Period.parse(period)));
    }

    private List<AccountIds.Account> accounts(TenantId tenant, String after) throws SQLException {
        try (var connection = database.getConnection()) {
            return AccountIds.of(connection, tenant, after, BATCH);
        }
    }

    private List<TenantId> due() throws SQLException {
        var now = clock.instant();
        try (var connection = database.getConnection(); var take = connection.prepareStatement(TAKE)) {
            take.setTimestamp(1, Timestamp.from(now.plus(AFTER_FAILURE)));
            take.setTimestamp(2, Timestamp.from(now));
            take.setTimestamp(3, Timestamp.from(now));
            var due = new ArrayList<TenantId>();
            try (var rows = take.executeQuery()) {
                while (rows.next()) {
                    due.add(new TenantId(rows.getObject(1, UUID.class)));
                }
            }
            return due;
        }
    }

    private void next(TenantId tenant, Instant at) throws SQLException {
        try (var connection = database.getConnection(); var update = connection.prepareStatement("update account_report set next_at = ? where tenant_id = ?")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setObject(2, tenant.value());
            update.executeUpdate();
        }
    }
}
