package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Activities for tests, in few words. Seconds count from one fixed moment; SHAs are spelled by one letter. */
final class Given {

    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    static final Person ANA = new Person("Ana Lima", "ana@example.org", "ana", "https://git.example/ana", "");
    static final Person BO = new Person("Bo Åkesson", "bo@example.org", "bo", "https://git.example/bo", "");

    private Given() {}

    static Instant second(int second) {
        return START.plusSeconds(second);
    }

    static String sha(String letter) {
        return letter.isEmpty() || letter.length() == 40 ? letter : letter.repeat(40);
    }

    static Repository repository(int second) {
        return new Repository("7", "team/app", "https://git.example/team/app", second(second));
    }

    static Commit commit(String letter, String message) {
        return new Commit(sha(letter), message, ANA, START.atOffset(ZoneOffset.ofHours(2)), "https://git.example/c/" + letter,
                List.of(new FileChange("src/Main.java", FileChange.Kind.MODIFIED)), OptionalInt.of(1), Optional.of(false));
    }

    static Activity push(int second, String branch, String before, String after, Commit... commits) {
        var update = new RefUpdate(new Ref(Ref.Kind.BRANCH, branch), sha(before), sha(after), second(second), false,
                "https://git.example/team/app/tree/" + branch, OptionalInt.of(commits.length), false);
        return new Activity.Pushed(repository(second), update, List.of(commits));
    }

    /** The same push, of so many commits in all. */
    static Activity ofTotal(int total, Activity push) {
        return push instanceof Activity.Pushed(var repository, var it, var commits)
                ? new Activity.Pushed(repository, new RefUpdate(it.ref(), it.before(), it.after(), it.at(), it.forced(), it.url(), OptionalInt.of(total), it.atCap()), commits)
                : push;
    }

    /** The same push, by a server that does not count, whose list may have been cut. */
    static Activity atCap(Activity push) {
        return push instanceof Activity.Pushed(var repository, var it, var commits)
                ? new Activity.Pushed(repository, new RefUpdate(it.ref(), it.before(), it.after(), it.at(), it.forced(), it.url(), OptionalInt.empty(), true), commits)
                : push;
    }

    static Activity forced(Activity push) {
        return push instanceof Activity.Pushed(var repository, var it, var commits)
                ? new Activity.Pushed(repository, new RefUpdate(it.ref(), it.before(), it.after(), it.at(), true, it.url(), it.total(), it.atCap()), commits)
                : push;
    }

    static Activity recount(String from, String to, int part, int parts, Commit... commits) {
        var repository = new Repository("7", "as the script calls it", "", second(1_000));
        return new Activity.Recounted(repository, new Ref(Ref.Kind.BRANCH, "main"), sha(from), sha(to), part, parts, List.of(commits), Optional.empty());
    }

    /** The same recount, as a part of a push at that second. */
    static Activity partOfPush(int second, Activity recount) {
        return recount instanceof Activity.Recounted(var repository, var ref, var from, var to, var part, var parts, var commits, _)
                ? new Activity.Recounted(repository, ref, from, to, part, parts, commits, Optional.of(second(second)))
                : recount;
    }

    static Activity removal(int second, String branch, String before) {
        return push(second, branch, before, RefUpdate.ABSENT);
    }

    static Activity creation(int second, String branch) {
        return push(second, branch, "", "");
    }

    static Activity tag(int second, String name, String after) {
        var update = new RefUpdate(new Ref(Ref.Kind.TAG, name), RefUpdate.ABSENT, sha(after), second(second), false, "", OptionalInt.empty(), false);
        return new Activity.Pushed(repository(second), update, List.of());
    }

    static Activity tagRemoval(int second, String name, String before) {
        var update = new RefUpdate(new Ref(Ref.Kind.TAG, name), sha(before), RefUpdate.ABSENT, second(second), false, "", OptionalInt.empty(), false);
        return new Activity.Pushed(repository(second), update, List.of());
    }

    /** Run {@code number} of the pipeline "ci" on a branch, or on none where that is "". */
    static Activity built(int second, long number, Build.State state, String sha, String branch, String... keys) {
        return new Activity.Built(repository(second), new Build(
                "ci", number, "Build of " + branch, state, second(second), "https://git.example/ci/" + number,
                sha(sha), branch.isEmpty() ? "" : "refs/heads/" + branch, keys(keys)));
    }

    static Activity deployed(int second, String environment, String id, Deployment.State state, String sha, String ref, String... keys) {
        return new Activity.Deployed(repository(second), new Deployment(
                id, environment, "Deployment " + id, state, second(second), "https://git.example/deployments/" + id, sha(sha), ref, keys(keys)));
    }

