package dev.towline.devinfo;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Two git servers with repositories of equal ids, on which anything may happen at any time. What happened when follows from the chance alone. */
final class RandomGit {

    static final int SERVERS = 2;

    private static final int REPOSITORIES = 3;
    private static final List<String> BRANCHES = List.of("main", "work", "KEY-tow", "KEY-line", "feature/KEY/ä b");

    private final Random chance;
    private final List<String> keys;
    private final Map<String, String> heads = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> commits = new ArrayList<>();
    private int minute;

    /** @param keys issue keys, of which commits and the like name some */
    RandomGit(Random chance, List<String> keys) {
        this.chance = chance;
        this.keys = keys;
    }

    /** One delivery of the server. */
    List<Activity> next(int server) {
        var id = String.valueOf(1 + chance.nextInt(REPOSITORIES));
        var place = server + "/" + id;
        return switch (chance.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> List.of(push(place, id, false));
            case 6 -> List.of(push(place, id, true));
            case 7, 8 -> branchGone(place, id);
            case 9, 10, 11 -> List.of(new Activity.PullRequestChanged(repository(place, id), pullRequest()));
            case 12 -> merged(place, id);
            case 13 -> List.of(new Activity.Reviewed(repository(place, id), number(), new Review(person(), pick(List.of(Review.Decision.values())), time())));
            case 14, 15 -> List.of(new Activity.Built(repository(place, id), new Build("ci/" + pick(List.of("build.yml", "täst")), 1 + chance.nextInt(5), text(), pick(List.of(Build.State.values())),
                    time(), url(), commit(), ref(), named())));
            case 16, 17 -> List.of(new Activity.Deployed(repository(place, id), new Deployment(String.valueOf(1 + chance.nextInt(4)), pick(List.of("live", "test one")), text(),
                    pick(List.of(Deployment.State.values())), time(), url(), commit(), ref(), named())));
            case 18 -> {
                names.put(place, "team/" + pick(List.of("app", "rope", "boat")));
                yield List.of(new Activity.RepositoryRenamed(repository(place, id)));
            }
            default -> chance.nextInt(6) > 0 ? List.of(recounted(place, id)) : List.of(new Activity.RepositoryRemoved(repository(place, id)));
        };
    }

    private Activity push(String place, String id, boolean forced) {
        var branch = branch();
        var listed = commits(1 + chance.nextInt(5));
        var before = heads.getOrDefault(place + branch, RefUpdate.ABSENT);
        return moved(place, id, branch, before, listed.getLast().sha(), forced, listed);
    }

    private List<Activity> branchGone(String place, String id) {
        // Mostly one that is there.
        var there = heads.entrySet().stream().filter(head -> head.getKey().startsWith(place) && !head.getValue().equals(RefUpdate.ABSENT))
                .map(head -> head.getKey().substring(place.length())).sorted().toList();
        var branch = there.isEmpty() || chance.nextInt(5) == 0 ? branch() : pick(there);
        var before = heads.getOrDefault(place + branch, "");
        return List.of(moved(place, id, branch, before, RefUpdate.ABSENT, false, List.of()));
    }

    /** A pull request is merged and its branch removed, in one delivery. */
    private List<Activity> merged(String place, String id) {
        var request = new Activity.PullRequestChanged(repository(place, id), pullRequest(PullRequest.State.MERGED));
        var activities = new ArrayList<Activity>(List.of(request));
        activities.addAll(branchGone(place, id));
        return activities;
    }

    private Activity recounted(String place, String id) {
        var listed = commits(1 + chance.nextInt(3));
        return new Activity.Recounted(repository(place, id), new Ref(Ref.Kind.BRANCH, "main"), RefUpdate.ABSENT, listed.getLast().sha(), 1, 1, listed, Optional.empty());
    }

    private Activity moved(String place, String id, String branch, String before, String after, boolean forced, List<Commit> listed) {
        heads.put(place + branch, after);
        var kind = chance.nextInt(10) == 0 ? Ref.Kind.TAG : Ref.Kind.BRANCH;
        return new Activity.Pushed(repository(place, id), new RefUpdate(new Ref(kind, branch), before, after, time(), forced, url(), OptionalInt.of(listed.size()), false), listed);
    }

    private PullRequest pullRequest() {
        return pullRequest(pick(List.of(PullRequest.State.values())));
    }

    private PullRequest pullRequest(PullRequest.State state) {
        return new PullRequest(number(), text(), state, person(), branch(), url(), false, commit(), "main", "", url(), time(),
                OptionalInt.of(chance.nextInt(4)), chance.nextBoolean() ? List.of() : List.of(person()), chance.nextInt(4) == 0 ? named() : Set.of());
    }

    private List<Commit> commits(int count) {
        return IntStream.range(0, count).mapToObj(n -> {
            // Now and then one that is there already, maybe in another repository.
            var sha = !commits.isEmpty() && chance.nextInt(5) == 0 ? pick(commits) : "%040x".formatted(commits.size() + 1);
            commits.add(sha);
            // A commit never changes: its content follows from its name.
            var own = new Random(sha.hashCode());
            var message = new RandomGit(own, keys).text();
            return new Commit(sha, message, person(own), Samples.AT.plusSeconds(own.nextInt(10_000)).atOffset(ZoneOffset.UTC), own.nextBoolean() ? "" : "https://git.example.com/c/" + sha,
                    own.nextBoolean() ? List.of() : List.of(new FileChange("a/b.txt", FileChange.Kind.ADDED)), OptionalInt.empty(), Optional.of(own.nextInt(5) == 0));
        }).toList();
    }

    private Repository repository(String place, String id) {
        var name = names.getOrDefault(place, "team/app");
        return new Repository(id, name, "https://git.example.com/" + name, time());
    }

    private String branch() {
        return pick(BRANCHES).replace("KEY", pick(keys));
    }

    private String ref() {
        return chance.nextInt(3) == 0 ? "" : "refs/heads/" + branch();
    }

    private String commit() {
        return commits.isEmpty() || chance.nextInt(4) == 0 ? "" : pick(commits);
    }

    private String number() {
        return String.valueOf(1 + chance.nextInt(4));
    }

    private Set<IssueKey> named() {
        return chance.nextBoolean() ? Set.of() : Set.of(new IssueKey(pick(keys)));
    }

    private String text() {
        return switch (chance.nextInt(4)) {
            case 0 -> "no key at all";
            case 1 -> pick(keys) + " and " + pick(keys) + " 🪢";
            default -> pick(keys) + " tow";
        };
    }

    private String url() {
        return chance.nextBoolean() ? "" : "https://git.example.com/x/" + chance.nextInt(100);
    }

    private Person person() {
        return person(chance);
    }

    private static Person person(Random chance) {
        return chance.nextInt(5) == 0 ? Person.UNKNOWN : new Person("Person " + chance.nextInt(5), "p" + chance.nextInt(5) + "@example.com", "p" + chance.nextInt(5), "", "");
    }

    private Instant time() {
        return Samples.AT.plusSeconds(60L * minute++);
    }

    private <T> T pick(List<T> from) {
        return from.get(chance.nextInt(from.size()));
    }
}
