package dev.towline.alert;

import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Looks at the integrations of those sites that want to be told, and tells what is new, once across all nodes. What is not taken is tried
 * again {@link #PATIENCE} times, later each time, and then given up: the page says so. A node that dies between sending and noting it sends twice.
 */
@ApplicationScoped
class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    /** A quarter of an hour to mend the address, then an hour, then most of a working day. */
    private static final List<Duration> PATIENCE = List.of(
            Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6));

    // In one look; the next comes soon.
    private static final int AT_ONCE = 50;

    private final Targets targets;
    private final Matters matters;
    private final Postman postman;
    private final Message message;
    private final Integrations integrations;
    private final Tenants tenants;
    private final DataSource database;
    private final Clock clock;

    Watch(Targets targets, Matters matters, Postman postman, Message message, Integrations integrations, Tenants tenants, DataSource database, Clock clock) {
        this.targets = targets;
        this.matters = matters;
        this.postman = postman;
        this.message = message;
        this.integrations = integrations;
        this.tenants = tenants;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "20s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @ActivateRequestContext
    void look() {
        try {
            var taken = take();
            for (var looks = 1; taken.isPresent(); looks++) {
                var site = tenants.find(taken.get()).filter(Tenant::isInstalled);
                if (site.isPresent()) {
                    lookAt(site.get());
                }
                taken = looks < AT_ONCE ? take() : Optional.empty();
            }
        } catch (SQLException | RuntimeException trouble) {
            LOG.warn("integrations were not looked at; the next look goes on with it", trouble);
        }
    }

    private void lookAt(Tenant site) throws SQLException {
        try {
            look(site);
        } catch (RuntimeException trouble) {
            // One site's trouble is not the others'.
            LOG.warnf(trouble, "integrations were not looked at: tenant=%s", site.id());
        }
    }

    /** One at a time: whoever has it may be posting for longer than the next one should wait. */
    private Optional<TenantId> take() throws SQLException {
        try (var connection = database.getConnection()) {
            return targets.take(connection, clock.instant());
        }
    }

    // No connection is held while somebody else's server is asked.
    private void look(Tenant site) throws SQLException {
        var known = integrations.list(site.id()).stream().collect(Collectors.toMap(Integration::id, Function.identity()));
        AlertRows.News news;
        Optional<Targets.Target> target;
        try (var connection = database.getConnection()) {
            var now = clock.instant();
            AlertRows.settle(connection, site.id(), matters(connection, known, now), now);
            news = AlertRows.news(connection, site.id(), now);
            target = targets.find(connection, site.id());
        }
        if (news.isNone() || target.isEmpty()) {
            return;
        }
        // Of integrations that were deleted meanwhile there is nothing to tell.
        var posted = message.of(site, news, known, target.get().language()).map(text -> postman.post(target.get().url(), text));
        try (var connection = database.getConnection()) {
            if (posted.isEmpty() || noted(connection, site.id(), posted.get(), target.get().attempts())) {
                AlertRows.told(connection, site.id(), news);
            }
        }
        posted.ifPresent(answer -> LOG.infof("alert tenant=%s: begun=%d over=%d answer=%s status=%d",
                site.id(), news.begun().size(), news.over().size(), answer.answer().word(), answer.status()));
    }

    /** Whether the news is done with: taken, or given up. */
    private boolean noted(Connection connection, TenantId tenant, Posted posted, int attempts) throws SQLException {
        var now = clock.instant();
        var done = posted.isTaken() || attempts >= PATIENCE.size();
        targets.said(connection, tenant, posted, done ? 0 : attempts + 1, now, now.plus(done ? Targets.REST : PATIENCE.get(attempts)));
        return done;
    }

    private List<AlertRows.Matter> matters(Connection connection, Map<IntegrationId, Integration> integrations, Instant now) throws SQLException {
        var all = new ArrayList<AlertRows.Matter>();
        for (var integration : integrations.values()) {
            matters.of(connection, integration, now).forEach(cause -> all.add(new AlertRows.Matter(integration.id(), cause)));
        }
        return all;
    }
}
