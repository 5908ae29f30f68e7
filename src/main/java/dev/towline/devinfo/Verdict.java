package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.Tenant;
import java.time.Duration;
import java.util.Optional;

/** What Jira's answer to one request means for us, by its status. Every answer means something; none means "forget it". */
sealed interface Verdict {

    /** Jira took the request, and says entity by entity what became of it. */
    record Taken(JsonNode body) implements Verdict {}

    /** Something in the request is not acceptable, or it is too much at once. */
    record Refused(String message) implements Verdict {}

    /** This part of Jira does not take anything from us; the others do. */
    record Closed(String message) implements Verdict {}

    /** Not now: come back after the time that Jira asks for, where it asks for one. */
    record Later(Optional<Duration> after) implements Verdict {}

    /** Not before somebody has done something about it. */
    record Parked(String trouble) implements Verdict {}

    // What Jira asks for when it does not say for how long.
    Duration PAUSE = Duration.ofSeconds(60);

    /**
     * Builds and deployments are closed to an app whose descriptor, as the site knows it, does not offer them yet, and to an OAuth client
     * without the permission.
     * That is no reason to keep commits, branches and pull requests waiting.
     */
    static Verdict of(Tenant.Kind kind, Api api, JiraAnswer answer) {
        return api != Api.DEVINFO && answer.status() == 403 ? new Closed(Advice.closed(kind, api)) : of(kind, answer);
    }

    private static Verdict of(Tenant.Kind kind, JiraAnswer answer) {
        var status = answer.status();
        return switch (status) {
            case 400, 413, 422 -> new Refused(message(answer));
            case 401 -> new Parked(Advice.unauthorized(kind));
            case 403 -> new Parked(Advice.forbidden(kind));
            // A renamed site answers a POST with 302 to its new name, and the GET that follows with 405; we stop at the first.
            case 301, 302, 303, 307, 308, 404, 405, 410 -> new Parked(Advice.moved(kind, status));
            case 429 -> new Later(Optional.of(answer.retryAfter().orElse(PAUSE)));
            default -> answer.isSuccess() ? new Taken(answer.body()) : new Later(answer.retryAfter());
        };
    }

    // Jira answers {"errorMessages":[{"message":…}]} to commits and the like, the bare list to builds and deployments, and plain strings in other places.
    private static String message(JiraAnswer answer) {
        var first = answer.body().isArray() ? answer.body().path(0) : answer.body().path("errorMessages").path(0);
        var text = first.isTextual() ? first.asText() : first.path("message").asText();
        var fallback = answer.status() == 413 ? "Jira finds it too large" : "Jira refused it without saying why";
        return (text.isBlank() ? fallback : text) + " (" + answer.status() + ")";
    }
}
