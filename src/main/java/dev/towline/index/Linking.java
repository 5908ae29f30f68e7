package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.integration.LinkRules;
import dev.towline.jira.Projects;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the keys that people wrote link: those of projects that the site has and the integration is allowed. It is
 * decided anew each time from the text, the projects and the rules as they are, so that it does not matter which of them came first.
 */
final class Linking {

    private final LinkRules rules;
    private final Projects projects;

    private Linking(LinkRules rules, Projects projects) {
        this.rules = rules;
        this.projects = projects;
    }

    /** For keys such as these; call it under the tenant's lock. */
    static Linking of(Scope scope, LinkRules rules, Collection<Set<IssueKey>> keys) throws SQLException {
        return ofProjects(scope, rules, keys.stream().flatMap(Collection::stream).map(IssueKey::project).collect(Collectors.toSet()));
    }

    static Linking ofProjects(Scope scope, LinkRules rules, Set<String> projects) throws SQLException {
        return new Linking(rules, Projects.among(scope.connection(), scope.tenant(), projects));
    }

    /** Why keys of this project link nothing; empty when they do. A former key of an allowed project is allowed. */
    Optional<HeldKey> held(String project) {
        if (!projects.mayHave(project)) {
            return Optional.of(HeldKey.UNKNOWN_PROJECT);
        }
        return rules.projects().isEmpty() || rules.projects().stream().anyMatch(allowed -> projects.same(project, allowed))
                ? Optional.empty() : Optional.of(HeldKey.NOT_ALLOWED);
    }

    Set<IssueKey> linked(Set<IssueKey> keys) {
        return keys.stream().filter(key -> held(key.project()).isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Map<IssueKey, HeldKey> held(Set<IssueKey> keys) {
        var held = new LinkedHashMap<IssueKey, HeldKey>();
        keys.forEach(key -> held(key.project()).ifPresent(reason -> held.put(key, reason)));
        return held;
    }

    Map<Entity, Set<IssueKey>> linked(Map<Entity, Set<IssueKey>> wanted) {
        var linked = new LinkedHashMap<Entity, Set<IssueKey>>();
        wanted.forEach((entity, keys) -> linked.put(entity, linked(first(keys))));
        return linked;
    }

    Map<Entity, Map<IssueKey, HeldKey>> held(Map<Entity, Set<IssueKey>> wanted) {
        var held = new LinkedHashMap<Entity, Map<IssueKey, HeldKey>>();
        wanted.forEach((entity, keys) -> held.put(entity, held(first(keys))));
        return held;
    }

    /** Cut before it is decided which link, so that what is kept of a text does not depend on the projects of the day. */
    private static Set<IssueKey> first(Set<IssueKey> keys) {
        return keys.stream().limit(Links.KEYS).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
