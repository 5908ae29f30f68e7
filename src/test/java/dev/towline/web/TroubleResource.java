package dev.towline.web;

import dev.towline.jira.FromBrowser;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.RestPath;

/** Endpoints for tests that fail as ours may fail one day. */
@Path("/api/trouble")
@RunOnVirtualThread
public class TroubleResource {

    static final String DETAIL = "jdbc:postgresql://inside.example/towline";

    private final Caller caller;
    private final Announcements announcements;
    private final Integrations integrations;
    private final DataSource database;

    TroubleResource(Caller caller, Announcements announcements, Integrations integrations, DataSource database) {
        this.caller = caller;
        this.announcements = announcements;
        this.integrations = integrations;
        this.database = database;
    }

    @POST
    @Path("/defect")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public String defect() {
        throw new IllegalStateException(DETAIL);
    }

    /** Renames an integration while somebody else does, past the lock that keeps administrators apart. */
    @POST
    @Path("/conflict/{id}")
    @FromBrowser
    public String conflict(@RestPath UUID id) {
        var tenant = caller.viewer().tenant().id();
        var integration = new IntegrationId(id);
        var mine = new Integrations.Change(
                Optional.of("mine"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return announcements.announce(tenant, integration, () -> {
            var changed = integrations.change(tenant, integration, mine);
            somebodyElse(id);
            return changed;
        }).orElseThrow().name();
    }

    // On a thread of its own, so that it is no part of the transaction under way.
    private void somebodyElse(UUID id) {
        var other = Thread.ofVirtual().start(() -> {
            try (var connection = database.getConnection();
                    var update = connection.prepareStatement("update integration set name = 'theirs', version = version + 1 where integration_id = ?")) {
                update.setObject(1, id);
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
