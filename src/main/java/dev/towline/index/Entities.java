package dev.towline.index;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets of entities on their way through a delivery. */
final class Entities {

    private Entities() {}

    static Set<Entity> both(Collection<Entity> some, Collection<Entity> others) {
        var both = new LinkedHashSet<>(some);
        both.addAll(others);
        return both;
    }

    static List<Entity> ofKind(Collection<Entity> entities, Change.Kind kind) {
        return entities.stream().filter(entity -> entity.kind() == kind).toList();
    }

    /** The rows that are different, or that a change of this delivery is about. */
    static <R> List<R> toWrite(Map<Entity, Settled<R>> settled, Map<Entity, Long> positions) {
        return settled.entrySet().stream()
                .filter(entry -> entry.getValue().different() || positions.containsKey(entry.getKey()))
                .map(entry -> entry.getValue().now())
                .toList();
    }
}
