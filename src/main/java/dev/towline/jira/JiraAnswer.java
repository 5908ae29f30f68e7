package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What Jira answered, whatever the status.
 *
 * @param body       missing node when there was none or it was not JSON
 * @param retryAfter from Retry-After or X-RateLimit-Reset, where sent
 */
public record JiraAnswer(int status, JsonNode body, Optional<Duration> retryAfter) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
