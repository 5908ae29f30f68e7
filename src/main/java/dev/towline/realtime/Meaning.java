package dev.towline.realtime;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import dev.towline.index.JiraEvent.Thing;
import dev.towline.realtime.Webhook.Mark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;

/**
 * What a webhook means to open pages: one client event or several, as an update may also be a transition and an assignment.
 * Each is a change of its own in the log, so that a position says exactly what was received. Pure.
 */
final class Meaning {

    private static final String MOVED = "avi:jira:moved:issue";
    private static final String MENTIONED = "avi:jira:mentioned:issue";
    private static final String TRANSITIONED = "avi:jira:transitioned:issue";
    private static final String RANKED = "avi:jira:ranked:issue";
    private static final String ASSIGNED = "avi:jira:assigned:issue";

    private Meaning() {}

    static List<Change.Draft> of(Webhook webhook) {
        // Who may read the comment cannot be told from who may see the issue; so nobody is told that there is one.
        if (webhook.has(Mark.RESTRICTED)) {
            return List.of();
        }
        var types = types(webhook);
        var drafts = new ArrayList<Change.Draft>();
        for (var type : types) {
            var known = drafts.isEmpty() ? known(webhook) : Set.<IssueKey>of();
            drafts.add(Change.Draft.of(new JiraEvent(type, webhook.ids(), webhook.atlassianId(), webhook.open()), known));
        }
        if (webhook.left() != 0) {
            // The project in this one is the one that it left.
            var ids = new EnumMap<Thing, Long>(webhook.ids());
            ids.put(Thing.PROJECT, webhook.left());
            drafts.add(Change.Draft.of(new JiraEvent(MOVED, ids, webhook.atlassianId(), webhook.open()), Set.of()));
        }
        return drafts;
    }

    private static List<String> types(Webhook webhook) {
        var types = new ArrayList<>(List.of(JiraEventNames.avi(webhook.event())));
        if (webhook.has(Mark.TRANSITIONED)) {
            types.add(TRANSITIONED);
        }
        if (webhook.has(Mark.ASSIGNED)) {
            types.add(ASSIGNED);
        }
        if (webhook.has(Mark.RANKED)) {
            types.add(RANKED);
        }
        if (webhook.has(Mark.MENTIONS)) {
            types.add(MENTIONED);
        }
        return types;
    }

    /** The key that Jira did not know until now. */
    private static Set<IssueKey> known(Webhook webhook) {
        var appeared = webhook.event().equals("jira:issue_created") || webhook.has(Mark.MOVED);
        return appeared && !webhook.issueKey().isEmpty() ? Set.of(new IssueKey(webhook.issueKey())) : Set.of();
    }
}
