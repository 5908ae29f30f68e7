package dev.towline.activity;

import java.time.Instant;
import java.util.Set;

/**
 * One run of something that builds: a workflow run, a pipeline, a commit status of a build server.
 *
 * @param pipeline  stable id of what runs again and again, unique within the repository; at most 255 characters
 * @param number    which run of it; the state of one run changes, its number does not. A commit status has none: it is made of the commit's date and SHA
 * @param name      what people call the run, {@code ""} when not told
 * @param updatedAt the git server's time of this state, or {@link Activity#TIME_NOT_TOLD}
 * @param url       its web page, {@code ""} when not known
 * @param sha       the commit that was built, {@code ""} when not told
 * @param ref       the full name of the ref that was built, such as {@code refs/heads/x}, where the server tells which kind it is,
 *                  else the name as told; {@code ""} when not told
 * @param keys      issue keys found in the texts that came with it (commit message, pull request title); the texts are not kept.
 *                  Keys of the ref's name and of the built commit are the index's to add
 */
public record Build(
        String pipeline, long number, String name, State state, Instant updatedAt, String url, String sha, String ref, Set<IssueKey> keys) {

    /** In the order of finality: of two states with the same time, the later one here holds. */
    public enum State { UNKNOWN, PENDING, IN_PROGRESS, CANCELLED, FAILED, SUCCESSFUL }
}
