package dev.towline.devinfo;

import dev.towline.jira.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator's way to have one site compared with the index: {@code POST /compare?site=https://example.atlassian.net} on the management port, which
 * is not to be reached from outside. 202 when it begins, 409 while one runs, 404 for a site that is not installed.
 */
@ApplicationScoped
class CompareRoute {

    private final AgroalDataSource database;
    private final Clock clock;

    CompareRoute(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void open(@Observes ManagementInterface management) {
        management.router().post("/compare").blockingHandler(this::compare);
    }

    private void compare(RoutingContext call) {
        var site = call.queryParam("site").stream().findFirst().orElse("").replaceFirst("/$", "");
        try (var connection = database.getConnection()) {
            var tenant = tenant(connection, site);
            if (tenant.isEmpty()) {
                answer(call, 404, "No site of this address is installed. Say site=https://… as Jira has it.");
            } else if (Reconciliation.begin(connection, tenant.get(), clock.instant())) {
                answer(call, 202, "The comparison begins. The site's administration page shows how it goes on.");
            } else {
                answer(call, 409, "A comparison of this site runs already.");
            }
        } catch (SQLException e) {
            call.fail(e);
        }
    }

    private static Optional<TenantId> tenant(Connection connection, String site) throws SQLException {
        try (var find = connection.prepareStatement("select tenant_id from tenant where base_url = ? and state <> 'uninstalled'")) {
            find.setString(1, site);
            try (var rows = find.executeQuery()) {
                return rows.next() ? Optional.of(new TenantId(rows.getObject(1, UUID.class))) : Optional.empty();
            }
        }
    }

    private static void answer(RoutingContext call, int status, String words) {
        call.response().setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8").end(words + "\n");
    }
}
