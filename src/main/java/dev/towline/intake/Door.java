package dev.towline.intake;

import dev.towline.integration.HookToken;
import dev.towline.integration.RetiredTokens;
import dev.towline.jira.SecretKeys;
import dev.towline.provider.Incoming;
import dev.towline.queue.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * {@code POST /hooks/{token}}: reads the bytes, authenticates the token in the URL, puts the call on the queue and answers 202
 * once the queue has it (law 1). It parses nothing and asks no database, except to keep a body that the queue cannot hold where
 * there is no bucket, and the whole delivery when the queue does not take it in time. Only when both fail is the answer "later".
 * It never answers 500 or 410, on which git servers give up.
 */
@ApplicationScoped
class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    /** What GitHub and GitLab send at most. https://docs.github.com/webhooks (2026-11); Quarkus refuses a longer Content-Length before us. */
    static final int BODY_LIMIT = 25 * 1024 * 1024;

    private static final List<String> ANSWERS = List.of("accepted", "unavailable", "unknown", "too-large", "slow", "full", "paced");

    private static final String RETRY_AFTER_SECONDS = "10";

    // The most patient git server waits 30 s for us; a body that takes longer is a stalled one, and holds memory.
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(30);

    private final SecretKeys keys;
    private final RetiredTokens retired;
    private final Sender sender;
    private final Overflow overflow;
    private final Pace pace;
    private final TurnedAway turnedAway;
    private final BytesInHand inHand;
    private final ClaimCheck claims;
    private final Clock clock;
    private final MeterRegistry metrics;

    Door(SecretKeys keys, RetiredTokens retired, Sender sender, Overflow overflow, Pace pace, TurnedAway turnedAway, BytesInHand inHand, ClaimCheck claims, Clock clock, MeterRegistry metrics) {
        this.keys = keys;
        this.retired = retired;
        this.sender = sender;
        this.overflow = overflow;
        this.pace = pace;
        this.turnedAway = turnedAway;
        this.inHand = inHand;
        this.claims = claims;
        this.clock = clock;
        this.metrics = metrics;
        // From zero on: what first appears as one would not be seen to rise.
        ANSWERS.forEach(answer -> metrics.counter("towline.door", "answer", answer));
    }

    void open(@Observes Router router) {
        router.post("/hooks/:token").handler(this::accept).failureHandler(this::failed);
        router.route("/hooks/:token").handler(call -> {
            call.response().putHeader(HttpHeaderNames.ALLOW, "POST");
            problem(call.response(), 405, "This address takes webhooks: the git server posts to it.");
        });
    }

    private void accept(RoutingContext call) {
        var token = HookToken.authentic(call.pathParam("token"), keys).filter(known -> !retired.holds(known));
        if (token.isEmpty()) {
            count("unknown");
            problem(call.response(), 404, "No such hook URL. It may have been replaced: copy the present one from Towline's page in Jira.");
            return;
        }
        if (!pace.allows(token.get())) {
            turnedAway.note(token.get());
            // Not 429: the git servers that come again at all do so for 503 alone (Bitbucket Cloud, Azure DevOps), and none likes 429 better.
            hangUp(call, "paced", 503, "More than " + Pace.PER_HOOK + " calls a second for long, or " + Pace.PER_SITE + " by all hook URLs of the site. Send it again.");
            return;
        }
        var id = new DeliveryId(UUID.randomUUID());
        var receivedAt = clock.instant();
        var body = Buffer.buffer();
        var deadline = call.vertx().setTimer(BODY_DEADLINE.toMillis(), late -> hangUp(call, "slow", 503, "The body did not arrive in time. Send it again."));
        call.addEndHandler(end -> {
            call.vertx().cancelTimer(deadline);
            inHand.give(body.length());
        });
        var request = call.request();
        request.handler(part -> {
            if (call.response().ended()) {
                return;
            }
            if (body.length() + part.length() > BODY_LIMIT) {
                hangUp(call, "too-large", 413, "Larger than 25 MB. No git server that we know of sends more.");
            } else if (inHand.take(part.length())) {
                body.appendBuffer(part);
            } else {
                hangUp(call, "full", 503, "Too much arrives at once. Send it again.");
            }
        });
        request.endHandler(end -> {
            call.vertx().cancelTimer(deadline);
            if (!call.response().ended()) {
                // Compressing and sealing 25 MB takes long, and JDBC blocks: neither belongs on the event loop.
                var eventLoop = Vertx.currentContext();
                var delivery = Delivery.of(id, token.get(), receivedAt, new Incoming(headers(call), body.getBytes()));
                Thread.ofVirtual().name("door").start(() -> enqueue(delivery, call.response(), eventLoop));
            }
        });
        request.resume();
    }

    /** Answers while the body is still on its way, and closes the connection so that the rest need not be read. */
    private void hangUp(RoutingContext call, String counted, int status, String detail) {
        if (!call.response().ended()) {
            count(counted);
            call.response().putHeader(HttpHeaderNames.CONNECTION, "close");
            if (status == 503) {
                call.response().putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            problem(call.response(), status, detail);
        }
    }

    /** A defect of ours, or no memory. The usual handler would answer 500 and log the path, in which the token stands. */
    private void failed(RoutingContext call) {
        LOG.errorf("the door failed: %s", call.failure());
        count("unavailable");
        unavailable(call.response());
    }

    private void enqueue(Delivery delivery, HttpServerResponse response, Context eventLoop) {
        Envelope envelope = null;
        try {
            envelope = envelope(delivery);
            keep(envelope);
            count("accepted");
            eventLoop.runOnContext(then -> json(response, 202, "application/json", new JsonObject().put("delivery", delivery.id().toString())));
        } catch (RuntimeException | IOException | SQLException e) {
            LOG.warnf("delivery not accepted: tenant=%s integration=%s reason=%s", delivery.tenant(), delivery.integration(), Trouble.describe(e));
            count("unavailable");
            eventLoop.runOnContext(then -> unavailable(response));
            if (envelope != null) {
                // Nobody was told 202, so nobody counts on a body that is kept beside the queue.
                claims.forget(envelope);
            }
        }
    }

    private void count(String answer) {
        metrics.counter("towline.door", "answer", answer).increment();
    }

    private static void unavailable(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problem(response, 503, "The delivery could not be stored. Send it again.");
        }
    }

    /** Returns when the queue or the database has it; both may, when the queue confirms too late, and the worker handles it once. */
    private void keep(Envelope envelope) throws IOException {
        try {
            sender.send(envelope.toMessage()).join();
        } catch (CompletionException notInTime) {
            overflow.keep(envelope);
            LOG.infof("delivery overflowed: tenant=%s delivery=%s reason=%s", envelope.tenantId(), envelope.deliveryId(), notInTime.getCause().toString());
        }
    }

    private Envelope envelope(Delivery delivery) throws SQLException {
        var envelope = Envelope.of(delivery, SealedCall.seal(keys, delivery.tenant(), delivery.id(), delivery.incoming()));
        return envelope.fitsTheQueue() ? envelope : claims.keep(envelope);
    }

    private static HashMap<String, String> headers(RoutingContext call) {
        var headers = new HashMap<String, String>();
        call.request().headers().forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return headers;
    }

    private static void problem(HttpServerResponse response, int status, String detail) {
        json(response, status, "application/problem+json", new JsonObject().put("status", status).put("detail", detail));
    }

    private static void json(HttpServerResponse response, int status, String type, JsonObject body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaderNames.CONTENT_TYPE, type)
                    .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
                    .end(Buffer.buffer(body.encode().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
