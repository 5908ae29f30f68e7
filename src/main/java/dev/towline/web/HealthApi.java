package dev.towline.web;

import dev.towline.alert.Alerts;
import dev.towline.devinfo.Uploads;
import dev.towline.intake.Backlog;
import dev.towline.intake.DeliveryDays;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.JiraAnswers;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** {@code GET /api/health}: how a site's Towline fares, with what to do about it, for Jira administrators. */
@Path("/api/health")
@FromBrowser
@RunOnVirtualThread
public class HealthApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance health(HealthView view);
    }

    private final Gate gate;
    private final Overview overview;
    private final JiraAnswers answers;
    private final Alerts alerts;
    private final DataSource database;
    private final Clock clock;

    HealthApi(Gate gate, Overview overview, JiraAnswers answers, Alerts alerts, DataSource database, Clock clock) {
        this.gate = gate;
        this.overview = overview;
        this.answers = answers;
        this.alerts = alerts;
        this.database = database;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public HealthView health() {
        var tenant = gate.administrator().tenant().id();
        var now = clock.instant();
        try (var connection = database.getConnection()) {
            var backlog = Backlog.of(connection, tenant);
            return new HealthView(
                    HealthView.queue(backlog, DeliveryDays.newest(connection, tenant).map(TrafficView.Delay::of), now),
                    HealthView.uploads(overview.trouble(tenant), Uploads.lag(connection, tenant), Uploads.waitingSince(connection, tenant, Optional.empty()),
                            Uploads.setBack(connection, tenant), now),
                    HealthView.jira(answers.of(tenant)), HealthView.unread(backlog), alerts.state(tenant).map(HealthView.Alert::of));
        } catch (SQLException e) {
            throw new IllegalStateException("the state of the site could not be read", e);
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance healthFragment() {
        return Templates.health(health());
    }
}
