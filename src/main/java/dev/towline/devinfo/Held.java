package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.devinfo.Entity.RepositoryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Jira says that it holds.
 *
 * @param complete below which update sequence it may hold more than it shows
 */
record Held(Map<Entity, JsonNode> shown, long complete) {

    /**
     * So many of a repository's entities Jira shows, the newest: https://developer.atlassian.com/cloud/jira/software/rest/api-group-development-information/ (2026-08).
     * When it shows so many there may be more.
     */
    static final int SHOWN = 400;

    // What Jira calls the number of a state: of commits and the like, and of builds and deployments.
    private static final List<String> SEQUENCES = List.of("updateSequenceId", "updateSequenceNumber");

    /** A repository's commits, branches and pull requests. What carries an id that no name of ours has is not ours to judge. */
    static Held of(RepositoryId repository, JsonNode answer) {
        var shown = new HashMap<Entity, JsonNode>();
        var count = 0;
        var oldest = Long.MAX_VALUE;
        for (var kind : Api.DEVINFO.kinds()) {
            for (var node : answer.path(kind.list)) {
                count++;
                oldest = Math.min(oldest, sequence(node).orElse(0L));
                Ids.name(node.path("id").asText()).ifPresent(name -> shown.put(new Entity(kind, repository.integration(), repository.repository(), name), node));
            }
        }
        return new Held(shown, count < SHOWN ? 0 : oldest);
    }

    static Optional<Long> sequence(JsonNode node) {
        return SEQUENCES.stream().map(node::path).filter(JsonNode::isNumber).map(JsonNode::asLong).findFirst();
    }
}
