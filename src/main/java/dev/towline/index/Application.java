package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.integration.LinkRules;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The application of one delivery under the tenant's lock: read what is known, decide what is different, number the
 * changes, write. The number of statements does not depend on the delivery's size.
 */
final class Application {

    private final Scope scope;
    private final LinkRules rules;
    private Linking linking;

    Application(Scope scope, LinkRules rules) {
        this.scope = scope;
        this.rules = rules;
    }

    /**
     * Whether anything is different now.
     *
     * @param unsettled entities whose links are to be looked at again, though nothing new is told of them
     */
    boolean apply(Told told, Set<Entity> unsettled, Instant now) throws SQLException {
        var news = RefUpdateRows.record(scope, told.movements().values()) + RecountRows.record(scope, told.recounts().values(), now) > 0;
        GapRows.record(scope, told.movements().keySet(), now);
        var reviewed = ReviewRows.apply(scope, told.reviews());

        var repositories = RepositoryRows.settle(scope, told.repositories());
        var revived = Links.entitiesOf(scope, keysWhere(repositories, it -> it.before() != null && it.before().removed() && !it.now().removed()));
        var touched = List.copyOf(Entities.both(revived, unsettled));
        var runs = Runs.settle(scope, told, touched);
        var commits = CommitRows.settle(scope, told.commits(), Entities.both(runs.commits(), Entities.ofKind(touched, Change.Kind.COMMIT)));
        var completed = RefRows.headedBy(scope, keysWhere(commits, Settled::different));
        var refs = RefRows.settle(scope, told.refs(), Entities.both(completed, touched));
        var pullRequests = PullRequestRows.settle(scope, told.pullRequests(), Entities.both(reviewed, Entities.ofKind(touched, Change.Kind.PULL_REQUEST)));

        var wanted = new LinkedHashMap<Entity, Set<IssueKey>>();
        commits.forEach((entity, row) -> wanted.put(entity, row.now().keys()));
        refs.forEach((entity, row) -> wanted.put(entity, row.now().keys()));
        pullRequests.forEach((entity, row) -> wanted.put(entity, row.now().keys(rules.descriptionKeys())));
        wanted.putAll(runs.keys(commits));
        var named = new ArrayList<>(wanted.values());
        named.add(told.keys(rules.descriptionKeys()));
        linking = Linking.of(scope, rules, named);
        var links = Links.settle(scope, linking.linked(wanted));

        var different = new LinkedHashSet<Entity>(revived);
        different.addAll(completed);
        different.addAll(reviewed);
        different.addAll(keysWhere(commits, Settled::different));
        different.addAll(keysWhere(refs, Settled::different));
        different.addAll(keysWhere(pullRequests, Settled::different));
        different.addAll(runs.different());
        different.addAll(keysWhere(links, Settled::different));

        var looksDifferent = keysWhere(repositories, it -> it.before() != null && !it.now().looksLike(it.before()));
        var drafts = new ArrayList<>(repositoryDrafts(looksDifferent));
        var repositoryChanges = drafts.size();
        var changed = links.keySet().stream().filter(different::contains).filter(entity -> !everLinked(links.get(entity)).isEmpty()).toList();
        changed.forEach(entity -> drafts.add(draft(entity, everLinked(links.get(entity)))));

        var first = ChangeLog.append(scope.connection(), scope.tenant(), drafts, now) - drafts.size() + 1 + repositoryChanges;
        var positions = new HashMap<Entity, Long>();
        changed.forEach(entity -> positions.put(entity, first + positions.size()));
        // What no change tells of, because no issue is concerned, has the place of the change that closes the delivery: so it is found from there, too.
        var closing = first + changed.size();
        different.forEach(entity -> positions.putIfAbsent(entity, closing));

        RepositoryRows.write(scope, repositories.values());
        CommitRows.write(scope, commits, told.toldAt(), positions);
        RefRows.write(scope, refs, positions);
        PullRequestRows.write(scope, pullRequests, positions);
        runs.write(scope, positions);
        Links.write(scope, links);
        HeldKeys.write(scope, linking.held(wanted));
        return news || !different.isEmpty() || !looksDifferent.isEmpty() || repositories.values().stream().anyMatch(it -> it.before() == null);
    }

    /** By which it was decided what links: good for every key that was told. Only after {@link #apply}. */
    Linking linking() {
        return linking;
    }

    /** One change for a whole repository that was renamed or removed, or came back. */
    private List<Change.Draft> repositoryDrafts(List<String> repositories) throws SQLException {
        var keys = Links.keysOf(scope, repositories);
        return repositories.stream().filter(keys::containsKey)
                .map(repository -> new Change.Draft(Change.Kind.REPOSITORY, scope.integration(), repository, "", keys.get(repository)))
                .toList();
    }

    private Change.Draft draft(Entity entity, Set<IssueKey> keys) {
        return new Change.Draft(entity.kind(), scope.integration(), entity.repository(), entity.id(), keys);
    }

    /** Keys linked now or until now: who looked at an issue that lost its link has to look again. Twice {@link Links#KEYS} at most. */
    private static Set<IssueKey> everLinked(Settled<Set<IssueKey>> keys) {
        var ever = new LinkedHashSet<>(keys.now());
        ever.addAll(keys.before());
        return ever;
    }

    private static <K, R> List<K> keysWhere(Map<K, Settled<R>> settled, Predicate<Settled<R>> predicate) {
        return settled.entrySet().stream().filter(entry -> predicate.test(entry.getValue())).map(Map.Entry::getKey).toList();
    }
}
