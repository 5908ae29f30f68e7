package dev.towline.index;

import dev.towline.activity.RefUpdate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Where a branch or tag stands, as a function of the set of its movements, so that the order in which they were told does not matter.
 * The newest time decides. Git servers tell time by the second, so within it the chain of SHAs decides; a movement whose
 * time was not told has that of its {@link Receipt}.
 *
 * @param head    {@code ""} when not known, or removed
 * @param removed the branch or tag is gone
 */
record RefState(String head, Instant at, boolean removed, String url) {

    record Movement(String before, String after, Instant at, String url) {

        /** Some servers tell of a new branch without saying where it points: weaker than any movement that does. */
        boolean told() {
            return !after.isEmpty();
        }
    }

    /** Of all movements only those of the newest second that tell a SHA matter, and the newest that does not. */
    static RefState of(Collection<Movement> movements) {
        var newest = movements.stream().map(Movement::at).max(Comparator.naturalOrder()).orElseThrow();
        var toldAt = movements.stream().filter(Movement::told).map(Movement::at).max(Comparator.naturalOrder());
        var deciding = movements.stream().filter(movement -> toldAt.equals(Optional.of(movement.at())) && movement.told()).toList();
        var url = movements.stream()
                .filter(movement -> movement.at().equals(newest) || deciding.contains(movement))
                .map(Movement::url).max(Comparator.naturalOrder()).orElse("");
        if (deciding.isEmpty()) {
            return new RefState("", newest, false, url);
        }
        var end = end(deciding);
        if (!end.equals(RefUpdate.ABSENT)) {
            return new RefState(end, newest, false, url);
        }
        // A creation after the removal: the branch is back, we were not told where it points.
        return new RefState("", newest, toldAt.orElseThrow().equals(newest), url);
    }

    /**
     * The end of the chain that the movements of one second form: the place that was entered more often than left.
     * Where a hole leaves several, one that nobody left; of those a removal, because what follows it would have begun at
     * "absent". A closed ring does not tell where it began: a removal, else the greatest SHA, so that every node agrees.
     */
    private static String end(List<Movement> movements) {
        var balance = new HashMap<String, Integer>();
        var left = new HashSet<String>();
        for (var movement : movements) {
            balance.merge(movement.after(), 1, Integer::sum);
            balance.merge(movement.before(), -1, Integer::sum);
            left.add(movement.before());
        }
        var places = movements.stream().map(Movement::after).distinct().toList();
        var ends = places.stream().filter(place -> balance.get(place) > 0).toList();
        return (ends.isEmpty() ? places : ends).stream()
                .max(Comparator.<String, Boolean>comparing(place -> !left.contains(place))
                        .thenComparing(RefUpdate.ABSENT::equals)
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
