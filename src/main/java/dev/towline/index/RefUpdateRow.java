package dev.towline.index;

import dev.towline.activity.RefUpdate;
import java.time.Instant;

/**
 * One movement of a ref that we were told of.
 *
 * @param listed commits in the body
 * @param total  commits in the push; null: not told
 */
record RefUpdateRow(
        String repository, String ref, String before, String after, Instant at,
        boolean forced, String url, int listed, Integer total) {

    record Key(String repository, String ref, String before, String after, Instant at) {}

    static RefUpdateRow of(String repository, RefUpdate told, int listed) {
        return new RefUpdateRow(
                repository, Storable.text(told.ref().full()), Storable.id(told.before()), Storable.id(told.after()), Storable.time(told.at()),
                told.forced(), Storable.text(told.url()), listed, told.total().isPresent() ? told.total().getAsInt() : null);
    }

    Key key() {
        return new Key(repository, ref, before, after, at);
    }

    /** The same movement told twice: the fuller telling, part by part. The table's upsert says the same in SQL. */
    RefUpdateRow join(RefUpdateRow other) {
        return new RefUpdateRow(
                repository, ref, before, after, at,
                forced || other.forced, url.compareTo(other.url) >= 0 ? url : other.url, Math.max(listed, other.listed),
                total == null ? other.total : other.total == null ? total : Integer.valueOf(Math.max(total, other.total)));
    }
}
