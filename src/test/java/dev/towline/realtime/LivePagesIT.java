package dev.towline.realtime;

import static dev.towline.realtime.LiveStand.commit;
import static dev.towline.realtime.LiveStand.issue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.StandResource;
import dev.towline.index.ChangeLog;
import dev.towline.index.Wakeups;
import dev.towline.jira.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The room within the application: its route, woken by the index, over a real server. Who gets a ticket is tried in RealtimeIT. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class LivePagesIT {

    @Inject
    DataSource database;

    @Inject
    Wakeups wakeups;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    private final Account ann = new Account(new TenantId(UUID.randomUUID()), "ann");

    @Test
    void a_change_wakes_the_page_that_follows_it() throws Exception {
        try (var page = Follower.of(URI.create(baseUrl + "/realtime/stream?ticket=" + ticket()))) {
            page.openedAt();
            assertEquals(1, meters.get("towline.realtime.streams").gauge().value());
            long position;
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(false);
                position = ChangeLog.append(connection, ann.tenant(), List.of(commit("ABC-1")), Instant.now());
                connection.commit();
            }
            wakeups.reached(ann.tenant(), position);
            assertEquals("""
                    id: %d
                    event: avi:towline:pushed:commit
                    data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"avi:towline:pushed:commit","payload":{"issueId":10001}}
                    """.formatted(position), page.next());
            assertTrue(meters.get("towline.realtime.events").functionCounter().count() >= 1);
        }
    }

    @Test
    void without_a_ticket_there_is_no_stream() {
        RestAssured.get("/realtime/stream").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void without_a_proven_viewer_there_is_no_ticket() {
        RestAssured.given().contentType("application/json").body("{\"channels\":[\"" + issue(1) + "\"]}")
                .post("/api/realtime/tickets").then().statusCode(401);
    }

    private String ticket() {
        var ticket = Ticket.fresh(ann.tenant(), new SecureRandom());
        var now = Instant.now();
        var grant = new Grant(Channel.parse(issue(1)).orElseThrow(), "ABC-1", now);
        new TicketStore(new Database(database)).keep(ticket, new Subscription(ann, Set.of(), List.of(grant)), now, now.plus(Tickets.LIFE));
        return ticket.text();
    }
}
