package dev.towline.activity;

import java.time.Instant;
import java.util.Set;

/**
 * Something deployed, or on its way, to an environment.
 *
 * @param id          the server's own stable id within the repository
 * @param environment as the git server names it, such as {@code production}; which type it is for Jira is decided elsewhere
 * @param name        what people call it, {@code ""} when not told
 * @param updatedAt   the git server's time of this state, or {@link Activity#TIME_NOT_TOLD}
 * @param url         its web page, {@code ""} when not known
 * @param sha         the deployed commit, {@code ""} when not told
 * @param ref         the full name of the deployed ref where the server tells which kind it is, else the name as told; {@code ""} when not told
 * @param keys        issue keys found in the texts that came with it; the texts are not kept
 */
public record Deployment(
        String id, String environment, String name, State state, Instant updatedAt, String url, String sha, String ref, Set<IssueKey> keys) {

    /** In the order of finality: of two states with the same time, the later one here holds. */
    public enum State { UNKNOWN, PENDING, IN_PROGRESS, CANCELLED, FAILED, SUCCESSFUL, ROLLED_BACK }
}
