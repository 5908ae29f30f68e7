package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What Jira answered, whatever the status.
 *
 * @param body       missing node when there was none or it was not JSON
 * @param retryAfter from Retry-After or X-RateLimit-Reset, where sent
 */
public record JiraAnswer(int status, JsonNode body, Optional<Duration> retryAfter, HttpHeaders headers) {

    private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

    /** An answer whose headers say nothing else. */
    public JiraAnswer(int status, JsonNode body, Optional<Duration> retryAfter) {
        this(status, body, retryAfter, NONE);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
