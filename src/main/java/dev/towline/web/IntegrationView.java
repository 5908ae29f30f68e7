package dev.towline.web;

import dev.towline.integration.Integration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An integration as the admin page shows it and the API tells it: never its hook URL, never its secret.
 *
 * @param state       {@code waiting}, {@code connected} or {@code paused}
 * @param lastRefusal the newest delivery that was refused, when none was accepted since: trouble that still stands
 */
public record IntegrationView(
        String id, String name, String provider, String state, Rules rules, Moment createdAt,
        Optional<Moment> firstDeliveryAt, Optional<Moment> lastDeliveryAt,
        Optional<Refusal> lastRefusal) {

    /** @param reason in words */
    public record Refusal(Moment at, String reason) {}

    /** @param projects keys of these projects link and no others; empty: of all */
    public record Rules(boolean descriptionKeys, List<String> projects) {}

    static IntegrationView of(Integration integration, Optional<Refusal> newestRefusal) {
        return new IntegrationView(
                integration.id().toString(), integration.name(), integration.provider().code(), word(integration.state()),
                new Rules(integration.descriptionKeys(), integration.projects()), new Moment(integration.createdAt()),
                integration.firstDeliveryAt().map(Moment::new), integration.lastDeliveryAt().map(Moment::new),
                newestRefusal.filter(refusal -> integration.lastDeliveryAt().map(refusal.at().at()::isAfter).orElse(true)));
    }

    static String word(Integration.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public String providerLabel() {
        return Setup.label(provider);
    }

    public Setup setup() {
        return Setup.of(provider);
    }
}
