package dev.towline.web;

import dev.towline.devinfo.Reconciliation;
import dev.towline.devinfo.Uploads;
import dev.towline.index.Development;
import dev.towline.index.Gaps;
import dev.towline.index.Repositories;
import dev.towline.intake.Deliveries;
import dev.towline.intake.DeliveryDays;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.jira.TenantId;
import dev.towline.selfhosted.AccessToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A site's integrations, each with how it fares. A site has a handful, so each is asked about by itself. */
@ApplicationScoped
public class Overview {

    private final Integrations integrations;
    private final Deliveries deliveries;
    private final SnsSubscriptions subscriptions;
    private final AccessToken token;
    private final EnvironmentRules environments;
    private final DataSource database;
    private final Clock clock;
    private final String script;

    Overview(
            Integrations integrations, Deliveries deliveries, SnsSubscriptions subscriptions, AccessToken token, EnvironmentRules environments,
            DataSource database, Clock clock,
            @ConfigProperty(name = "towline.base-url") String baseUrl) {
        this.integrations = integrations;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.token = token;
        this.environments = environments;
        this.database = database;
        this.clock = clock;
        this.script = baseUrl.replaceFirst("/$", "") + "/agent/towline-backfill";
    }

    List<IntegrationView> all(TenantId tenant) {
        return integrations.list(tenant).stream().map(integration -> of(tenant, integration)).toList();
    }

    /** What keeps Jira from taking what we send, in words; {@code ""} when nothing does. */
    String trouble(TenantId tenant) {
        try (var connection = database.getConnection()) {
            var uploads = Uploads.trouble(connection, tenant);
            return uploads.isEmpty() ? token.trouble() : uploads;
        } catch (SQLException e) {
            throw new IllegalStateException("the state of the uploads could not be read", e);
        }
    }

    /** What Jira refused, the newest {@link RefusedView#SHOWN}. */
    List<RefusedView> refused(TenantId tenant) {
        try (var connection = database.getConnection()) {
            var refused = new ArrayList<RefusedView>();
            for (var one : Uploads.refused(connection, tenant, RefusedView.SHOWN)) {
                var repository = Development.repository(connection, tenant, one.integration(), one.repository());
                refused.add(RefusedView.of(one, repository.map(view -> view.place().repositoryName()).orElse(one.repository())));
            }
            return refused;
        } catch (SQLException e) {
            throw new IllegalStateException("what Jira refused could not be read", e);
        }
    }

    ComparisonView comparison(TenantId tenant) {
        try (var connection = database.getConnection()) {
            return ComparisonView.of(Reconciliation.state(connection, tenant, clock.instant()));
        } catch (SQLException e) {
            throw new IllegalStateException("the state of the comparison could not be read", e);
        }
    }

    Optional<IntegrationView> one(TenantId tenant, IntegrationId id) {
        return integrations.find(tenant, id).map(integration -> of(tenant, integration));
    }

    /** What is missing of one integration's history. */
    List<Gaps.Gap> gaps(TenantId tenant, IntegrationId id) {
        try (var connection = database.getConnection()) {
            return Gaps.of(connection, tenant, id, clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("the gaps could not be read", e);
        }
    }

    private List<Gaps.Recount> recounts(TenantId tenant, IntegrationId id) {
        try (var connection = database.getConnection()) {
            return Gaps.recounts(connection, tenant, id, clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("the repairs under way could not be read", e);
        }
    }

    IntegrationView of(TenantId tenant, Integration integration) {
        var refusal = newest(tenant, integration, "refused").findFirst()
                .map(entry -> new IntegrationView.Refusal(new Moment(entry.receivedAt()), entry.reason()));
        var unread = Stream.concat(newest(tenant, integration, "waiting"), newest(tenant, integration, "quarantined"))
                .sorted(Comparator.comparing(Deliveries.Entry::receivedAt).reversed())
                .limit(IntegrationView.UNREAD).map(IntegrationView.Unread::of).toList();
        return IntegrationView.of(
                integration, EnvironmentRules.words(environments.of(tenant, integration.id())), refusal, deliveries.isUnusuallySilent(tenant, integration.id()), unread,
                subscriptions.topics(tenant, integration.id(), clock.instant()).stream().map(TopicView::of).toList(),
                GapsView.of(integration.id().toString(), gaps(tenant, integration.id()), recounts(tenant, integration.id()), script), IntegrationView.Standing.of(integration, clock.instant(), traffic(tenant, integration.id())));
    }

    private TrafficView traffic(TenantId tenant, IntegrationId id) {
        var now = clock.instant();
        try (var connection = database.getConnection()) {
            return TrafficView.of(
                    DeliveryDays.lately(connection, tenant, id, now), Repositories.count(connection, tenant, id),
                    Uploads.waitingSince(connection, tenant, Optional.of(id)), now);
        } catch (SQLException e) {
            throw new IllegalStateException("the traffic of an integration could not be read", e);
        }
    }

    private Stream<Deliveries.Entry> newest(TenantId tenant, Integration integration, String outcome) {
        return deliveries.page(tenant, new Deliveries.Filter(Optional.of(integration.id()), Optional.of(outcome), Optional.empty()), Optional.empty()).items().stream();
    }
}
