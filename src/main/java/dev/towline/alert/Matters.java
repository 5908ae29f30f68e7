package dev.towline.alert;

import dev.towline.index.Gaps;
import dev.towline.intake.Condition;
import dev.towline.intake.Deliveries;
import dev.towline.integration.Integration;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is the matter with an integration now, by the same measures as on the page. Of one that is paused, nothing is. */
@ApplicationScoped
class Matters {

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
        var failure = Stream.concat(unread.stream(), newest(tenant, integration, "refused").stream()).max(Instant::compareTo);
        switch (Condition.of(integration, failure, deliveries.isUnusuallySilent(tenant, integration.id()))) {
            case FAILING -> causes.add(Cause.FAILING);
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

    private Optional<Instant> newest(TenantId tenant, Integration integration, String outcome) {
        var filter = new Deliveries.Filter(Optional.of(integration.id()), Optional.of(outcome), Optional.empty());
        return deliveries.page(tenant, filter, Optional.empty()).items().stream().findFirst().map(Deliveries.Entry::receivedAt);
    }
}
