package dev.towline.realtime;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * {@code GET /realtime/stream?ticket=}: takes the ticket and hands the connection to the hub. A raw route, because a stream needs
 * what a REST method does not give: its write queue, its event loop, and half the memory.
 *
 * <p>A ticket that is malformed, unknown, expired or used is answered 401, always alike. An EventSource that reconnects by itself comes with
 * its used ticket, and any answer but 200 ends it for good; so the browser code closes it on the first {@code error}, gets a new ticket and
 * opens {@code ?ticket=…&lastEventId=…}. 204 would stop an EventSource as well, but says "all is fine" to every other client.
 */
final class StreamRoute {

    private static final Logger LOG = Logger.getLogger(StreamRoute.class);

    private final TicketStore tickets;
    private final Hub hub;
    private final Executor threads;
    private final Clock clock;

    StreamRoute(TicketStore tickets, Hub hub, Executor threads, Clock clock) {
        this.tickets = tickets;
        this.hub = hub;
        this.threads = threads;
        this.clock = clock;
    }

    /** On the event loop: nothing here may wait. */
    void handle(RoutingContext exchange) {
        var loop = Vertx.currentContext();
        var ticket = Ticket.parse(exchange.request().getParam("ticket"));
        if (ticket.isEmpty()) {
            refuse(loop, exchange, 401, "This ticket admits to nothing");
        } else if (hub.isFull()) {
            // Before the ticket is taken: it may still admit to another node.
            refuse(loop, exchange, 503, "This node has as many streams as it can hold");
        } else {
            var header = exchange.request().getHeader("Last-Event-ID");
            var lastEventId = header == null ? exchange.request().getParam("lastEventId") : header;
            var wire = new Wire(exchange.request(), loop);
            threads.execute(() -> open(loop, exchange, ticket.get(), lastEventId, wire));
        }
    }

    private void open(Context loop, RoutingContext exchange, Ticket ticket, String lastEventId, Wire wire) {
        try {
            var subscription = tickets.take(ticket, clock.instant());
            if (subscription.isEmpty()) {
                refuse(loop, exchange, 401, "This ticket admits to nothing");
            } else if (!hub.open(subscription.get(), lastEventId, wire)) {
                refuse(loop, exchange, 429, "Too many streams are open");
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "%s could not be taken", ticket);
            refuse(loop, exchange, 503, "The stream cannot be opened now");
        }
    }

    private static void refuse(Context loop, RoutingContext exchange, int status, String title) {
        loop.runOnContext(on -> {
            var response = exchange.response();
            response.setStatusCode(status)
                    .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
                    .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
            if (status != 401) {
                response.putHeader(HttpHeaderNames.RETRY_AFTER, "10");
            }
            response.end("{\"status\":" + status + ",\"title\":\"" + title + "\"}");
        });
    }
}
