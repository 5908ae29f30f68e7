package dev.towline.index;

import dev.towline.activity.Commit;
import dev.towline.activity.RefUpdate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One movement of a ref that we were told of.
 *
 * @param total commits in the push; null: not told
 */
record RefUpdateRow(
        String repository, String ref, String before, String after, Instant at,
        boolean forced, String url, Integer total, Listing listing) {

    /**
     * What the body listed of the push's commits.
     *
     * @param count commits in the body
     * @param atCap the list may have been cut
     * @param reach the commit of the list that is farthest from the tip, {@code ""} when it is empty
     * @param commits their SHAs, in the order of the body
     */
    record Listing(int count, boolean atCap, String reach, List<String> commits) {

        /** The longer list; of equal ones that which is not cut. */
        private static final Comparator<Listing> FULNESS =
                Comparator.comparing(Listing::count).thenComparing(Listing::atCap, Comparator.reverseOrder()).thenComparing(Listing::reach).thenComparing(Listing::joined);

        static Listing of(RefUpdate told, List<Commit> commits) {
            return new Listing(commits.size(), told.atCap(), Storable.id(farthest(told.after(), commits)), commits.stream().map(Commit::sha).map(Storable::id).toList());
        }

        // Some servers list the oldest first, some the newest, which then is where the ref stands.
        private static String farthest(String tip, List<Commit> commits) {
            if (commits.isEmpty()) {
                return "";
            }
            return (commits.getFirst().sha().equals(tip) ? commits.getLast() : commits.getFirst()).sha();
        }

        /** For a text column that the statement splits again: a SHA has no blanks. */
        String joined() {
            return String.join(" ", commits);
        }

        Listing join(Listing other) {
            return FULNESS.compare(this, other) >= 0 ? this : other;
        }
    }

    record Key(String repository, String ref, String before, String after, Instant at) {}

    static RefUpdateRow of(String repository, RefUpdate told, List<Commit> commits) {
        return new RefUpdateRow(
                repository, Storable.text(told.ref().full()), Storable.id(told.before()), Storable.id(told.after()), Storable.time(told.at()),
                told.forced(), Storable.text(told.url()), told.total().isPresent() ? told.total().getAsInt() : null, Listing.of(told, commits));
    }

    Key key() {
        return new Key(repository, ref, before, after, at);
    }

    /** The same movement told twice: the fuller telling, part by part. The table's upsert says the same in SQL. */
    RefUpdateRow join(RefUpdateRow other) {
        return new RefUpdateRow(
                repository, ref, before, after, at,
                forced || other.forced, url.compareTo(other.url) >= 0 ? url : other.url,
                total == null ? other.total : other.total == null ? total : Integer.valueOf(Math.max(total, other.total)),
                listing.join(other.listing));
    }
}
