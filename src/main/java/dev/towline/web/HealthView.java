package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.alert.Alerts;
import dev.towline.devinfo.Uploads;
import dev.towline.intake.Backlog;
import dev.towline.jira.JiraAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a site's Towline fares, from the queue to Jira.
 *
 * @param alerts where the site is told of trouble; absent when nowhere
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HealthView(Queue queue, Upload uploads, Jira jira, Unread unread, Optional<Alert> alerts) {

    // A busy minute is no trouble.
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    // Of the limit: what is left then is soon gone.
    private static final int SCARCE_PERCENT = 10;

    /**
     * @param state  {@code well}, {@code slow} (deliveries wait) or, of the others, {@code trouble}
     * @param oldest since when the delivery waits that waits longest
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Queue(String state, int waiting, Optional<Moment> oldest, Optional<TrafficView.Delay> delay) {}

    /** @param trouble in words; {@code ""} when there is none */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Upload(String state, String trouble, int waiting, Optional<Moment> oldest, int failures, Optional<Moment> retryAt) {}

    /**
     * As far as the node knows that answers, since it started.
     *
     * @param status of the last answer that was trouble; 0: no answer came
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Jira(String state, Optional<Moment> answeredAt, Optional<Moment> troubleAt, int status, Optional<Budget> budget) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Budget(long remaining, long limit, Optional<Moment> reset, Moment at) {}

    public record Unread(String state, int count) {}

    /** @param answer to the last message: {@code taken}, {@code turned_away}, {@code silent}, {@code unknown_host} or {@code within}; {@code ""} before the first */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Alert(String host, String answer, int status, Optional<Moment> saidAt) {

        static Alert of(Alerts.State state) {
            return new Alert(state.host(), state.answer().map(posted -> posted.answer().word()).orElse(""),
                    state.answer().map(posted -> posted.status()).orElse(0), state.saidAt().map(Moment::new));
        }
    }

    static Queue queue(Backlog backlog, Optional<TrafficView.Delay> delay, Instant now) {
        var isSlow = backlog.oldest().filter(since -> since.isBefore(now.minus(PATIENCE))).isPresent();
        return new Queue(isSlow ? "slow" : "well", backlog.waiting(), backlog.oldest().map(Moment::new), delay);
    }

    static Upload uploads(String trouble, int waiting, Optional<Instant> oldest, Optional<Uploads.SetBack> setBack, Instant now) {
        var isSlow = oldest.filter(since -> since.isBefore(now.minus(PATIENCE))).isPresent();
        return new Upload(trouble.isEmpty() ? isSlow ? "slow" : "well" : "trouble", trouble, waiting, oldest.map(Moment::new),
                setBack.map(Uploads.SetBack::failures).orElse(0), setBack.map(Uploads.SetBack::retryAt).map(Moment::new));
    }

    static Jira jira(JiraAnswers.Said said) {
        var isTrouble = said.trouble().filter(trouble -> said.taken().map(trouble.at()::isAfter).orElse(true)).isPresent();
        var isScarce = said.budget().filter(budget -> budget.remaining() * 100 < budget.limit() * SCARCE_PERCENT).isPresent();
        return new Jira(isTrouble ? "trouble" : isScarce ? "slow" : "well", said.taken().map(Moment::new), said.trouble().map(trouble -> new Moment(trouble.at())),
                said.trouble().map(JiraAnswers.Trouble::status).orElse(0),
                said.budget().map(budget -> new Budget(budget.remaining(), budget.limit(), budget.reset().map(Moment::new), new Moment(budget.at()))));
    }

    static Unread unread(Backlog backlog) {
        return new Unread(backlog.unread() == 0 ? "well" : "trouble", backlog.unread());
    }
}
