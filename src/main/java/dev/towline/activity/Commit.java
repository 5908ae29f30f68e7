package dev.towline.activity;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A commit's metadata: who, when, why, and the names of the files. Never a line of source.
 *
 * @param sha       full, lower-case hex
 * @param message   whole, as written
 * @param url       its web page, {@code ""} when not known
 * @param files     names of changed files, in the server's order; empty when it does not tell
 * @param fileCount how many files changed, where told; may exceed {@code files}
 * @param merge     whether it has several parents, only where the parents are known
 */
public record Commit(
        String sha, String message, Person author, OffsetDateTime authoredAt, String url,
        List<FileChange> files, OptionalInt fileCount, Optional<Boolean> merge) {}
