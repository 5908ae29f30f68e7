package dev.towline.index;

import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.Comparator;

/**
 * A repository by the newest word of its git server: name and address of that time, and whether that word was "removed".
 *
 * @param asOf    the git server's time of that word, or when it was received
 * @param removed a removal holds against anything of the same time or older; a newer activity revives the repository
 */
record RepositoryRow(String repository, String name, String url, Instant asOf, boolean removed) {

    private static final Comparator<RepositoryRow> NEWNESS = Comparator.comparing(RepositoryRow::asOf)
            .thenComparing(RepositoryRow::removed)
            .thenComparing(RepositoryRow::name)
            .thenComparing(RepositoryRow::url);

    static RepositoryRow of(Repository told, boolean removed) {
        return new RepositoryRow(Storable.id(told.id()), Storable.text(told.name()), Storable.text(told.url()), Storable.time(told.asOf()), removed);
    }

    RepositoryRow join(RepositoryRow other) {
        return NEWNESS.compare(this, other) >= 0 ? this : other;
    }

    /** Whether Jira or a page would show something else: a newer time alone is no change. */
    boolean looksLike(RepositoryRow other) {
        return name.equals(other.name) && url.equals(other.url) && removed == other.removed;
    }
}
