package dev.towline.activity;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A pull request (merge request, change) as it stood at {@code updatedAt}.
 *
 * @param number          the number people use, as text
 * @param author          {@link Person#UNKNOWN} when not told, which takes back nothing that was told before
 * @param sourceUrl       page of the source branch, {@code ""} when it or its repository is gone
 * @param fromFork        the source branch lives in another repository, or in one that is gone
 * @param headSha         tip of the source branch, {@code ""} when not told
 * @param commentCount    comments that the server counted, empty when it does not tell; their text is never taken
 * @param requested       people asked for a review who have not answered
 * @param descriptionKeys issue keys found in the description; the description itself is not kept
 */
public record PullRequest(
        String number, String title, State state, Person author,
        String sourceBranch, String sourceUrl, boolean fromFork, String headSha,
        String targetBranch, String targetUrl, String url,
        Instant updatedAt, OptionalInt commentCount, List<Person> requested, Set<IssueKey> descriptionKeys) {

    /** In the order of finality: of two states with the same time, the later one here holds. */
    public enum State { DRAFT, OPEN, DECLINED, MERGED }
}
