package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.time.Instant;
import java.util.Set;

/**
 * A branch or a tag as its movements add up.
 *
 * @param kind {@link Change.Kind#BRANCH} or {@link Change.Kind#TAG}
 * @param head {@code ""} when not known; of an annotated tag the SHA of git's tag object
 */
record RefRow(Change.Kind kind, String repository, String name, String head, Instant at, boolean removed, String url) {

    static RefRow of(Entity ref, RefState state) {
        return new RefRow(ref.kind(), ref.repository(), ref.id(), state.head(), state.at(), state.removed(), state.url());
    }

    Entity entity() {
        return new Entity(kind, repository, name);
    }

    /** A removed branch or tag is linked to nothing: that it went away is one last change of its issues. */
    Set<IssueKey> keys() {
        return removed ? Set.of() : IssueKeys.in(name);
    }
}
