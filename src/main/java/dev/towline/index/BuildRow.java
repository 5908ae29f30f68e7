package dev.towline.index;

import dev.towline.activity.Build;
import dev.towline.activity.IssueKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** One run of a pipeline, at the newest state that we were told of. */
record BuildRow(
        String repository, String pipeline, long number, String name, Build.State state, Instant updatedAt, String url,
        String sha, String ref, List<IssueKey> textKeys) implements Run {

    // Within one second the more final state holds; then the texts decide: any rule will do that every order of arrival agrees on.
    private static final Comparator<BuildRow> NEWNESS = Comparator.comparing(BuildRow::updatedAt)
            .thenComparing(BuildRow::state)
            .thenComparing(BuildRow::name)
            .thenComparing(BuildRow::url);

    static BuildRow of(String repository, Build told) {
        return new BuildRow(
                repository, Storable.id(told.pipeline()), told.number(), Storable.text(told.name()), told.state(), Storable.time(told.updatedAt()),
                Storable.text(told.url()), Storable.id(told.sha()), Storable.text(told.ref()), Run.all(told.keys(), List.of()));
    }

    @Override
    public Entity entity() {
        return new Entity(Change.Kind.BUILD, repository, pipeline + "#" + number);
    }

    BuildRow join(BuildRow other) {
        var newest = NEWNESS.compare(this, other) >= 0 ? this : other;
        return new BuildRow(
                repository, pipeline, number, newest.name, newest.state, newest.updatedAt, newest.url,
                Run.told(sha, other.sha), Run.told(ref, other.ref), Run.all(textKeys, other.textKeys));
    }
}
