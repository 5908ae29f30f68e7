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

    /** The order of pipelines is that in which they ran last. */
    static List<Pipeline> pipelines(List<BuildRow> builds) {
        var runs = new LinkedHashMap<List<String>, List<BuildRow>>();
        builds.forEach(build -> runs.computeIfAbsent(build.home(), _ -> new ArrayList<>()).add(build));
        return runs.values().stream()
                .map(all -> all.stream().sorted(Comparator.comparingLong(BuildRow::number).reversed()).toList())
                .map(all -> new Pipeline(all.getFirst(), all.subList(1, all.size())))
                .sorted(Comparator.comparing((Pipeline pipeline) -> pipeline.newest.updatedAt.at()).reversed())
                .toList();
    }

    public String title() {
        return name.isBlank() ? pipeline : name;
    }

    public String shortSha() {
        return Names.shortSha(sha);
    }

    private List<String> home() {
        return List.of(integration.id(), repository.id(), pipeline);
    }
}
