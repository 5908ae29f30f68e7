package dev.towline.index;

import static dev.towline.index.Given.ANA;
import static dev.towline.index.Given.BO;
import static dev.towline.index.Given.built;
import static dev.towline.index.Given.commit;
import static dev.towline.index.Given.creation;
import static dev.towline.index.Given.deployed;
import static dev.towline.index.Given.pullRequest;
import static dev.towline.index.Given.push;
import static dev.towline.index.Given.recount;
import static dev.towline.index.Given.removal;
import static dev.towline.index.Given.removed;
import static dev.towline.index.Given.renamed;
import static dev.towline.index.Given.review;
import static dev.towline.index.Given.told;
import static dev.towline.index.Given.untimed;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest.State;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Review.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One repository's life, to be told in any order. Several things happen in one second, because git servers tell time by the
 * second; some have no time but that of their receipt; some leave out what others tell.
 */
final class History {

    /** @param at when it was received */
    record Delivery(Instant at, Activity told) {}

    private static final String ABSENT = RefUpdate.ABSENT;

    private static final List<Activity> TIMED = List.of(
            push(1, "main", ABSENT, "a", commit("a", "start")),
            creation(2, "ABC-1-feature"),
            push(2, "ABC-1-feature", ABSENT, "b", commit("b", "ABC-1 first")),
            push(3, "ABC-1-feature", "b", "c", commit("c", "ABC-1 second, ABC-2")),
            fuller(push(3, "ABC-1-feature", "b", "c")),
            push(3, "ABC-1-feature", "c", "d", commit("d", "third")),
            push(4, "ABC-1-feature", "d", "b"),
            push(4, "ABC-1-feature", "b", "e", commit("e", "ABC-1 rewritten")),
            push(5, "other", "a", "c", bare("c", "ABC-1 second, ABC-2")),
            push(5, "other", "c", "a"),
            pullRequest(6, "1", "ABC-1 draft", State.DRAFT, "ABC-1-feature", Set.of("ABC-7")),
            told(pullRequest(7, "1", "ABC-1 ready", State.OPEN, "ABC-1-feature", Set.of("ABC-7"), BO), OptionalInt.of(9), ANA),
            review(8, "1", BO, Decision.NEEDS_WORK),
            review(9, "1", BO, Decision.APPROVED),
            review(9, "1", BO, Decision.WITHDRAWN),
            review(10, "1", ANA, Decision.APPROVED),
            told(pullRequest(10, "1", "ABC-1 ready", State.OPEN, "ABC-1-feature", Set.of("ABC-8"), BO), OptionalInt.of(3), Person.UNKNOWN),
            told(pullRequest(11, "1", "ABC-3 renamed", State.OPEN, "ABC-1-feature", Set.of()), OptionalInt.of(4), BO),
            told(pullRequest(11, "1", "ABC-3 renamed", State.DRAFT, "ABC-1-feature", Set.of()), OptionalInt.of(5), Person.UNKNOWN),
            told(pullRequest(11, "1", "ABC-3 renamed", State.OPEN, "ABC-1-feature", Set.of()), OptionalInt.empty(), ANA),
            told(pullRequest(12, "1", "ABC-3 renamed", State.OPEN, "ABC-1-feature", Set.of()), OptionalInt.empty(), Person.UNKNOWN),
            told(pullRequest(12, "1", "ABC-3 renamed", State.MERGED, "ABC-1-feature", Set.of()), OptionalInt.empty(), Person.UNKNOWN),
            Given.repaired(told(pullRequest(11, "1", "ABC-3 renamed", State.OPEN, "ABC-1-feature", Set.of()), OptionalInt.of(5), ANA)),
            Given.repaired(told(pullRequest(12, "1", "ABC-3 renamed", State.MERGED, "ABC-1-feature", Set.of("ABC-7")), OptionalInt.empty(), Person.UNKNOWN)),
            Given.repaired(told(pullRequest(13, "8", "ABC-3 old", State.MERGED, "old", Set.of()), OptionalInt.empty(), BO)),
            Given.repaired(told(pullRequest(13, "8", "ABC-3 old", State.MERGED, "old", Set.of()), OptionalInt.of(2), ANA)),
            push(12, "main", "a", "f", commit("f", "Merge ABC-1-feature")),
            removal(12, "ABC-1-feature", "e"),
            removal(12, "ABC-1-feature", ""),
            Given.tag(13, "v1-ABC-9", "f"),
            Given.tagRemoval(13, "v1-ABC-9", "f"),
            Given.tag(13, "v1-ABC-9", "9"),
            Given.tag(13, "v2-ABC-9", "f"),
            Given.tagRemoval(14, "v2-ABC-9", "f"),
            built(13, 1, Build.State.PENDING, "", "", "ABC-12"),
            built(13, 1, Build.State.IN_PROGRESS, "b", "ABC-1-feature"),
            built(14, 1, Build.State.FAILED, "b", "", "ABC-13"),
            built(14, 1, Build.State.CANCELLED, "b", "ABC-1-feature"),
            built(15, 1, Build.State.IN_PROGRESS, "", "ABC-1-feature", "ABC-12"),
            built(16, 2, Build.State.SUCCESSFUL, "9", "main"),
            deployed(16, "production", "31", Deployment.State.IN_PROGRESS, "9", "main"),
            deployed(17, "production", "31", Deployment.State.SUCCESSFUL, "", "", "ABC-14"),
            deployed(17, "production", "31", Deployment.State.ROLLED_BACK, "9", ""),
            deployed(17, "staging", "31", Deployment.State.FAILED, "e", "refs/tags/v1-ABC-9"),
            renamed(14, "team/app-two"),
            push(15, "ABC-4", ABSENT, "f"),
            removal(15, "ABC-4", "f"),
            push(15, "ABC-4", ABSENT, "1", commit("1", "ABC-4 again")),
            push(16, "ABC-5", ABSENT, "2", commit("2", "ABC-5")),
            push(17, "ABC-5", "2", "3", commit("3", "five")),
            push(17, "ABC-5", "3", "2"),
            push(18, "ABC-6", "x", "y"),
            push(18, "ABC-6", "w", "z"),
            creation(19, "ABC-6"),
            removal(20, "ABC-5", "2"),
            creation(21, "ABC-5"),
            removed(21),
            pullRequest(21, "2", "ABC-5", State.OPEN),
            pullRequest(22, "2", "ABC-5 and more", State.DECLINED),
            pullRequest(22, "2", "ABC-5 and less", State.DECLINED),
            review(23, "3", BO, Decision.APPROVED),
            push(24, "main", "f", "9", bare("9", "late ABC-9")),
            push(24, "side-ABC-9", "f", "9", commit("9", "late ABC-9")),
            recount("f", "9", 1, 2, bare("7", "ABC-9 told afterwards"), commit("9", "late ABC-9")),
            recount("f", "9", 2, 2, commit("7", "ABC-9 told afterwards"), commit("3", "five")),
            renamed(24, "team/app-three"));

