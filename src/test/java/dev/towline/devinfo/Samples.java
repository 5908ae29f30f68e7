package dev.towline.devinfo;

import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.Place;
import dev.towline.index.Development.PullRequestView;
import dev.towline.index.Development.ReviewerView;
import dev.towline.integration.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Entities of an index, ordinary unless a test says otherwise. */
final class Samples {

    static final IntegrationId SERVER = new IntegrationId(UUID.fromString("11111111-2222-3333-4444-555555555555"));
    static final IntegrationId OTHER_SERVER = new IntegrationId(UUID.fromString("99999999-2222-3333-4444-555555555555"));
    static final Place PLACE = place(SERVER, "42");
    static final Person ANNA = new Person("Anna Åström", "anna@example.com", "anna", "https://git.example.com/anna", "https://git.example.com/anna.png");
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private Samples() {}

    static Place place(IntegrationId integration, String repository) {
        return new Place(integration, repository, "team/app", "https://git.example.com/team/app");
    }

    static Set<IssueKey> keys(String... keys) {
        return Stream.of(keys).map(IssueKey::new).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<IssueKey> manyKeys(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> new IssueKey("ABC-" + number)).collect(Collectors.toCollection(TreeSet::new));
    }

    static String sha(int number) {
        return "%040x".formatted(number);
    }

    static CommitView commit(String sha, long position) {
        return commit(PLACE, sha, position, keys("ABC-1"));
    }

    static CommitView commit(Place place, String sha, long position, Set<IssueKey> keys) {
        return new CommitView(
                place, sha, "ABC-1 tow the line", ANNA, AT, "https://git.example.com/team/app/commit/" + sha, OptionalInt.of(1),
                List.of(new FileChange("src/Line.java", FileChange.Kind.MODIFIED)), Optional.empty(), true, keys, position);
    }

    static CommitView commit(String message, Person author, String url, List<FileChange> files, OptionalInt count, Optional<Boolean> merge) {
        return new CommitView(PLACE, sha(1), message, author, AT, url, count, files, merge, true, keys("ABC-1"), 7);
    }

    static BranchView branch(String name, long position) {
        return branch(name, position, false, Optional.empty(), keys("ABC-1"));
    }

    static BranchView branch(String name, long position, boolean removed, Optional<CommitView> last, Set<IssueKey> keys) {
        return new BranchView(PLACE, name, sha(9), AT, "https://git.example.com/team/app/tree/x", last, removed, keys, position);
    }

    static PullRequestView pullRequest(String number, PullRequest.State state, long position) {
        return new PullRequestView(
                PLACE, number, "ABC-1 tow", state, ANNA, "ABC-1-tow", "https://git.example.com/team/app/tree/ABC-1-tow",
                "main", "https://git.example.com/team/app/tree/main", "https://git.example.com/team/app/pull/" + number, AT, 3,
                List.of(new ReviewerView(ANNA, Optional.of(Review.Decision.APPROVED)), new ReviewerView(Person.UNKNOWN, Optional.empty()),
                        new ReviewerView(ANNA, Optional.of(Review.Decision.NEEDS_WORK)), new ReviewerView(ANNA, Optional.of(Review.Decision.WITHDRAWN))),
                true, keys("ABC-1"), position);
    }

    static BuildView build(String pipeline, long number, long position) {
        return build(PLACE, pipeline, number, keys("ABC-1"), position);
    }

    static BuildView build(Place place, String pipeline, long number, Set<IssueKey> keys, long position) {
        return new BuildView(place, pipeline + "#" + number, pipeline, number, "Build and test", Build.State.FAILED, AT,
                "https://ci.example.com/" + number, sha(1), "refs/heads/ABC-1-tow", keys, position);
    }

    static DeploymentView deployment(String environment, String id, long position) {
        return deployment(PLACE, environment, id, keys("ABC-1"), position);
    }

    static DeploymentView deployment(Place place, String environment, String id, Set<IssueKey> keys, long position) {
        return new DeploymentView(place, environment + "#" + id, environment, id, "Release " + id, Deployment.State.ROLLED_BACK, AT,
                "https://git.example.com/deployments/" + id, sha(1), "refs/heads/main", keys, position);
    }

    static Item item(int number) {
        return Item.of(commit(sha(number), number), Wording.NONE, number);
    }
}
