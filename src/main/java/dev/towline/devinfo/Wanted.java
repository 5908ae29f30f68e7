package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.integration.IntegrationId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stretch of the log, coalesced: each thing that changed once, with the newest position that concerns it.
 * Deliveries are no matter of Jira's, and tags it has no place for: both are left out.
 *
 * @param known keys under which Jira knows an issue since then: it may have refused them before
 * @param upTo where the log will have been followed to
 */
record Wanted(Map<Entity, Long> entities, Map<RepositoryId, Long> repositories, Set<IntegrationId> integrations, Map<IssueKey, Long> known, long upTo) {

    static Wanted of(List<Change> changes, long after) {
        var wanted = new Wanted(
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>(),
                changes.isEmpty() ? after : changes.getLast().position());
        for (var change : changes) {
            switch (change.kind()) {
                case COMMIT -> wanted.add(Entity.of(Entity.Kind.COMMIT, change), change.position());
                case BRANCH -> wanted.add(Entity.of(Entity.Kind.BRANCH, change), change.position());
                case PULL_REQUEST -> wanted.add(Entity.of(Entity.Kind.PULL_REQUEST, change), change.position());
                case REPOSITORY -> wanted.repositories.put(new RepositoryId(change.integration(), change.repository()), change.position());
                case INTEGRATION -> wanted.integrations.add(change.integration());
                case BUILD -> wanted.add(Entity.of(Entity.Kind.BUILD, change), change.position());
                case DEPLOYMENT -> wanted.add(Entity.of(Entity.Kind.DEPLOYMENT, change), change.position());
                case JIRA -> change.issueKeys().forEach(key -> wanted.known.put(key, change.position()));
                case DELIVERY, TAG -> { }
            }
        }
        return wanted;
    }

    /** What is wanted of this repository, as of {@code position} at least. */
    void raise(RepositoryId repository, long position) {
        entities.replaceAll((entity, wanted) -> entity.in().equals(repository) ? Math.max(wanted, position) : wanted);
    }

    /** Also this entity, as of {@code position} or a newer one already wanted. */
    void add(Entity entity, long position) {
        entities.merge(entity, position, Math::max);
    }
}
