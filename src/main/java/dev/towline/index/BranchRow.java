package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.time.Instant;
import java.util.Set;

/**
 * A branch as its movements add up.
 *
 * @param head {@code ""} when not known
 */
record BranchRow(String repository, String name, String head, Instant at, boolean removed, String url) {

    static BranchRow of(Entity branch, BranchState state) {
        return new BranchRow(branch.repository(), branch.id(), state.head(), state.at(), state.removed(), state.url());
    }

    Entity entity() {
        return new Entity(Change.Kind.BRANCH, repository, name);
    }

    /** A removed branch is linked to nothing: that it went away is one last change of its issues. */
    Set<IssueKey> keys() {
        return removed ? Set.of() : IssueKeys.in(name);
    }
}
