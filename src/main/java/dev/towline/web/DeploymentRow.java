package dev.towline.web;

import dev.towline.integration.EnvironmentType;
import dev.towline.index.Development;
import dev.towline.web.DevelopmentView.IntegrationRef;
import dev.towline.web.DevelopmentView.RepositoryRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * One deployment, as the panel shows it and the API tells it.
 *
 * @param environment     as the git server names it
 * @param environmentType {@code production}, {@code staging}, {@code testing}, {@code development} or {@code unmapped}
 * @param state           as of a build, or {@code rolled_back}
 * @param ref             name of the branch or tag that was deployed, {@code ""} when not told
 */
public record DeploymentRow(
        RepositoryRef repository, IntegrationRef integration, String environment, String environmentType, String number, String name, String state,
        Moment updatedAt, String url, String sha, String ref, List<String> issueKeys) {

    /** An environment by what was deployed to it last, with what was before, the newest first. */
    public record Environment(DeploymentRow newest, List<DeploymentRow> earlier) {

        /** As of a pipeline. */
        public String id() {
            return Names.id("environment", newest.integration.id(), newest.repository.id(), newest.environment);
        }
    }

    static DeploymentRow of(Development.DeploymentView deployment, IntegrationRef integration, EnvironmentType type) {
        return new DeploymentRow(
                RepositoryRef.of(deployment.place()), integration, deployment.environment(), type.word(),
                deployment.number(), deployment.name(), deployment.state().name().toLowerCase(Locale.ROOT), new Moment(deployment.updatedAt()),
                Links.safe(deployment.url()), deployment.sha(), Names.ofRef(deployment.ref()), DevelopmentView.keys(deployment.issueKeys()));
    }

    /** Production first: how far a change has come is what people ask. Of one kind the latest deployment first. */
    static List<Environment> environments(List<DeploymentRow> deployments) {
        var all = new LinkedHashMap<List<String>, List<DeploymentRow>>();
        deployments.forEach(deployment -> all.computeIfAbsent(deployment.home(), _ -> new ArrayList<>()).add(deployment));
        return all.values().stream()
                .map(of -> of.stream().sorted(Comparator.comparing((DeploymentRow deployment) -> deployment.updatedAt.at()).reversed()).toList())
                .map(of -> new Environment(of.getFirst(), of.subList(1, of.size())))
                .sorted(Comparator.comparingInt((Environment environment) -> environment.newest.distance())
                        .thenComparing(Comparator.comparing((Environment environment) -> environment.newest.updatedAt.at()).reversed()))
                .toList();
    }

    /** Whether the kind says more than the name. */
    public boolean typed() {
        return !environmentType.equals("unmapped") && !environmentType.equalsIgnoreCase(environment);
    }

    public String title() {
        return name.isBlank() || name.equals(environment) ? "#" + number : name;
    }

    public String shortSha() {
        return Names.shortSha(sha);
    }

    // The kinds are in the order from the developer to the customers, and the unknown last.
    private int distance() {
        var type = EnvironmentType.valueOf(environmentType.toUpperCase(Locale.ROOT));
        return type == EnvironmentType.UNMAPPED ? EnvironmentType.values().length : EnvironmentType.PRODUCTION.ordinal() - type.ordinal();
    }

    private List<String> home() {
        return List.of(integration.id(), repository.id(), environment);
    }
}
