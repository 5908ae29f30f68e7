package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.EntityId;
import dev.towline.index.Development.PullRequestView;
import dev.towline.integration.IntegrationId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is so in one snapshot of the database: the wanted entities as they stand, and what Jira was told of them before.
 *
 * @param again            entities that Jira refused a while ago and shall be asked about once more
 * @param goneRepositories with where Jira was told of them; the same of integrations
 */
record Known(
        Map<EntityId, CommitView> commits, Map<EntityId, BranchView> branches, Map<EntityId, PullRequestView> pullRequests,
        Map<EntityId, BuildView> builds, Map<EntityId, DeploymentView> deployments, Wording wording,
        Map<Entity, Told> told, Set<Entity> again, Map<RepositoryId, Set<Api>> goneRepositories, Map<IntegrationId, Set<Api>> goneIntegrations) {

    /**
     * What Jira was last told of an entity: as of which position, and whether that was to forget it.
     *
     * @param there whether Jira may have some state of it
     * @param found whether a comparison found that Jira lost it or has it otherwise
     */
    record Told(long position, boolean erased, boolean there, boolean found) {

        /** Nobody knows what Jira was told, if anything: the answer was lost, or the node that asked. */
        static final Told MAYBE = new Told(0, false, true, false);
    }

    /** The entity as Jira shall have it; empty when Jira shall not have it: gone, removed, or no longer linked to any issue. */
    Optional<Item> item(Entity entity, long position) {
        return switch (entity.kind()) {
            case COMMIT -> Optional.ofNullable(commits.get(entity.id()))
                    .filter(commit -> !commit.issueKeys().isEmpty())
                    .map(commit -> Item.of(commit, wording, Math.max(position, commit.position())));
            case BRANCH -> Optional.ofNullable(branches.get(entity.id()))
                    .filter(branch -> !branch.removed() && !branch.issueKeys().isEmpty())
                    .map(branch -> Item.of(branch, wording, Math.max(position, branch.position())));
            case PULL_REQUEST -> Optional.ofNullable(pullRequests.get(entity.id()))
                    .filter(request -> !request.issueKeys().isEmpty())
                    .map(request -> Item.of(request, wording, Math.max(position, request.position())));
            case BUILD -> Optional.ofNullable(builds.get(entity.id()))
                    .filter(build -> !build.issueKeys().isEmpty())
                    .map(build -> Item.of(build, Math.max(position, build.position())));
            case DEPLOYMENT -> Optional.ofNullable(deployments.get(entity.id()))
                    .filter(deployment -> !deployment.issueKeys().isEmpty())
                    .map(deployment -> Item.of(deployment, wording, Math.max(position, deployment.position())));
        };
    }

    boolean isGone(Entity entity) {
        return goneIntegrations.containsKey(entity.integration()) || goneRepositories.containsKey(entity.in());
    }
}
