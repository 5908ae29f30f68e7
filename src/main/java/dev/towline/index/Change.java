package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.integration.IntegrationId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * One numbered effect on a tenant's index.
 *
 * @param position   rises within a tenant without ever committing out of order; starts at epoch milliseconds
 * @param repository the repository's id at its git server, {@code ""} where none is concerned
 * @param entity     SHA, name of a branch or tag, number of a pull request, {@code pipeline#number} of a build,
 *                   {@code environment#id} of a deployment; the delivery's id; {@code ""} for the rest
 * @param issueKeys  keys linked now or until this change; of {@link Kind#JIRA} the key under which Jira knows an issue from now on
 * @param jira       what Jira told; null unless the kind is {@link Kind#JIRA}
 */
public record Change(
        long position, Kind kind, IntegrationId integration, String repository, String entity, Set<IssueKey> issueKeys, Instant at, JiraEvent jira) {

    public enum Kind { COMMIT, BRANCH, TAG, PULL_REQUEST, BUILD, DEPLOYMENT, REPOSITORY, DELIVERY, INTEGRATION, JIRA }

    // A nil id and no null: followers compare integrations without asking the kind first.
    private static final IntegrationId OF_NO_INTEGRATION = new IntegrationId(new UUID(0, 0));

    /** A change that git servers, or their integration, caused. */
    public Change(long position, Kind kind, IntegrationId integration, String repository, String entity, Set<IssueKey> issueKeys, Instant at) {
        this(position, kind, integration, repository, entity, issueKeys, at, null);
    }

    /** A change that has no number yet. */
    public record Draft(Kind kind, IntegrationId integration, String repository, String entity, Set<IssueKey> issueKeys, JiraEvent jira) {

        public Draft(Kind kind, IntegrationId integration, String repository, String entity, Set<IssueKey> issueKeys) {
            this(kind, integration, repository, entity, issueKeys, null);
        }

        /** @param known the key under which Jira knows an issue from now on; else empty */
        public static Draft of(JiraEvent event, Set<IssueKey> known) {
            return new Draft(Kind.JIRA, OF_NO_INTEGRATION, "", "", known, event);
        }
    }
}
