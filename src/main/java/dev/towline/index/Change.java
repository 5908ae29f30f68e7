package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import java.time.Instant;
import java.util.Set;

/**
 * One numbered effect on a tenant's index.
 *
 * @param position   rises within a tenant without ever committing out of order; starts at epoch milliseconds
 * @param repository the repository's id at its git server, {@code ""} for {@link Kind#DELIVERY} and {@link Kind#INTEGRATION}
 * @param entity     SHA, name of a branch or tag, number of a pull request, {@code pipeline#number} of a build,
 *                   {@code environment#id} of a deployment; the delivery's id; {@code ""} for the rest
 * @param issueKeys  keys linked now or until this change
 */
public record Change(long position, Kind kind, IntegrationId integration, String repository, String entity, Set<IssueKey> issueKeys, Instant at) {

    public enum Kind { COMMIT, BRANCH, TAG, PULL_REQUEST, BUILD, DEPLOYMENT, REPOSITORY, DELIVERY, INTEGRATION }

    /** A change that has no number yet. */
    public record Draft(Kind kind, IntegrationId integration, String repository, String entity, Set<IssueKey> issueKeys) {}
}
