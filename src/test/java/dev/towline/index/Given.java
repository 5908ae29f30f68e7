package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.FileChange;
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
                "https://git.example/team/app/tree/" + branch, OptionalInt.of(commits.length));
        return new Activity.Pushed(repository(second), update, List.of(commits));
    }

    static Activity removal(int second, String branch, String before) {
        return push(second, branch, before, RefUpdate.ABSENT);
    }

    static Activity creation(int second, String branch) {
        return push(second, branch, "", "");
    }

    static Activity tag(int second, String name, String after) {
        var update = new RefUpdate(new Ref(Ref.Kind.TAG, name), RefUpdate.ABSENT, sha(after), second(second), false, "", OptionalInt.empty());
        return new Activity.Pushed(repository(second), update, List.of());
    }

    static Activity pullRequest(int second, String number, String title, PullRequest.State state, String branch, Set<String> inDescription, Person... requested) {
        return new Activity.PullRequestChanged(repository(second), new PullRequest(
                number, title, state, ANA, branch, "https://git.example/team/app/tree/" + branch, false, "", "main",
                "https://git.example/team/app/tree/main", "https://git.example/team/app/pulls/" + number, second(second), 0,
                List.of(requested), IssueKeys.in(String.join(" ", inDescription))));
    }

    static Activity pullRequest(int second, String number, String title, PullRequest.State state) {
        return pullRequest(second, number, title, state, "work", Set.of());
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
}
