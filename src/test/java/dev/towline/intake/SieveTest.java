package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import dev.towline.integration.Admission;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the rules of an integration let in, and what is taken out of it. */
class SieveTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Person ANA = new Person("Ana ana@home.example", "ana@home.example", "ana@home.example", "https://git.example/ana", "https://git.example/avatar/0c7e");
    private static final Admission MAIN = new Admission(List.of("team/*"), List.of("main", "release/*"), true, true);

    @Test
    void a_repository_that_is_not_in_the_rules_is_left_out_whole() {
        var told = List.<Activity>of(pushed("other/app", "main"), pullRequest("other/app", "main", "x", false, PullRequest.State.OPEN));
        var sieve = Sieve.of(told, MAIN, Set.of());
        assertEquals(List.of(), sieve.kept());
        assertEquals("Not in this integration's repositories: other/app.", sieve.words());
    }

    @Test
    void of_a_delivery_what_the_rules_let_in_is_kept_and_the_rest_is_named() {
        var kept = List.<Activity>of(pushed("team/app", "release/1"), new Activity.Pushed(repository("team/app"), update(Ref.of("refs/tags/x"), "1".repeat(40)), List.of()));
        var left = IntStream.range(0, 7).<Activity>mapToObj(n -> pushed("team/app", "feature/" + n)).toList();
        var told = new java.util.ArrayList<>(kept);
        told.addAll(left);
        var sieve = Sieve.of(told, MAIN, Set.of());
        assertEquals(kept, sieve.kept());
        assertEquals("Not among this integration's branches: feature/0, feature/1, feature/2, feature/3, feature/4 and 2 more.", sieve.words());
    }

    @Test
    void a_pull_request_is_let_in_by_either_branch_and_its_review_with_it() {
        var into = pullRequest("team/app", "feature/x", "main", false, PullRequest.State.OPEN);
        var from = pullRequest("team/app", "main", "y", false, PullRequest.State.OPEN);
        var fork = pullRequest("team/app", "main", "y", true, PullRequest.State.OPEN);
        var review = new Activity.Reviewed(repository("team/app"), "7", new Review(ANA, Review.Decision.APPROVED, NOW));
        assertEquals(List.of(into, review), Sieve.of(List.of(into, review), MAIN, Set.of()).kept());
        assertEquals(List.of(from), Sieve.of(List.of(from), MAIN, Set.of()).kept());
        assertEquals(List.of(), Sieve.of(List.of(fork, review), MAIN, Set.of()).kept());
    }

    @Test
    void a_build_is_left_out_only_when_its_branch_is_known() {
        assertEquals(List.of(), Sieve.of(List.of(built("refs/heads/x")), MAIN, Set.of()).kept());
        for (var ref : List.of("refs/heads/main", "", "x", "refs/tags/x")) {
            assertEquals(1, Sieve.of(List.of(built(ref)), MAIN, Set.of()).kept().size(), ref);
        }
    }

    @Test
    void what_is_here_already_still_ends() {
        var gone = new Activity.Pushed(repository("team/app"), update(Ref.of("refs/heads/feature/x"), RefUpdate.ABSENT), List.of());
        var merged = pullRequest("team/app", "a", "b", false, PullRequest.State.MERGED);
        var open = pullRequest("team/app", "a", "b", false, PullRequest.State.OPEN);
        var removed = new Activity.RepositoryRemoved(repository("other/app"));
        var told = List.<Activity>of(gone, merged, open, removed);
        assertEquals(List.of(gone, merged, removed), Sieve.of(told, MAIN, Set.copyOf(told)).kept());
        assertEquals(List.of(), Sieve.of(told, MAIN, Set.of()).kept());
    }

    @Test
    void file_names_and_addresses_are_taken_out_and_the_count_of_files_stays() {
        var told = List.of(pushed("team/app", "main"), pullRequest("team/app", "a", "b", false, PullRequest.State.OPEN),
                new Activity.Reviewed(repository("team/app"), "7", new Review(ANA, Review.Decision.APPROVED, NOW)));
        assertEquals(told, Discretion.of(new Admission(List.of(), List.of(), true, true), told));
        var bare = Discretion.of(new Admission(List.of(), List.of(), false, false), told);
        assertTrue(!bare.toString().contains("ana@") && !bare.toString().contains("/avatar/") && !bare.toString().contains("a.txt"), bare::toString);
        var commit = ((Activity.Pushed) bare.getFirst()).commits().getFirst();
        assertEquals(OptionalInt.of(2), commit.fileCount());
        assertEquals("ABC-1 x\n\nSigned-off-by: Ana <…>", commit.message());
        assertEquals(new Person("Ana …", "", "", "https://git.example/ana", ""), commit.author());
        var files = ((Activity.Pushed) Discretion.of(new Admission(List.of(), List.of(), true, false), told).getFirst()).commits().getFirst().files();
        assertEquals(2, files.size());
    }

    private static Repository repository(String name) {
        return new Repository("42", name, "", NOW);
    }

    private static RefUpdate update(Ref ref, String after) {
        return new RefUpdate(ref, "0".repeat(40), after, NOW, false, "", OptionalInt.empty(), false);
    }

    private static Activity pushed(String repository, String branch) {
        var commit = new Commit("2".repeat(40), "ABC-1 x\n\nSigned-off-by: Ana <ana@home.example>", ANA, NOW.atOffset(ZoneOffset.UTC), "",
                List.of(new FileChange("a.txt", FileChange.Kind.ADDED), new FileChange("b/a.txt", FileChange.Kind.REMOVED)), OptionalInt.empty(), Optional.empty());
        return new Activity.Pushed(repository(repository), update(new Ref(Ref.Kind.BRANCH, branch), "2".repeat(40)), List.of(commit));
    }

    private static Activity pullRequest(String repository, String from, String into, boolean fork, PullRequest.State state) {
        return new Activity.PullRequestChanged(repository(repository), new PullRequest("7", "ask ana@home.example", state, ANA, from, "", fork, "", into, "", "",
                NOW, OptionalInt.empty(), List.of(ANA), Set.of()));
    }

    private static Activity built(String ref) {
        return new Activity.Built(repository("team/app"), new Build("ci", 1, "", Build.State.FAILED, NOW, "", "", ref, Set.of()));
    }
}