    static Activity pullRequest(int second, String number, String title, PullRequest.State state, String branch, Set<String> inDescription, Person... requested) {
        return new Activity.PullRequestChanged(repository(second), new PullRequest(
                number, title, state, ANA, branch, "https://git.example/team/app/tree/" + branch, false, "", "main",
                "https://git.example/team/app/tree/main", "https://git.example/team/app/pulls/" + number, second(second), OptionalInt.of(0),
                List.of(requested), IssueKeys.in(String.join(" ", inDescription))));
    }

    /** The same told with another count of comments and another author, or without. */
    static Activity told(Activity change, OptionalInt comments, Person author) {
        if (!(change instanceof Activity.PullRequestChanged(var repository, var it))) {
            throw new IllegalArgumentException("no pull request");
        }
        return new Activity.PullRequestChanged(repository, new PullRequest(
                it.number(), it.title(), it.state(), author, it.sourceBranch(), it.sourceUrl(), it.fromFork(), it.headSha(),
                it.targetBranch(), it.targetUrl(), it.url(), it.updatedAt(), comments, it.requested(), it.descriptionKeys()));
    }

    /** The same, told by a server that does not say when. */
    static Activity untimed(Activity told) {
        var repository = new Repository("7", told.repository().name(), told.repository().url(), Activity.TIME_NOT_TOLD);
        return switch (told) {
            case Activity.Pushed(_, var it, var commits) -> new Activity.Pushed(repository,
                    new RefUpdate(it.ref(), it.before(), it.after(), Activity.TIME_NOT_TOLD, it.forced(), it.url(), it.total(), it.atCap()), commits);
            case Activity.PullRequestChanged(_, var it) -> new Activity.PullRequestChanged(repository, new PullRequest(
                    it.number(), it.title(), it.state(), it.author(), it.sourceBranch(), it.sourceUrl(), it.fromFork(), it.headSha(),
                    it.targetBranch(), it.targetUrl(), it.url(), Activity.TIME_NOT_TOLD, it.commentCount(), it.requested(), it.descriptionKeys()));
            case Activity.Reviewed(_, var number, var it) -> new Activity.Reviewed(repository, number,
                    new Review(it.reviewer(), it.decision(), Activity.TIME_NOT_TOLD));
            case Activity.Built(_, var it) -> new Activity.Built(repository, new Build(
                    it.pipeline(), it.number(), it.name(), it.state(), Activity.TIME_NOT_TOLD, it.url(), it.sha(), it.ref(), it.keys()));
            case Activity.Deployed(_, var it) -> new Activity.Deployed(repository, new Deployment(
                    it.id(), it.environment(), it.name(), it.state(), Activity.TIME_NOT_TOLD, it.url(), it.sha(), it.ref(), it.keys()));
            case Activity.Recounted(_, var ref, var from, var to, var part, var parts, var commits, var pushedAt) ->
                    new Activity.Recounted(repository, ref, from, to, part, parts, commits, pushedAt.map(_ -> Activity.TIME_NOT_TOLD));
            case Activity.PullRequestRecounted recounted -> recounted; // its time is required
            case Activity.RepositoryRenamed _ -> new Activity.RepositoryRenamed(repository);
            case Activity.RepositoryRemoved _ -> new Activity.RepositoryRemoved(repository);
        };
    }

    static Activity pullRequest(int second, String number, String title, PullRequest.State state) {
        return pullRequest(second, number, title, state, "work", Set.of());
    }

    /** The same pull request, as a repair tells it. */
    static Activity repaired(Activity changed) {
        return changed instanceof Activity.PullRequestChanged(var repository, var it) ? new Activity.PullRequestRecounted(repository, it) : changed;
    }

    static Activity review(int second, String number, Person reviewer, Review.Decision decision) {
        return new Activity.Reviewed(repository(second), number, new Review(reviewer, decision, second(second)));
    }

    static Activity renamed(int second, String name) {
        return new Activity.RepositoryRenamed(new Repository("7", name, "https://git.example/" + name, second(second)));
    }

    static Activity removed(int second) {
        return new Activity.RepositoryRemoved(repository(second));
    }

    static Commit[] commits(int count, String key) {
        return Stream.iterate(1, n -> n + 1).limit(count)
                .map(n -> new Commit("%040x".formatted(n), key + " commit " + n, ANA, START.atOffset(ZoneOffset.UTC), "", List.of(), OptionalInt.empty(), Optional.empty()))
                .toArray(Commit[]::new);
    }

    static Set<IssueKey> keys(String... keys) {
        return Stream.of(keys).map(IssueKey::new).collect(Collectors.toSet());
    }

    /** Bo as a reviewer is read. */
    static Development.ReviewerView decided(Optional<Review.Decision> decision) {
        return new Development.ReviewerView(new Person(BO.name(), "", BO.username(), BO.url(), BO.avatar()), decision);
    }
}
