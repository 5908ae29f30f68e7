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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

    private static final int PAGES = 500;

    private final Account ann = new Account(new TenantId(UUID.randomUUID()), "ann");

    @Test
    void a_change_wakes_the_page_that_follows_it() throws Exception {
        try (var page = Follower.of(URI.create(baseUrl + "/realtime/stream?ticket=" + ticket(ann)))) {
            page.openedAt();
            assertEquals(1, meters.get("towline.realtime.streams").gauge().value());
            var position = happens(1);
            assertEquals("""
                    id: %d
                    event: avi:towline:pushed:commit
                    data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"avi:towline:pushed:commit","payload":{"issueId":10001}}
                    """.formatted(position), page.next());
            assertTrue(meters.get("towline.realtime.events").functionCounter().count() >= 1);
        }
    }

    @Test
    void five_hundred_pages_that_come_back_at_once_are_all_told_what_they_missed_and_what_happens() throws Exception {
        var missed = happens(2);
        var tickets = IntStream.range(0, PAGES).mapToObj(number -> ticket(new Account(ann.tenant(), "person-" + number))).toList();
        var pages = new ArrayList<Follower>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opening = tickets.stream().map(ticket -> threads.submit(() -> Follower.of(URI.create(baseUrl + "/realtime/stream?ticket=" + ticket + "&lastEventId=" + (missed - 1))))).toList();
            for (var page : opening) {
                pages.add(page.get(60, TimeUnit.SECONDS));
            }
            var now = happens(1);
            for (var page : pages) {
                page.opened();
                assertEquals(List.of(missed, now), page.positions(2));
            }
        } finally {
            for (var page : pages) {
                page.close();
            }
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

    /** @return the position of the last */
    private long happens(int commits) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var position = ChangeLog.append(connection, ann.tenant(), Collections.nCopies(commits, commit("ABC-1")), Instant.now());
            connection.commit();
            wakeups.reached(ann.tenant(), position);
            return position;
        }
    }

    private String ticket(Account account) {
        var ticket = Ticket.fresh(ann.tenant(), new SecureRandom());
        var now = Instant.now();
        var grant = new Grant(Channel.parse(issue(1)).orElseThrow(), "ABC-1", now);
        new TicketStore(new Database(database)).keep(ticket, new Subscription(account, Set.of(), List.of(grant)), now, now.plus(Tickets.LIFE));
        return ticket.text();
    }
}
