package dev.towline.jira;

import java.time.Duration;
import java.util.Optional;

/** Jira did not answer, or asked us to come back later. The decision is to wait and try again. */
public final class JiraUnavailable extends RuntimeException {

    private final transient Duration retryAfter;

    public JiraUnavailable(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long Jira asked us to wait, where it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
