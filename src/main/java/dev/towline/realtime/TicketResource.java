package dev.towline.realtime;

import dev.towline.jira.FromBrowser;
import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code POST /api/realtime/tickets}: a page says what it wants to follow, and gets a ticket for what its viewer may see. */
@Path("/api/realtime/tickets")
@FromBrowser
@RunOnVirtualThread
public class TicketResource {

    // We have six types; other rooms' and Jira's may be asked for before we send them.
    private static final int EVENTS = 50;
    private static final Pattern AVI = Pattern.compile("avi:[a-z-]{1,40}:[a-z-]{1,40}:[a-z-]{1,40}");

    /** @param events AVIs; null or empty for all */
    record Asked(List<String> channels, List<String> events) {}

    private final Caller caller;
    private final Tenants tenants;
    private final LivePages live;

    TicketResource(Caller caller, Tenants tenants, LivePages live) {
        this.caller = caller;
        this.tenants = tenants;
        this.live = live;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response give(Asked asked) {
        if (asked == null || asked.channels() == null || asked.channels().isEmpty() || asked.channels().size() > Tickets.CHANNELS
                || asked.channels().stream().anyMatch(Objects::isNull)) {
            return problem(400, "One to " + Tickets.CHANNELS + " channels can be followed at once");
        }
        var events = asked.events() == null ? Set.<String>of() : new HashSet<>(asked.events());
        if (events.size() > EVENTS || events.stream().anyMatch(event -> event == null || !AVI.matcher(event).matches())) {
            return problem(400, "Events are named by at most " + EVENTS + " AVIs");
        }
        var viewer = caller.viewer();
        var account = new Account(viewer.tenant().id(), viewer.accountId());
        try {
            var channels = List.copyOf(new LinkedHashSet<>(asked.channels()));
            var answer = live.tickets().give(account, tenants.cloudId(viewer.tenant()), channels, events);
            return Response.ok(answer).header("Cache-Control", "no-store").build();
        } catch (JiraUnavailable e) {
            return problem(503, "Jira does not answer");
        } catch (Tickets.TooMany e) {
            return problem(429, "Too many tickets that nobody used");
        }
    }

    private static Response problem(int status, String title) {
        var response = Response.status(status).type("application/problem+json").entity(Map.of("status", status, "title", title));
        return status == 400 ? response.build() : response.header("Retry-After", 10).build();
    }
}
