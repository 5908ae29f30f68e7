package dev.towline.web;

import dev.towline.index.ProjectSources;
import java.util.List;
import java.util.Optional;

/**
 * What git servers have to do with a project.
 *
 * @param known   whether Jira has shown us the project
 * @param integrations those whose rules let them link to it
 * @param more    repositories that are not shown
 * @param manager whether the viewer may change integrations, too
 * @param admin   address in Jira of the page where integrations are changed
 */
record ProjectSettingsView(boolean known, List<Integration> integrations, List<Source> sources, boolean more, boolean manager, String admin) {

    record Integration(String name, String provider, String state, Optional<Moment> lastDeliveryAt) {}

    record Source(String name, String url, String integration, int commits, int pullRequests, int issues, Optional<Moment> latest) {

        static Source of(ProjectSources.Source source, String integration) {
            return new Source(source.name(), Links.safe(source.url()), integration, source.commits(), source.pullRequests(), source.issues(), source.latest().map(Moment::new));
        }
    }
}
