package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the bodies of our own scripts say. They are the only ones that tell everything: every commit of a push, its parents, and the
 * time of the push. What does not fit into one call comes in parts, each of which stands alone.
 */
final class PlainGitBody {

    /** The way in which the scripts lay out their bodies. They are copied to git servers and live there for years. */
    private static final long VERSION = 1;

    private PlainGitBody() {}

    /**
     * A long list begins with the movement itself: that is told twice, as a push that lists less than its total, and as the first
     * part. Where a backfill says where a ref stands, it says since when, too: a push that was told meanwhile is newer.
     */
    static List<Activity> pushed(Json body) throws UnreadablePayload {
        checkVersion(body);
        Instant at = at(body);
        Repository repository = repository(body, at);
        List<Activity> activities = new ArrayList<>();
        for (Json update : body.list("updates")) {
            Ref ref = Ref.of(Fields.told(update, "ref"));
            String before = Fields.sha(update, "before");
            String after = Fields.sha(update, "after");
            Instant moved = update.has("at") ? at(update) : at;
            OptionalInt total = Fields.count(update, "total");
            List<Commit> commits = commits(update);
            activities.add(new Activity.Pushed(repository,
                    new RefUpdate(ref, before, after, moved, update.flag("forced"), "", total, total.isEmpty()), commits));
            if (update.has("parts")) {
                activities.add(new Activity.Recounted(repository, ref, before, after, 1, parts(update), commits, Optional.of(moved)));
            }
        }
        return List.copyOf(activities);
    }

    /** {@code live}: of a push that is told as it happens, at the body's own time. A script from before that word tells a repair. */
    static List<Activity> recounted(Json body) throws UnreadablePayload {
        checkVersion(body);
        int parts = parts(body);
        long part = body.number("part");
        if (part < 1 || part > parts) {
            throw body.unreadable("part", "not one of the parts");
        }
        return List.of(new Activity.Recounted(repository(body, at(body)), Ref.of(Fields.told(body, "ref")),
                Fields.sha(body, "from"), Fields.commitSha(body, "to"), (int) part, parts, commits(body),
                body.flag("live") ? Optional.of(at(body)) : Optional.empty()));
    }

    static List<Activity> pullRequests(Json body) throws UnreadablePayload {
        checkVersion(body);
        return PlainGitPullRequests.told(body, repository(body, at(body)));
    }

    private static void checkVersion(Json body) throws UnreadablePayload {
        if (body.number("version") != VERSION) {
            throw body.unreadable("version", "the script is newer than this Towline, or not ours");
        }
    }

    private static int parts(Json json) throws UnreadablePayload {
        long parts = json.number("parts");
        if (parts < 1 || parts > Integer.MAX_VALUE) {
            throw json.unreadable("parts", "expected how many parts there are");
        }
        return (int) parts;
    }

    private static Instant at(Json json) throws UnreadablePayload {
        return json.time("at").map(OffsetDateTime::toInstant).orElse(Activity.TIME_NOT_TOLD);
    }

    private static Repository repository(Json body, Instant asOf) throws UnreadablePayload {
        Json told = body.at("repository");
        return new Repository(Fields.told(told, "id"), Fields.told(told, "name"), Links.web(told.text("url", "")), asOf);
    }

    private static List<Commit> commits(Json json) throws UnreadablePayload {
        List<Commit> commits = new ArrayList<>();
        for (Json commit : json.list("commits")) {
            commits.add(commit(commit));
        }
        return List.copyOf(commits);
    }

    private static Commit commit(Json commit) throws UnreadablePayload {
        Json author = commit.at("author");
        List<FileChange> files = new ArrayList<>();
        for (Json file : commit.list("files")) {
            files.add(new FileChange(Fields.told(file, "path"), kind(file)));
        }
        return new Commit(
                Fields.commitSha(commit, "sha"), commit.text("message"),
                new Person(author.text("name", ""), author.text("email", ""), "", "", ""),
                commit.time("authoredAt").orElseThrow(() -> commit.unreadable("authoredAt", "missing")),
                "", List.copyOf(files), Fields.count(commit, "fileCount"), merge(commit));
    }

    private static Optional<Boolean> merge(Json commit) throws UnreadablePayload {
        return commit.has("parents") ? Optional.of(commit.texts("parents").size() > 1) : Optional.empty();
    }

    private static FileChange.Kind kind(Json file) throws UnreadablePayload {
        return switch (file.text("change")) {
            case "added" -> FileChange.Kind.ADDED;
            case "modified" -> FileChange.Kind.MODIFIED;
            case "removed" -> FileChange.Kind.REMOVED;
            case "moved" -> FileChange.Kind.MOVED;
            default -> throw file.unreadable("change", "expected added, modified, removed or moved");
        };
    }
}
