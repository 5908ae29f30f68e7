package dev.towline.web;

import dev.towline.index.Development;
import dev.towline.web.DevelopmentView.IntegrationRef;
import dev.towline.web.DevelopmentView.RepositoryRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * One run of a pipeline, as the panel shows it and the API tells it.
 *
 * @param state {@code pending}, {@code in_progress}, {@code successful}, {@code failed}, {@code cancelled} or {@code unknown}
 * @param sha   of the built commit, {@code ""} when not told
 * @param ref   name of the branch or tag that was built, {@code ""} when not told
 */
public record BuildRow(
        RepositoryRef repository, IntegrationRef integration, String pipeline, long number, String name, String state,
        Moment updatedAt, String url, String sha, String ref, List<String> issueKeys) {

    // Where a build server numbers no runs, a part of the commit's SHA or an id of another kind stands in, and says nothing to people.
    // GitLab's, which people know, have ten digits by now.
    private static final long COUNTED_BELOW = 10_000_000_000L;

    // By when something happened to a run last, because of those same numbers.
    private static final Comparator<BuildRow> NEWEST_FIRST =
            Comparator.comparing((BuildRow build) -> build.updatedAt.at()).thenComparing(BuildRow::number).reversed();

    /** A pipeline by its newest run, with what it did before, the newest first. */
    public record Pipeline(BuildRow newest, List<BuildRow> earlier) {

        /** Stays when it runs again, so that what a person unfolded stays unfolded. */
        public String id() {
            return Names.id("pipeline", newest.integration.id(), newest.repository.id(), newest.pipeline);
        }
    }

    static BuildRow of(Development.BuildView build, IntegrationRef integration) {
        return new BuildRow(
                RepositoryRef.of(build.place()), integration, build.pipeline(), build.number(), build.name(), build.state().name().toLowerCase(Locale.ROOT),
                new Moment(build.updatedAt()), Links.safe(build.url()), build.sha(), Names.ofRef(build.ref()), DevelopmentView.keys(build.issueKeys()));
    }

    /** The order of pipelines is that in which something happened to them last. */
    static List<Pipeline> pipelines(List<BuildRow> builds) {
        var runs = new LinkedHashMap<List<String>, List<BuildRow>>();
        builds.forEach(build -> runs.computeIfAbsent(build.home(), _ -> new ArrayList<>()).add(build));
        return runs.values().stream()
                .map(all -> all.stream().sorted(NEWEST_FIRST).toList())
                .map(all -> new Pipeline(all.getFirst(), all.subList(1, all.size())))
                .sorted(Comparator.comparing(Pipeline::newest, NEWEST_FIRST))
                .toList();
    }

    public String title() {
        return name.isBlank() ? pipeline : name;
    }

    /** Its number, or its commit where the number says nothing. */
    public String label() {
        return number < COUNTED_BELOW || sha.isEmpty() ? "#" + number : shortSha();
    }

    public String shortSha() {
        return Names.shortSha(sha);
    }

    private List<String> home() {
        return List.of(integration.id(), repository.id(), pipeline);
    }
}
