package dev.towline.web;

import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.index.Wakeups;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Lets other open pages follow what an administrator changes: the deed and one change in the tenant's log are one
 * transaction, and followers are woken after it. A deed that found no integration is announced to nobody.
 */
@ApplicationScoped
class Announcements {

    private record Done<T>(Optional<T> result, OptionalLong head) {}

    private final DataSource database;
    private final Wakeups wakeups;
    private final Clock clock;

    Announcements(DataSource database, Wakeups wakeups, Clock clock) {
        this.database = database;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /** Does what is to be done to this integration. */
    <T> Optional<T> announce(TenantId tenant, IntegrationId integration, Supplier<Optional<T>> deed) {
        return announce(tenant, deed, done -> integration);
    }

    /** @param which the integration that the deed made or changed */
    <T> Optional<T> announce(TenantId tenant, Supplier<Optional<T>> deed, Function<T, IntegrationId> which) {
        var done = QuarkusTransaction.requiringNew().call(() -> within(tenant, deed, which));
        done.head().ifPresent(position -> wakeups.reached(tenant, position));
        return done.result();
    }

    private <T> Done<T> within(TenantId tenant, Supplier<Optional<T>> deed, Function<T, IntegrationId> which) throws SQLException {
        // The connection is the transaction's own: it commits or falls together with Hibernate's.
        try (var connection = database.getConnection()) {
            // The log before the integration, in the order of the worker, so that they never wait for each other in a circle.
            ChangeLog.lock(connection, tenant, clock.instant());
            var result = deed.get();
            if (result.isEmpty()) {
                return new Done<>(result, OptionalLong.empty());
            }
            var change = new Change.Draft(Change.Kind.INTEGRATION, which.apply(result.get()), "", "", Set.of());
            return new Done<>(result, OptionalLong.of(ChangeLog.append(connection, tenant, List.of(change), clock.instant())));
        }
    }
}
