package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import java.util.List;

/** One part of a stretch of history that a repair told: which commits it has. The commits themselves are indexed like others. */
record RecountRow(Key key, String ref, List<String> commits) {

    /** @param parts two repairs may cut the same stretch differently: each is whole by its own parts only */
    record Key(String repository, String from, String to, int parts, int part) {}

    static RecountRow of(String repository, Activity.Recounted told) {
        return new RecountRow(
                new Key(repository, Storable.id(told.from()), Storable.id(told.to()), told.parts(), told.part()),
                Storable.text(told.ref().full()), told.commits().stream().map(Commit::sha).map(Storable::id).toList());
    }
}
