package dev.towline.devinfo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.Place;
import dev.towline.index.Development.PullRequestView;
import java.util.List;

/**
 * One entity as Jira shall have it.
 *
 * @param backfill nobody told of it when it happened, only a repair afterwards. That is asked of the entity, not of the change that
 *                 led here, so that it holds for every retry, too: an old smart commit must not move an issue today
 * @param sequence the update sequence: the log position at which this state held, never the time of sending,
 *                 so that a late retry cannot overwrite newer data
 */
record Item(Entity entity, Place place, long sequence, List<String> keys, boolean backfill, ObjectNode body) {

    static Item of(CommitView commit, Wording wording, long sequence) {
        return new Item(
                entity(Entity.Kind.COMMIT, commit.place(), commit.sha()), commit.place(), sequence,
                DevinfoBody.keys(commit.issueKeys()), !commit.live(), DevinfoBody.commit(commit, wording, sequence));
    }

    /** A branch carries its last commit along. */
    static Item of(BranchView branch, Wording wording, long sequence) {
        return new Item(
                entity(Entity.Kind.BRANCH, branch.place(), branch.name()), branch.place(), sequence,
                DevinfoBody.keys(branch.issueKeys()), branch.last().filter(commit -> !commit.live()).isPresent(), DevinfoBody.branch(branch, wording, sequence));
    }

    /** Jira's own triggers and automation act on pull requests as they are opened or merged: not on those of long ago. */
    static Item of(PullRequestView request, Wording wording, long sequence) {
        return new Item(
                entity(Entity.Kind.PULL_REQUEST, request.place(), request.number()), request.place(), sequence,
                DevinfoBody.keys(request.issueKeys()), !request.live(), DevinfoBody.pullRequest(request, wording, sequence));
    }

    static Item of(BuildView build, long sequence) {
        var entity = entity(Entity.Kind.BUILD, build.place(), build.id());
        return new Item(entity, build.place(), sequence, DevinfoBody.keys(build.issueKeys()), false, RunBody.build(entity, build, sequence));
    }

    static Item of(DeploymentView deployment, Wording wording, long sequence) {
        var entity = entity(Entity.Kind.DEPLOYMENT, deployment.place(), deployment.id());
        return new Item(entity, deployment.place(), sequence, DevinfoBody.keys(deployment.issueKeys()), false, RunBody.deployment(entity, deployment, wording, sequence));
    }

    /** The same, of which Jira was told before: it must move no issue again. */
    Item withoutNews() {
        return new Item(entity, place, sequence, keys, true, body);
    }

    /** The id of a commit, branch or pull request in Jira, unique within its kind and repository. */
    String jiraId() {
        return Ids.of(entity.name());
    }

    String jiraRepository() {
        return Ids.repository(entity.integration(), entity.repository());
    }

    private static Entity entity(Entity.Kind kind, Place place, String name) {
        return new Entity(kind, place.integration(), place.repository(), name);
    }
}
