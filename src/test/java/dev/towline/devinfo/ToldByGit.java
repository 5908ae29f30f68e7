package dev.towline.devinfo;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What one git server tells of its repository 42, each time a minute later than before. */
final class ToldByGit {

    private final String key;
    private int minute;

    ToldByGit() {
        this("ABC-1");
    }

    /** @param key the issue that the commits name */
    ToldByGit(String key) {
        this.key = key;
    }

    Repository repository(String name) {
        return new Repository("42", name, "https://git.example.com/" + name, next());
    }

    Activity push(String branch, Commit... commits) {
        return moved(branch, commits[commits.length - 1].sha(), List.of(commits));
    }

    Activity recount(Commit... commits) {
        return new Activity.Recounted(repository("team/app"), new Ref(Ref.Kind.BRANCH, "main"), RefUpdate.ABSENT, commits[commits.length - 1].sha(), 1, 1, List.of(commits), Optional.empty());
    }

    Activity branchGone(String branch) {
        return moved(branch, RefUpdate.ABSENT, List.of());
    }

    Activity pullRequest(String title, PullRequest.State state) {
        return new Activity.PullRequestChanged(repository("team/app"), request(title, state));
    }

    Activity pullRequestRecounted(String title, PullRequest.State state) {
        return new Activity.PullRequestRecounted(repository("team/app"), request(title, state));
    }

    private PullRequest request(String title, PullRequest.State state) {
        return new PullRequest(
                "12", title, state, Samples.ANNA, "tow", "", false, Samples.sha(1), "main", "", "https://git.example.com/team/app/pull/12",
                next(), OptionalInt.of(0), List.of(), Set.of());
    }

    Activity built(long number, Build.State state, int commit) {
        return new Activity.Built(repository("team/app"), new Build(
                "ci.yml", number, "Build " + number, state, next(), "https://git.example.com/runs/" + number, Samples.sha(commit), "refs/heads/main", Set.of()));
    }

    Activity deployed(String environment, int id, Deployment.State state, int commit) {
        return new Activity.Deployed(repository("team/app"), new Deployment(
                String.valueOf(id), environment, "Release " + id, state, next(), "", Samples.sha(commit), "main", Set.of()));
    }

    Commit commit(int number) {
        return new Commit(Samples.sha(number), key + " tow", Samples.ANNA, Samples.AT.atOffset(ZoneOffset.UTC), "", List.of(), OptionalInt.empty(), Optional.empty());
    }

    private Activity moved(String branch, String to, List<Commit> commits) {
        var update = new RefUpdate(new Ref(Ref.Kind.BRANCH, branch), "", to, next(), false, "", OptionalInt.of(commits.size()), false);
        return new Activity.Pushed(repository("team/app"), update, commits);
    }

    private Instant next() {
        return Samples.AT.plusSeconds(60L * minute++);
    }
}
