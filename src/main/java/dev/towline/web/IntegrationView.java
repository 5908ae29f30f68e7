package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.towline.intake.Condition;
import dev.towline.intake.Deliveries;
import dev.towline.integration.Integration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An integration as the admin page shows it and the API tells it: never its hook URL, never its secret.
 *
 * @param state       {@code waiting}, {@code connected}, {@code silent} (connected once, and quiet for unusually long), {@code failing} (the newest
 *                    delivery could not be read), {@code refusing} (the newest call was not believed) or {@code paused}
 * @param lastRefusal the newest delivery that was refused, when none was accepted since: trouble that still stands
 * @param unread      the newest deliveries that nobody could read, at most {@link #UNREAD}
 * @param topics      the Amazon SNS topics that were subscribed to its hook URL
 * @param gaps        for the page; programs ask {@code /api/gaps}
 * @param standing    what is not seen from the outside
 */
public record IntegrationView(
        String id, String name, String provider, String state, Rules rules, Moment createdAt,
        Optional<Moment> firstDeliveryAt, Optional<Moment> lastDeliveryAt,
        Optional<Refusal> lastRefusal, List<Unread> unread, List<TopicView> topics, @JsonIgnore GapsView gaps, Standing standing) {

    /** As many as one can look at; when these are gone, the next show. */
    static final int UNREAD = 5;

    /** @param reason in words */
    public record Refusal(Moment at, String reason) {}

    /**
     * A delivery in quarantine.
     *
     * @param waiting whether it is about to be tried again
     * @param kept    whether it can be
     */
    public record Unread(String id, Moment receivedAt, String reason, boolean waiting, boolean kept) {

        static Unread of(Deliveries.Entry entry) {
            return new Unread(entry.id().toString(), new Moment(entry.receivedAt()), entry.reason(), entry.outcome().equals("waiting"), entry.kept());
        }
    }

    /**
     * @param projects     keys of these projects link and no others; empty: of all
     * @param environments of each type the patterns by which an administrator gave it to names of environments
     * @param repositories patterns of the repositories that are taken in; empty: all
     * @param branches     the same of branches
     * @param keptDays     for how many days the record of a delivery is kept
     */
    public record Rules(
            boolean descriptionKeys, List<String> projects, Map<String, List<String>> environments,
            List<String> repositories, List<String> branches, boolean fileNames, boolean emails, int keptDays) {

        static Rules of(Integration integration, Map<String, List<String>> environments) {
            var admission = integration.admission();
            return new Rules(integration.descriptionKeys(), integration.projects(), environments,
                    admission.repositories(), admission.branches(), admission.fileNames(), admission.emails(), integration.keptDays());
        }
    }

    /**
     * @param oldUrl    the overlap of a replaced hook URL with the present one, while it lasts
     * @param oldSecret the same of the signing secret
     * @param edition   counts the changes of the name and the rules; sent back with a change, it tells whether somebody else was faster
     */
    public record Standing(Optional<Overlap> oldUrl, Optional<Overlap> oldSecret, int edition, TrafficView traffic) {

        static Standing of(Integration integration, Instant now, TrafficView traffic) {
            return new Standing(integration.oldUrl(now).map(Overlap::of), integration.oldSecret(now).map(Overlap::of), integration.edition(), traffic);
        }
    }

    /** @param oldUsedAt when the newest delivery that was believed by the old one arrived */
    public record Overlap(Moment until, Optional<Moment> oldUsedAt, Optional<Moment> newUsedAt) {

        static Overlap of(Integration.Overlap overlap) {
            return new Overlap(new Moment(overlap.until()), overlap.oldUsedAt().map(Moment::new), overlap.newUsedAt().map(Moment::new));
        }
    }

    static IntegrationView of(
            Integration integration, Map<String, List<String>> environments, Optional<Refusal> newestRefusal, boolean silent, List<Unread> unread, List<TopicView> topics, GapsView gaps, Standing standing) {
        var refusal = newestRefusal.filter(it -> integration.lastDeliveryAt().map(it.at().at()::isAfter).orElse(true));
        var newestUnread = unread.stream().map(it -> it.receivedAt().at()).max(Comparator.naturalOrder());
        return new IntegrationView(
                integration.id().toString(), integration.name(), integration.provider().code(), Condition.of(integration, newestUnread, refusal.map(it -> it.at().at()), silent).word(),
                Rules.of(integration, environments), new Moment(integration.createdAt()),
                integration.firstDeliveryAt().map(Moment::new), integration.lastDeliveryAt().map(Moment::new), refusal, unread, topics, gaps, standing);
    }

    static String word(Integration.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it speaks, so that having no gaps means something. */
    public boolean speaks() {
        return lastDeliveryAt.isPresent() && !state.equals("silent");
    }

    public String providerLabel() {
        return Setup.label(provider);
    }

    public Setup setup() {
        return Setup.of(provider);
    }
}
