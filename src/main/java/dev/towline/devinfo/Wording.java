package dev.towline.devinfo;

import dev.towline.activity.Person;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.EntityId;
import dev.towline.index.Development.PullRequestView;
import dev.towline.index.Development.ReviewerView;
import dev.towline.integration.EnvironmentType;
import dev.towline.integration.Environments;
import dev.towline.integration.Identities;
import dev.towline.integration.Identities.Identity;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What administrators said of names that git servers use, by which these are put into Jira's words. */
record Wording(Map<IntegrationId, Environments> environments, Map<IntegrationId, Map<String, Identity>> people) {

    /** Nothing was said. */
    static final Wording NONE = new Wording(Map.of(), Map.of());

    /** For these entities. */
    static Wording read(
            Connection connection, TenantId tenant, Map<EntityId, CommitView> commits, Map<EntityId, BranchView> branches, Map<EntityId, PullRequestView> requests)
            throws SQLException {
        var names = new LinkedHashSet<String>();
        Stream.of(
                commits.values().stream().map(CommitView::author),
                branches.values().stream().map(BranchView::last).flatMap(Optional::stream).map(CommitView::author),
                requests.values().stream().map(PullRequestView::author),
                requests.values().stream().map(PullRequestView::reviewers).flatMap(Collection::stream).map(ReviewerView::person))
                .flatMap(people -> people).flatMap(Wording::names).forEach(names::add);
        return new Wording(Environments.all(connection, tenant), Identities.among(connection, tenant, names));
    }

    EnvironmentType environment(IntegrationId integration, String name) {
        return environments.getOrDefault(integration, Environments.AS_GUESSED).typeOf(name);
    }

    /** The account of somebody, if it was said; what is said of the e-mail goes before what is said of names, of which others may have the same. */
    Optional<Identity> identity(IntegrationId integration, Person person) {
        var of = people.getOrDefault(integration, Map.of());
        return names(person).map(of::get).filter(Objects::nonNull).findFirst();
    }

    private static Stream<String> names(Person person) {
        return Stream.of(person.email(), person.username(), person.name()).map(Identities::key).filter(name -> !name.isEmpty());
    }
}
