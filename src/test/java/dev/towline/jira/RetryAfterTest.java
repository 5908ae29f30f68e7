package dev.towline.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7 | PT7S",
        "0 | PT0S",
        "999999999 | PT1H",
        "Sun, 22 Nov 2026 10:00:30 GMT | PT30S",
        "Sun, 22 Nov 2026 09:00:00 GMT | PT0S",
        "Sun, 22 Nov 2099 09:00:00 GMT | PT1H",
    })
    void seconds_and_dates_are_read_and_kept_within_bounds(String value, Duration wait) {
        assertEquals(Optional.of(wait), RetryAfter.of(503, headers(Map.of("Retry-After", List.of(value))), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "99999999999999999999", "2026-11-22T10:00:30Z"})
    void what_cannot_be_read_is_no_wait(String value) {
        assertEquals(Optional.empty(), RetryAfter.of(503, headers(Map.of("Retry-After", List.of(value))), NOW));
    }

    @Test
    void the_reset_of_a_quota_counts_when_the_quota_is_used_up() {
        var headers = headers(Map.of("X-RateLimit-Reset", List.of("2026-11-22T10:01Z")));
        assertEquals(Optional.of(Duration.ofMinutes(1)), RetryAfter.of(429, headers, NOW));
        assertEquals(Optional.empty(), RetryAfter.of(200, headers, NOW));
        assertEquals(Optional.empty(), RetryAfter.of(404, headers, NOW));
    }

    @Test
    void what_jira_asks_for_outright_comes_first() {
        var headers = headers(Map.of("X-RateLimit-Reset", List.of("2026-11-22T10:01:00Z"), "Retry-After", List.of("5")));
        assertEquals(Optional.of(Duration.ofSeconds(5)), RetryAfter.of(429, headers, NOW));
    }

    private static HttpHeaders headers(Map<String, List<String>> values) {
        return HttpHeaders.of(values, (name, value) -> true);
    }
}
