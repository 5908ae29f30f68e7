package dev.towline.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One question to AWS by HTTPS, within its limits: the JDK checks the host's certificate, no redirect is followed, and what asks too
 * much at once, takes too long or answers too much is an {@link AwsUnavailable}. Callers ask only at addresses pinned to AWS.
 */
@ApplicationScoped
class AwsHttp {

    // Half of a message's visibility: the worker can still extend it.
    static final Duration LIMIT = Duration.ofSeconds(10);
    // A certificate has 2 KB, the answer to a confirmation 500 bytes.
    static final int ANSWER_LIMIT = 32 * 1024;
    private static final int AT_ONCE = 4;

    record Answer(int status, byte[] body) {}

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(LIMIT).build();
    private final Semaphore questions = new Semaphore(AT_ONCE);

    Answer get(URI address) {
        return get(address, LIMIT);
    }

    Answer get(URI address, Duration limit) {
        if (!questions.tryAcquire()) {
            throw new AwsUnavailable("too much is asked of AWS at once", null);
        }
        try {
            var answer = fetch(HttpRequest.newBuilder(address).setHeader("User-Agent", "Towline").build(), limit);
            return new Answer(answer.statusCode(), answer.body());
        } finally {
            questions.release();
        }
    }

    private HttpResponse<byte[]> fetch(HttpRequest request, Duration limit) {
        // Waiting on the future covers a body that trickles, too. The address is not told: a confirmation's holds a token.
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_LIMIT));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AwsUnavailable("AWS did not answer at " + request.uri().getHost(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsUnavailable("interrupted while AWS was asked", e);
        } finally {
            answer.cancel(true);
        }
    }
}
