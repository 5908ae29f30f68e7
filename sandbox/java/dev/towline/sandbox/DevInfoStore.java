package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The stored development information. A state with a lower or equal sequence never replaces another, and a deleted entity stays as
 * a mark with its sequence, so that an upload which arrives late does not bring it back.
 */
final class DevInfoStore {

    record Entity(Kind kind, String id, long sequence, boolean deleted, JsonNode body, Set<Long> issues, Map<String, String> properties) {

        Entity deletedAt(long at) {
            return new Entity(kind, id, at, true, Json.object(), Set.of(), properties);
        }
    }

    record Repository(String id, long sequence, boolean deleted, long deletedUpTo, JsonNode details, Map<String, String> properties,
            Map<Kind, Map<String, Entity>> entities) {

        static Repository unknown(String id) {
            return new Repository(id, Long.MIN_VALUE, true, Long.MIN_VALUE, Json.object(), Map.of(), new EnumMap<>(Kind.class));
        }

        Repository at(long at, JsonNode state, Map<String, String> named) {
            return new Repository(id, at, false, deletedUpTo, state, named, entities);
        }

        Repository deletedUpTo(long limit, boolean gone) {
            return new Repository(id, sequence, gone, Math.max(deletedUpTo, limit), details, properties, entities);
        }

        Map<String, Entity> all(Kind kind) {
            return entities.computeIfAbsent(kind, first -> new LinkedHashMap<>());
        }

        List<Entity> living() {
            return entities.values().stream().flatMap(all -> all.values().stream()).filter(entity -> !entity.deleted()).toList();
        }
    }

    private final Map<String, Repository> repositories = new LinkedHashMap<>();

    /** Without a limit: delete whatever is stored. */
    static final long ANY = Long.MAX_VALUE;

    synchronized void putRepository(String id, long sequence, JsonNode details, Map<String, String> properties) {
        var known = repositories.getOrDefault(id, Repository.unknown(id));
        if (sequence > known.sequence() && sequence > known.deletedUpTo()) {
            repositories.put(id, known.at(sequence, details, properties));
        }
    }

    synchronized void put(String repository, Entity entity) {
        var home = repositories.computeIfAbsent(repository, Repository::unknown);
        var known = home.all(entity.kind()).get(entity.id());
        if (entity.sequence() > home.deletedUpTo() && (known == null || entity.sequence() > known.sequence())) {
            home.all(entity.kind()).put(entity.id(), entity);
        }
    }

    synchronized void delete(String repository, Kind kind, String id, long upTo) {
        var home = repositories.computeIfAbsent(repository, Repository::unknown);
        var known = home.all(kind).get(id);
        if (known != null && known.sequence() <= upTo) {
            home.all(kind).put(id, known.deletedAt(upTo == ANY ? known.sequence() : upTo));
        } else if (known == null && upTo != ANY) {
            home.all(kind).put(id, new Entity(kind, id, upTo, true, Json.object(), Set.of(), Map.of()));
        }
    }

    synchronized void deleteRepository(String id, long upTo) {
        var home = repositories.computeIfAbsent(id, Repository::unknown);
        for (var entity : home.living()) {
            delete(id, entity.kind(), entity.id(), upTo);
        }
        var gone = home.deleted() || home.sequence() <= upTo;
        repositories.put(id, home.deletedUpTo(upTo == ANY ? Long.MIN_VALUE : upTo, gone));
    }

    synchronized void deleteWhere(Map<String, String> properties) {
        for (var home : List.copyOf(repositories.values())) {
            home.living().stream().filter(entity -> matches(entity.properties(), properties))
                    .forEach(entity -> delete(home.id(), entity.kind(), entity.id(), ANY));
            if (!home.deleted() && matches(home.properties(), properties)) {
                repositories.put(home.id(), home.deletedUpTo(Long.MIN_VALUE, true));
            }
        }
    }

    synchronized boolean existsWhere(Map<String, String> properties, long upTo) {
        return repositories.values().stream().anyMatch(home ->
                !home.deleted() && home.sequence() <= upTo && matches(home.properties(), properties)
                        || home.living().stream().anyMatch(entity -> entity.sequence() <= upTo && matches(entity.properties(), properties)));
    }

    /** Forgets it without a mark, as if it had never been told. */
    synchronized void lose(Kind kind, String id) {
        repositories.values().forEach(home -> home.all(kind).remove(id));
    }

    /** Has it otherwise than it was told. */
    synchronized void alter(Kind kind, String id, String field, String value) {
        repositories.values().forEach(home -> home.all(kind).computeIfPresent(id, (same, entity) -> {
            var body = (ObjectNode) entity.body().deepCopy();
            body.put(field, value);
            return new Entity(kind, id, entity.sequence(), entity.deleted(), body, entity.issues(), entity.properties());
        }));
    }

    /** Has, beside this one, a copy of it under another id. */
    synchronized void copy(Kind kind, String id, String as) {
        for (var home : repositories.values()) {
            var entity = home.all(kind).get(id);
            if (entity != null) {
                var body = (ObjectNode) entity.body().deepCopy();
                home.all(kind).put(as, new Entity(kind, as, entity.sequence(), false, body.put("id", as), entity.issues(), entity.properties()));
            }
        }
    }

    /** The repository as the API shows it, with its newest entities. */
    synchronized Optional<ObjectNode> repository(String id, int most) {
        var home = repositories.get(id);
        if (home == null || home.deleted() && home.living().isEmpty()) {
            return Optional.empty();
        }
        var json = Json.object().put("id", id);
        json.setAll((ObjectNode) home.details());
        for (var kind : Kind.values()) {
            json.putArray(kind.list);
        }
        home.living().stream().sorted(Comparator.comparingLong(Entity::sequence).reversed()).limit(most)
                .forEach(entity -> json.withArray(entity.kind().list).add(entity.body()));
        return Optional.of(json);
    }

    /** What is stored of one kind for one issue, in the order of first upload; each with the name and URL of its repository. */
    synchronized List<ObjectNode> ofIssue(long issue, Kind kind) {
        return select(kind, entity -> entity.issues().contains(issue));
    }

    synchronized List<ObjectNode> all(Kind kind) {
        return select(kind, entity -> true);
    }

    private List<ObjectNode> select(Kind kind, Predicate<Entity> wanted) {
        return repositories.values().stream()
                .flatMap(home -> home.all(kind).values().stream().filter(entity -> !entity.deleted()).filter(wanted).map(entity -> {
                    var json = (ObjectNode) entity.body().deepCopy();
                    json.putObject("repository").put("id", home.id())
                            .put("name", home.details().path("name").asText(home.id())).put("url", home.details().path("url").asText(""));
                    return json;
                }))
                .toList();
    }

    private static boolean matches(Map<String, String> has, Map<String, String> wanted) {
        return has.entrySet().containsAll(wanted.entrySet());
    }

    synchronized void clear() {
        repositories.clear();
    }

    synchronized JsonNode snapshot() {
        return Json.MAPPER.valueToTree(repositories.values());
    }

    synchronized void restore(Collection<Repository> saved) {
        saved.forEach(home -> repositories.put(home.id(), home));
    }
}
