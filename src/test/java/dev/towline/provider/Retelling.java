package dev.towline.provider;

import static java.util.stream.Collectors.joining;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tells in lines for the eye what we make of a webhook call, with every part of every record; the expectations are written so. */
final class Retelling {

    private final StringBuilder text = new StringBuilder();

    private Retelling() {}

    static String of(Provider provider, Incoming incoming, String secret) {
        Retelling retelling = new Retelling();
        retelling.line(0, "delivery", provider.deliveryId(incoming));
        Optional<String> refusal = provider.refusal(incoming, secret);
        if (refusal.isPresent()) {
            retelling.line(0, "refused", refusal.get());
            return retelling.text.toString();
        }
        try {
            retelling.reading(provider.read(incoming));
        } catch (UnreadablePayload e) {
            retelling.line(0, "unreadable", e.getMessage());
        }
        return retelling.text.toString();
    }

    private void reading(Reading reading) {
        line(0, "event", reading.event());
        line(0, "repository", reading.repository());
        line(0, "note", reading.note());
        for (Activity activity : reading.activities()) {
            switch (activity) {
                case Activity.Pushed pushed -> pushed(pushed);
                case Activity.PullRequestChanged changed -> pullRequest("pull request", changed.repository(), changed.pullRequest());
                case Activity.PullRequestRecounted it -> pullRequest("pull request recounted", it.repository(), it.pullRequest());
                case Activity.Reviewed reviewed -> {
                    line(0, "review of pull request", reviewed.pullRequestNumber());
                    repository(reviewed.repository());
                    line(1, "reviewer", person(reviewed.review().reviewer()));
                    line(1, "decision", reviewed.review().decision() + " at " + reviewed.review().at());
                }
                case Activity.Built built -> build(built.repository(), built.build());
                case Activity.Deployed deployed -> deployment(deployed.repository(), deployed.deployment());
                case Activity.Recounted it -> {
                    line(0, "recounted", it.ref().full() + " " + sha(it.from()) + ".." + sha(it.to()) + ", part " + it.part() + " of " + it.parts()
                            + it.pushedAt().map(at -> ", pushed at " + at).orElse(""));
                    repository(it.repository());
                    it.commits().forEach(this::commit);
                }
                case Activity.RepositoryRenamed renamed -> {
                    line(0, "repository renamed", "");
                    repository(renamed.repository());
                }
                case Activity.RepositoryRemoved removed -> {
                    line(0, "repository removed", "");
                    repository(removed.repository());
                }
            }
        }
    }

    private void pushed(Activity.Pushed pushed) {
        RefUpdate update = pushed.update();
        line(0, "pushed", update.ref().kind() + " " + update.ref().name());
        repository(pushed.repository());
        line(1, "before", sha(update.before()));
        line(1, "after", sha(update.after()));
        line(1, "at", update.at() + (update.forced() ? ", forced" : ""));
        line(1, "url", update.url());
        line(1, "commits", pushed.commits().size() + " listed of " + number(update.total()) + (update.atCap() ? ", at the cap" : ""));
        pushed.commits().forEach(this::commit);
    }

    private void commit(Commit commit) {
        line(1, "commit", commit.sha());
        line(2, "message", commit.message().replace("\n", "⏎"));
        line(2, "author", person(commit.author()));
        line(2, "at", commit.authoredAt().toString());
        line(2, "url", commit.url());
        line(2, "files", number(commit.fileCount()));
        commit.files().forEach(file -> line(3, file.kind().toString(), file.path()));
        line(2, "merge", commit.merge().map(String::valueOf).orElse("?"));
    }

    private void pullRequest(String told, Repository repository, PullRequest pr) {
        line(0, told, pr.number() + " " + pr.state() + " " + pr.title());
        repository(repository);
        line(1, "author", person(pr.author()));
        line(1, "from", pr.sourceBranch() + (pr.fromFork() ? ", of a fork" : "") + " <" + pr.sourceUrl() + "> at " + sha(pr.headSha()));
        line(1, "to", pr.targetBranch() + " <" + pr.targetUrl() + ">");
        line(1, "url", pr.url());
        line(1, "updated", pr.updatedAt().toString());
        line(1, "comments", number(pr.commentCount()));
        pr.requested().forEach(person -> line(1, "requested", person(person)));
        line(1, "keys in description", keys(pr.descriptionKeys()));
    }

    private void build(Repository repository, Build it) {
        line(0, "build", it.pipeline() + " #" + it.number() + " " + it.state() + " " + it.name());
        repository(repository);
        line(1, "updated", it.updatedAt().toString());
        line(1, "url", it.url());
        line(1, "of", it.ref() + " at " + sha(it.sha()));
        line(1, "keys", keys(it.keys()));
    }

    private void deployment(Repository repository, Deployment it) {
        line(0, "deployment", it.id() + " to " + it.environment() + " " + it.state() + " " + it.name());
        repository(repository);
        line(1, "updated", it.updatedAt().toString());
        line(1, "url", it.url());
        line(1, "of", it.ref() + " at " + sha(it.sha()));
        line(1, "keys", keys(it.keys()));
    }

    private static String keys(Set<IssueKey> keys) {
        return keys.stream().map(IssueKey::value).collect(joining(" "));
    }

    private void repository(Repository repository) {
        line(1, "repository", repository.id() + " " + repository.name() + " <" + repository.url() + "> as of " + repository.asOf());
    }

    private static String person(Person person) {
        return person.equals(Person.UNKNOWN) ? "unknown" : "%s | %s | %s | %s | %s".formatted(
                person.name(), person.email(), person.username(), person.url(), person.avatar());
    }

    private static String sha(String sha) {
        return sha.equals(RefUpdate.ABSENT) ? "absent" : sha;
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : "?";
    }

    private void line(int depth, String name, String value) {
        text.append((" ".repeat(2 * depth) + name + ": " + value).stripTrailing()).append('\n');
    }
}
