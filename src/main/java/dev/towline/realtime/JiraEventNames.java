package dev.towline.realtime;

import dev.towline.index.JiraEvent.Thing;
import java.util.Map;
import java.util.Optional;

/** The events that we ask Jira for (our descriptor lists the same), and the client event that each is in the first place. */
final class JiraEventNames {

    /** Events after which a site's projects are read again. */
    private static final String OF_PROJECTS = "project_";

    static final Map<String, String> AVIS = Map.ofEntries(
            Map.entry("jira:issue_created", "avi:jira:created:issue"),
            Map.entry("jira:issue_updated", "avi:jira:updated:issue"),
            Map.entry("jira:issue_deleted", "avi:jira:deleted:issue"),
            Map.entry("comment_created", "avi:jira:commented:issue"),
            // What became of a comment is no comment: the issue is another than before, and that is all.
            Map.entry("comment_updated", "avi:jira:updated:issue"),
            Map.entry("comment_deleted", "avi:jira:updated:issue"),
            Map.entry("project_created", "avi:jira:created:project"),
            Map.entry("project_updated", "avi:jira:updated:project"),
            Map.entry("project_deleted", "avi:jira:deleted:project"),
            Map.entry("project_soft_deleted", "avi:jira:deleted:project"),
            Map.entry("project_restored_deleted", "avi:jira:created:project"),
            Map.entry("project_archived", "avi:jira:updated:project"),
            Map.entry("project_restored_archived", "avi:jira:updated:project"),
            Map.entry("jira:version_created", "avi:jira:created:version"),
            Map.entry("jira:version_updated", "avi:jira:updated:version"),
            Map.entry("jira:version_moved", "avi:jira:updated:version"),
            Map.entry("jira:version_released", "avi:jira:released:version"),
            Map.entry("jira:version_unreleased", "avi:jira:unreleased:version"),
            Map.entry("jira:version_deleted", "avi:jira:deleted:version"),
            Map.entry("board_created", "avi:jira-software:created:board"),
            Map.entry("board_updated", "avi:jira-software:updated:board"),
            Map.entry("board_deleted", "avi:jira-software:deleted:board"),
            Map.entry("board_configuration_changed", "avi:jira-software:configuration-changed:board"),
            Map.entry("sprint_created", "avi:jira-software:created:sprint"),
            Map.entry("sprint_updated", "avi:jira-software:updated:sprint"),
            Map.entry("sprint_started", "avi:jira-software:started:sprint"),
            Map.entry("sprint_closed", "avi:jira-software:closed:sprint"),
            Map.entry("sprint_deleted", "avi:jira-software:deleted:sprint"));

    private JiraEventNames() {}

    static boolean isKnown(String event) {
        return AVIS.containsKey(event);
    }

    /** The first of the client events that this one is. */
    static String avi(String event) {
        return AVIS.get(event);
    }

    static boolean isOfProjects(String event) {
        return event.startsWith(OF_PROJECTS);
    }

    /** What the body must name. A project need not be named: that there was a change is all that the reading of projects needs. */
    static Optional<Thing> thing(String event) {
        return switch (avi(event).substring(avi(event).lastIndexOf(':') + 1)) {
            case "issue" -> Optional.of(Thing.ISSUE);
            case "board" -> Optional.of(Thing.BOARD);
            case "sprint" -> Optional.of(Thing.SPRINT);
            case "version" -> Optional.of(Thing.VERSION);
            default -> Optional.empty();
        };
    }
}