    private static final List<Delivery> UNTIMED = List.of(
            received(12, review(0, "1", ANA, Decision.NEEDS_WORK)),
            received(14, removed(0)),
            received(15, renamed(0, "team/app-two-and-a-half")),
            received(22, pullRequest(0, "2", "ABC-5 or not", State.OPEN)),
            received(28, built(0, 2, Build.State.FAILED, "9", "main")),
            received(29, deployed(0, "staging", "32", Deployment.State.PENDING, "c", "other")),
            received(30, deployed(0, "staging", "32", Deployment.State.SUCCESSFUL, "c", "other")),
            received(30, push(0, "ABC-11", ABSENT, "a")),
            received(31, push(0, "ABC-11", "a", "b")),
            received(31, push(0, "ABC-11", "b", "c")),
            received(31, push(0, "ABC-11", "c", "d")),
            received(31, removal(0, "other", "a")),
            received(32, renamed(0, "team/app-three")));

    static final List<Delivery> ALL =
            Stream.concat(TIMED.stream().map(activity -> new Delivery(IndexStand.NOW, activity)), UNTIMED.stream()).toList();

    private History() {}

    private static Delivery received(int second, Activity activity) {
        return new Delivery(Given.second(second), untimed(activity));
    }

    /** The same movement by another kind of event, which tells more of it. */
    private static Activity fuller(Activity told) {
        if (!(told instanceof Activity.Pushed(var repository, var it, var commits))) {
            throw new IllegalArgumentException("no push");
        }
        return new Activity.Pushed(repository, new RefUpdate(it.ref(), it.before(), it.after(), it.at(), true, it.url() + "/", OptionalInt.of(9), it.atCap()), commits);
    }

    private static Commit bare(String letter, String message) {
        var full = commit(letter, message);
        return new Commit(full.sha(), message, full.author(), full.authoredAt(), "", List.of(), OptionalInt.empty(), Optional.empty());
    }
}
