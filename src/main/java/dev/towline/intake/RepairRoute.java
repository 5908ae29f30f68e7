package dev.towline.intake;

import dev.towline.index.Gaps;
import dev.towline.index.Repositories;
import dev.towline.integration.HookToken;
import dev.towline.integration.Integration;
import dev.towline.integration.Integrations;
import dev.towline.integration.RetiredTokens;
import dev.towline.jira.SecretKeys;
import dev.towline.provider.Hmac;
import dev.towline.queue.Trouble;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What the backfill script asks at the hook URL: {@code GET /hooks/{token}/gaps}, and {@code /repositories}, to find the clone that
 * a gap is in. A line each, its fields separated by tabs, because a shell reads that without help. The call is signed over its
 * timestamp and must be young: unlike a delivery, which may wait in a spool for days, a question that is old was overheard.
 */
@ApplicationScoped
class RepairRoute {

    private static final Logger LOG = Logger.getLogger(RepairRoute.class);

    /** As far as two clocks, and a slow line, may be apart. */
    static final Duration AGE = Duration.ofMinutes(5);

    private static final String RETRY_AFTER_SECONDS = "60";

    /** What is told to whom has proven that it may know. */
    private interface Lines {
        Stream<Stream<String>> of(Connection connection, HookToken token) throws SQLException;
    }

    /** @param retry whether asking again later may help */
    private record Answer(int status, String text, boolean retry) {

        static Answer refused(int status, String words) {
            return new Answer(status, words + "\n", false);
        }
    }

    private final SecretKeys keys;
    private final RetiredTokens retired;
    private final Integrations integrations;
    private final Questions questions;
    private final DataSource database;
    private final Clock clock;

    RepairRoute(SecretKeys keys, RetiredTokens retired, Integrations integrations, Questions questions, DataSource database, Clock clock) {
        this.keys = keys;
        this.retired = retired;
        this.integrations = integrations;
        this.questions = questions;
        this.database = database;
        this.clock = clock;
    }

    void open(@Observes Router router) {
        answer(router, "/hooks/:token/gaps", this::gaps);
        answer(router, "/hooks/:token/repositories", this::repositories);
    }

    private void answer(Router router, String path, Lines lines) {
        router.get(path).handler(call -> ask(call, lines));
        router.route(path).handler(call -> {
            call.response().putHeader(HttpHeaderNames.ALLOW, "GET");
            end(call.response(), Answer.refused(405, "This address answers GET."));
        });
    }

    private void ask(RoutingContext call, Lines lines) {
        var token = HookToken.authentic(call.pathParam("token"), keys).filter(known -> !retired.holds(known));
        if (token.isEmpty()) {
            end(call.response(), unknown());
            return;
        }
        if (!questions.mayAsk(token.get().integration(), clock.instant())) {
            end(call.response(), new Answer(429, "This integration asked more than " + Questions.A_MINUTE + " times within a minute. Ask again later.\n", true));
            return;
        }
        var timestamp = Optional.ofNullable(call.request().getHeader("X-Towline-Timestamp")).orElse("");
        var signature = Optional.ofNullable(call.request().getHeader("X-Towline-Signature")).orElse("");
        var response = call.response();
        var eventLoop = Vertx.currentContext();
        Thread.ofVirtual().name("repair").start(() -> answer(token.get(), timestamp, signature, lines, response, eventLoop));
    }

    private void answer(HookToken token, String timestamp, String signature, Lines lines, HttpServerResponse response, Context eventLoop) {
        Answer answer;
        try {
            answer = answer(token, timestamp, signature, lines);
        } catch (RuntimeException | SQLException e) {
            LOG.warnf("the backfill script could not be answered: tenant=%s integration=%s reason=%s", token.tenant(), token.integration(), Trouble.describe(e));
            answer = new Answer(503, "Towline cannot look that up right now. Ask again later.\n", true);
        }
        var told = answer;
        eventLoop.runOnContext(then -> end(response, told));
    }

    private Answer answer(HookToken token, String timestamp, String signature, Lines lines) throws SQLException {
        var now = clock.instant();
        var integration = integrations.find(token.tenant(), token.integration()).filter(known -> known.held(token.hash(), now));
        if (integration.isEmpty()) {
            return unknown();
        }
        if (!isSigned(integration.get(), timestamp, signature, now)) {
            return Answer.refused(401, "The signature does not match: the secret is not this integration's.");
        }
        if (!isYoung(timestamp, now)) {
            return Answer.refused(401, "The timestamp is more than " + AGE.toMinutes() + " minutes off. Set this machine's clock.");
        }
        try (var connection = database.getConnection()) {
            return new Answer(200, lines.of(connection, token).map(fields -> fields.map(RepairRoute::field).collect(Collectors.joining("\t", "", "\n"))).collect(Collectors.joining()), false);
        }
    }

    private boolean isSigned(Integration integration, String timestamp, String signature, Instant now) {
        var signed = (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return signature.startsWith("sha256=") && integrations.signingSecrets(integration, now).stream()
                .anyMatch(secret -> Hmac.matchesHex(signature.substring("sha256=".length()), secret.text(), signed));
    }

    private static boolean isYoung(String timestamp, Instant now) {
        try {
            return Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs().compareTo(AGE) <= 0;
        } catch (RuntimeException noTime) {
            return false;
        }
    }

    private Stream<Stream<String>> gaps(Connection connection, HookToken token) throws SQLException {
        return Gaps.of(connection, token.tenant(), token.integration(), clock.instant()).stream().filter(Gaps.Gap::isOpen)
                .map(gap -> Stream.of(gap.repositoryName(), gap.ref(), gap.from(), gap.to(), gap.kind().code()));
    }

    private Stream<Stream<String>> repositories(Connection connection, HookToken token) throws SQLException {
        return Repositories.present(connection, token.tenant(), token.integration()).stream()
                .map(repository -> Stream.of(repository.id(), repository.name(), repository.url()));
    }

    // A name with a line break in it would be read as a line of ours.
    private static String field(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static Answer unknown() {
        return Answer.refused(404, "No such hook URL. It may have been replaced: copy the present one from Towline's page in Jira.");
    }

    private static void end(HttpServerResponse response, Answer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (answer.retry()) {
            response.putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .end(answer.text());
    }
}
