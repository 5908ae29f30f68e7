package dev.towline.web;

import dev.towline.intake.Deliveries;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** A site's integrations, each with how it fares. A site has a handful, so each is asked about by itself. */
@ApplicationScoped
public class Overview {

    private final Integrations integrations;
    private final Deliveries deliveries;

    Overview(Integrations integrations, Deliveries deliveries) {
        this.integrations = integrations;
        this.deliveries = deliveries;
    }

    List<IntegrationView> all(TenantId tenant) {
        return integrations.list(tenant).stream().map(integration -> of(tenant, integration)).toList();
    }

    Optional<IntegrationView> one(TenantId tenant, IntegrationId id) {
        return integrations.find(tenant, id).map(integration -> of(tenant, integration));
    }

    IntegrationView of(TenantId tenant, Integration integration) {
        var refused = deliveries.page(tenant, new Deliveries.Filter(Optional.of(integration.id()), Optional.of("refused"), Optional.empty()), Optional.empty());
        return IntegrationView.of(integration, refused.items().stream().findFirst()
                .map(entry -> new IntegrationView.Refusal(new Moment(entry.receivedAt()), entry.reason())));
    }
}
