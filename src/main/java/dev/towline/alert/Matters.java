package dev.towline.alert;

import dev.towline.index.Gaps;
import dev.towline.intake.Condition;
import dev.towline.intake.Deliveries;
import dev.towline.integration.Integration;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What is the matter with an integration now, by the same measures as on the page. Of one that is paused, nothing is. */
@ApplicationScoped
class Matters {

    /**
     * For as long calls are refused, and no good one comes, before a chat is told. Where the secret is wrong, no good one comes any more; a stranger
     * who knows the hook URL sends his between good ones, and must not be able to ring a bell with each.
     */
    static final Duration REFUSING = Duration.ofHours(1);

    private final Deliveries deliveries;

    Matters(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    Set<Cause> of(Connection connection, Integration integration, Instant now) throws SQLException {
        var causes = EnumSet.noneOf(Cause.class);
        if (integration.paused()) {
            return causes;
        }
        var tenant = integration.tenant();
        var unread = newest(tenant, integration, "quarantined");
        switch (Condition.of(integration, unread, newest(tenant, integration, "refused"), deliveries.isUnusuallySilent(tenant, integration.id()))) {
            case FAILING -> causes.add(Cause.FAILING);
            case REFUSING -> {
                if (isRefusingForLong(integration, now)) {
                    causes.add(Cause.FAILING);
                }
            }
            case SILENT -> causes.add(Cause.SILENT);
            case WAITING, CONNECTED, PAUSED -> { }
        }
        if (unread.isPresent()) {
            causes.add(Cause.QUARANTINE);
        }
        if (Gaps.of(connection, tenant, integration.id(), now).stream().anyMatch(Gaps.Gap::isOpen)) {
            causes.add(Cause.GAP);
        }
        return causes;
    }

    private boolean isRefusingForLong(Integration integration, Instant now) {
        return deliveries.firstRefusalAfter(integration.tenant(), integration.id(), integration.lastDeliveryAt().orElse(Instant.EPOCH))
                .filter(first -> !first.isAfter(now.minus(REFUSING))).isPresent();
    }

    private Optional<Instant> newest(TenantId tenant, Integration integration, String outcome) {
        var filter = new Deliveries.Filter(Optional.of(integration.id()), Optional.of(outcome), Optional.empty());
        return deliveries.page(tenant, filter, Optional.empty()).items().stream().findFirst().map(Deliveries.Entry::receivedAt);
    }
}
