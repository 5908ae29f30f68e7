package dev.towline.jira;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One exchange with a Jira site, within its limits. It follows no redirect, and its errors name no address and no header. */
@Singleton
final class JiraHttp {

    /** To connect and to answer. Jira's own gateway gives up on most calls before that. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    // The largest answer that we ask for is a bulk upload's, far below 1 MB.
    private static final int ANSWER_LIMIT = 4 * 1024 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration limit;

    @Inject
    JiraHttp(ObjectMapper json, Clock clock) {
        this(json, clock, LIMIT);
    }

    JiraHttp(ObjectMapper json, Clock clock, Duration limit) {
        this.json = json;
        this.clock = clock;
        this.limit = limit;
    }

    JiraAnswer exchange(HttpRequest.Builder request) {
        var sent = request.setHeader("Accept", "application/json").setHeader("User-Agent", "Towline").build();
        // The request's own timeout ends with the headers (JDK 25): waiting on the future covers a body that trickles, too.
        var answer = client.sendAsync(sent, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_LIMIT));
        try {
            return read(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new JiraUnavailable("Jira did not answer within " + limit.toSeconds() + " s", null, e);
        } catch (ExecutionException e) {
            throw new JiraUnavailable("Jira could not be reached", null, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JiraUnavailable("interrupted while Jira was asked", null, e);
        } finally {
            answer.cancel(true);
        }
    }

    private JiraAnswer read(HttpResponse<byte[]> answer) {
        return new JiraAnswer(answer.statusCode(), parse(answer.body()), RetryAfter.of(answer, clock.instant()), answer.headers());
    }

    private JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
