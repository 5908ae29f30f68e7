package dev.towline.jira;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How Jira last answered each site's calls, as far as this node has asked since it started: for the page on which administrators look
 * for the cause of trouble, and for the metrics. It is kept in memory only, because each call would cost a row otherwise.
 */
@Singleton
public class JiraAnswers {

    // Some 200 bytes each; the site that was asked longest ago is forgotten first.
    private static final int SITES = 10_000;

    // Jira counts by the minute and by the hour; what it said before tells nothing of now.
    private static final Duration BUDGET_HOLDS = Duration.ofMinutes(5);

    /**
     * @param taken   when Jira last answered as it should
     * @param trouble the last answer that was none: a refusal of our credential, a limit, a fault of Jira's, silence
     */
    public record Said(Optional<Instant> taken, Optional<Trouble> trouble, Optional<Budget> budget) {

        static final Said NOTHING = new Said(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param status 0: no answer came */
    public record Trouble(Instant at, int status) {}

    /**
     * What Jira said of its limit for calls such as the last one. Not every answer says it.
     * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ (2026-10)
     */
    public record Budget(long remaining, long limit, Optional<Instant> reset, Instant at) {}

    private final Map<TenantId, Said> sites = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Said> eldest) {
            return size() > SITES;
        }
    };
    private final Clock clock;
    private final MeterRegistry metrics;

    JiraAnswers(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        this.metrics = metrics;
        Gauge.builder("towline.jira.budget.left", this, JiraAnswers::leastLeft)
                .description("the smallest share of its limit that Jira told of within the last minutes, 0 to 1; not a number when it told none").register(metrics);
    }

    public Said of(TenantId tenant) {
        synchronized (sites) {
            return sites.getOrDefault(tenant, Said.NOTHING);
        }
    }

    /** @param path tells the API, never a label by itself: keys and ids stand in it */
    void note(TenantId tenant, String path, int status, Duration took, HttpHeaders headers) {
        metrics.timer("towline.jira.requests", "api", api(path), "answer", answer(status)).record(took);
        var now = clock.instant();
        var isTrouble = status == 0 || status == 401 || status == 403 || status == 429 || status >= 500;
        synchronized (sites) {
            var before = sites.getOrDefault(tenant, Said.NOTHING);
            sites.put(tenant, new Said(
                    isTrouble ? before.taken() : Optional.of(now),
                    isTrouble ? Optional.of(new Trouble(now, status)) : before.trouble(),
                    budget(headers, now).or(before::budget)));
        }
    }

    private static String api(String path) {
        return path.startsWith("/rest/devinfo/") ? "devinfo" : path.startsWith("/rest/builds/") ? "builds" : path.startsWith("/rest/deployments/") ? "deployments" : "other";
    }

    private static String answer(int status) {
        return switch (status) {
            case 0 -> "none";
            case 401, 403, 404, 413, 429 -> String.valueOf(status);
            default -> status / 100 + "xx";
        };
    }

    private double leastLeft() {
        var since = clock.instant().minus(BUDGET_HOLDS);
        synchronized (sites) {
            return sites.values().stream().flatMap(said -> said.budget().stream())
                    .filter(budget -> budget.limit() > 0 && budget.at().isAfter(since))
                    .mapToDouble(budget -> (double) budget.remaining() / budget.limit()).min().orElse(Double.NaN);
        }
    }

    private static Optional<Budget> budget(HttpHeaders headers, Instant now) {
        try {
            var remaining = headers.firstValueAsLong("X-RateLimit-Remaining");
            var limit = headers.firstValueAsLong("X-RateLimit-Limit");
            return remaining.isPresent() && limit.isPresent()
                    ? Optional.of(new Budget(remaining.getAsLong(), limit.getAsLong(), headers.firstValue("X-RateLimit-Reset").flatMap(JiraAnswers::time), now))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
