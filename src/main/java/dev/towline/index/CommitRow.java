package dev.towline.index;

import dev.towline.activity.Commit;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A commit. Its SHA names its content, so two readings differ only in what a server left out or names anew.
 *
 * @param merge     null: the parents are not known
 * @param fileCount null: not told
 * @param live      a push told of it, not only a repair
 */
record CommitRow(
        String repository, String sha, String message, String authorName, String authorEmail, String authorUsername,
        Instant authoredAt, String url, Boolean merge, Integer fileCount, List<FileChange> files, boolean live) {

    /** A panel and Jira show no more; the count tells of the rest. */
    static final int FILES = 10;

    static CommitRow of(String repository, Commit told, boolean live) {
        return new CommitRow(
                repository, Storable.id(told.sha()), Storable.text(told.message()),
                Storable.text(told.author().name()), Storable.text(told.author().email()), Storable.text(told.author().username()),
                Storable.time(told.authoredAt().toInstant()), Storable.text(told.url()),
                told.merge().orElse(null), told.fileCount().isPresent() ? told.fileCount().getAsInt() : null,
                told.files().stream().limit(FILES).map(file -> new FileChange(Storable.text(file.path()), file.kind())).toList(), live);
    }

    Entity entity() {
        return new Entity(Change.Kind.COMMIT, repository, sha);
    }

    Set<IssueKey> keys() {
        return IssueKeys.in(message);
    }

    /** The fuller of the two, part by part: the greater, where unknown is least. It does not depend on which came first. */
    CommitRow join(CommitRow other) {
        return new CommitRow(
                repository, sha, fuller(message, other.message),
                fuller(authorName, other.authorName), fuller(authorEmail, other.authorEmail), fuller(authorUsername, other.authorUsername),
                fuller(authoredAt, other.authoredAt), fuller(url, other.url),
                fuller(merge, other.merge), fuller(fileCount, other.fileCount), fuller(files, other.files), live || other.live);
    }

    private static <T extends Comparable<T>> T fuller(T one, T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static List<FileChange> fuller(List<FileChange> one, List<FileChange> other) {
        return Comparator.<List<FileChange>>comparingInt(List::size).thenComparing(List::toString).compare(one, other) >= 0 ? one : other;
    }
}
