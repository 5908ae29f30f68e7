package dev.towline.jira;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long Jira asks us to wait: {@code Retry-After} (seconds or HTTP date), else {@code X-RateLimit-Reset} (ISO 8601) of a 429. */
final class RetryAfter {

    // Jira's longest quota window is an hour (its rate limiting page, 2026-10): a longer wait is a mistake, ours or theirs.
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> of(HttpResponse<?> answer, Instant now) {
        return of(answer.statusCode(), answer.headers(), now);
    }

    static Optional<Duration> of(int status, HttpHeaders headers, Instant now) {
        if (status < 300) {
            return Optional.empty();
        }
        return headers.firstValue("Retry-After").flatMap(value -> retryAfter(value.strip(), now))
                .or(() -> status == 429 ? headers.firstValue("X-RateLimit-Reset").flatMap(value -> reset(value.strip(), now)) : Optional.empty())
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> retryAfter(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            return Optional.of(Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> reset(String value, Instant now) {
        try {
            return Optional.of(Duration.between(now, OffsetDateTime.parse(value)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
