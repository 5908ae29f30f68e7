package dev.towline.web;

import dev.towline.activity.IssueKey;
import dev.towline.devinfo.Uploads;
import dev.towline.index.Change;
import dev.towline.index.HeldKey;
import dev.towline.index.Search;
import dev.towline.index.Search.Found;
import dev.towline.intake.Deliveries;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Follows what a person misses from the git server's call to Jira's answer. */
@ApplicationScoped
class Trails {

    private final Deliveries deliveries;
    private final Integrations integrations;
    private final DataSource database;
    private final TraceTexts texts;

    Trails(Deliveries deliveries, Integrations integrations, DataSource database, @Spoken TraceTexts texts) {
        this.deliveries = deliveries;
        this.integrations = integrations;
        this.database = database;
        this.texts = texts;
    }

    List<Trail> of(TenantId tenant, Lookup lookup) {
        var names = integrations.list(tenant).stream().collect(Collectors.toMap(Integration::id, Integration::name));
        try (var connection = database.getConnection()) {
            var trouble = Uploads.trouble(connection, tenant);
            var trails = new ArrayList<Trail>();
            for (var found : found(connection, tenant, lookup)) {
                trails.add(new Trail(entity(found, names), steps(connection, tenant, found, names, trouble)));
            }
            return trails;
        } catch (SQLException e) {
            throw new IllegalStateException("the index could not be searched", e);
        }
    }

    private static Collection<Found> found(Connection connection, TenantId tenant, Lookup lookup) throws SQLException {
        var found = new ArrayList<Found>();
        if (lookup.key().isPresent()) {
            found.addAll(Search.naming(connection, tenant, lookup.key().get()));
        }
        if (lookup.sha().isPresent()) {
            found.addAll(Search.commits(connection, tenant, lookup.sha().get()));
        }
        if (lookup.number().isPresent()) {
            found.addAll(Search.pullRequests(connection, tenant, lookup.number().get()));
        }
        if (lookup.name().isPresent()) {
            found.addAll(Search.named(connection, tenant, lookup.name().get()));
        }
        var ofRepository = found.stream().filter(it -> !it.place().repositoryUrl().isEmpty() && lookup.url().startsWith(it.place().repositoryUrl() + "/")).toList();
        return once(ofRepository.isEmpty() ? found : ofRepository);
    }

    // A branch whose name is an issue key is found by both.
    private static Collection<Found> once(List<Found> found) {
        var once = new LinkedHashMap<List<Object>, Found>();
        found.forEach(it -> once.putIfAbsent(List.of(it.kind(), it.place().integration(), it.place().repository(), it.entity()), it));
        return once.values();
    }

    private static Trail.Entity entity(Found found, Map<IntegrationId, String> names) {
        return new Trail.Entity(
                word(found.kind()), found.entity(), found.title(), Links.safe(found.url()), found.place().repositoryName(),
                names.getOrDefault(found.place().integration(), ""), found.linked().stream().map(IssueKey::value).toList());
    }

    private List<Trail.Step> steps(Connection connection, TenantId tenant, Found found, Map<IntegrationId, String> names, String trouble) throws SQLException {
        var steps = new ArrayList<Trail.Step>();
        steps.addAll(arrival(tenant, found, names));
        if (found.gone()) {
            steps.add(Trail.Step.now("gone", texts.detail_gone()));
        } else if (found.linked().isEmpty()) {
            steps.add(Trail.Step.now("unlinked", found.held().isEmpty() ? texts.detail_no_key() : held(found.held())));
        } else {
            steps.add(Trail.Step.now("linked", texts.detail_linked(joined(found.linked())) + (found.held().isEmpty() ? "" : ". " + held(found.held()))));
            steps.add(upload(connection, tenant, found, trouble));
        }
        return steps;
    }

    private List<Trail.Step> arrival(TenantId tenant, Found found, Map<IntegrationId, String> names) {
        var delivery = found.position() == 0 ? Optional.<Deliveries.Entry>empty() : deliveries.thatMade(tenant, found.position());
        if (delivery.isEmpty()) {
            return List.of(Trail.Step.now("indexed", texts.detail_no_delivery()));
        }
        var entry = delivery.get();
        var integration = names.getOrDefault(entry.integration(), "");
        var words = entry.event().isEmpty() ? texts.detail_received_eventless(integration) : texts.detail_received(entry.event(), integration);
        return List.of(
                new Trail.Step("received", Optional.of(new Moment(entry.receivedAt())), words, Optional.of(entry.id().toString())),
                Trail.Step.at("indexed", entry.handledAt(), ""));
    }

    private Trail.Step upload(Connection connection, TenantId tenant, Found found, String trouble) throws SQLException {
        var answer = Uploads.answer(connection, tenant, found.place().integration(), found.place().repository(), word(found.kind()), found.entity());
        if (answer.isEmpty() && found.kind() == Change.Kind.TAG) {
            return Trail.Step.now("waiting", texts.detail_tag());
        }
        if (answer.isEmpty() || answer.get().position() < found.position() && Uploads.reached(connection, tenant) < found.position()) {
            return Trail.Step.now("waiting", !trouble.isEmpty() ? Reasons.said(trouble, texts.lang()) : answer.isEmpty() ? texts.detail_to_send() : texts.detail_newer());
        }
        var said = answer.get();
        return switch (said.outcome()) {
            case "accepted" -> Trail.Step.at("accepted", said.at(), said.message());
            case "deleted" -> Trail.Step.at("deleted", said.at(), "");
            default -> Trail.Step.at("refused", said.at(), Reasons.said(said.message(), texts.lang()));
        };
    }

    private String held(Map<HeldKey, ? extends Collection<IssueKey>> held) {
        return held.entrySet().stream().map(reason -> switch (reason.getKey()) {
            case UNKNOWN_PROJECT -> texts.detail_unknown_project(joined(reason.getValue()));
            case NOT_ALLOWED -> texts.detail_not_allowed(joined(reason.getValue()));
        }).collect(Collectors.joining(" "));
    }

    private static String joined(Collection<IssueKey> keys) {
        return keys.stream().map(IssueKey::value).collect(Collectors.joining(", "));
    }

    private static String word(Change.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
