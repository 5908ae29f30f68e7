package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site as it stands in a file: everything but the traffic. What an older file lacks is null. */
record Saved(Installation installation, List<Site.User> users, List<Site.Project> projects, List<Site.Issue> issues, Map<String, Long> formerKeys,
        Map<String, Long> formerProjectKeys, List<Site.Comment> comments, List<Long> ranking, Boards.Saved boards, Access.Saved access, List<DevInfoStore.Repository> repositories, List<RunStore.Run> runs,
        List<OAuthClients.Client> oauthClients) {

    static ObjectNode of(Site site) {
        var what = site.backlog().saved();
        var saved = new Saved(site.installation().orElse(null), site.users(), what.projects(), what.issues(), what.formerKeys(), what.formerProjectKeys(), what.comments(),
                what.ranking(), site.planned().saved(), site.access().saved(), null, null, site.oauthClients().all());
        var json = (ObjectNode) Json.MAPPER.valueToTree(saved);
        json.set("repositories", site.developmentInformation().snapshot());
        json.set("runs", site.runs().snapshot());
        return json;
    }

    /** The installation and the users are the site's own to take. */
    void into(Site site) {
        site.backlog().restore(new Backlog.Saved(projects, issues, formerKeys, formerProjectKeys, comments, ranking));
        site.access().restore(access);
        site.developmentInformation().restore(repositories);
        Optional.ofNullable(runs).ifPresent(site.runs()::restore);
        Optional.ofNullable(oauthClients).ifPresent(site.oauthClients()::restore);
        Optional.ofNullable(boards).ifPresent(site.planned()::restore);
    }
}
