package dev.towline.realtime;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import java.util.List;
import java.util.Set;

/**
 * What one stream follows, and what of a change concerns it.
 *
 * @param events AVIs to be told of; empty for all
 */
record Subscription(Account account, Set<String> events, List<Grant> grants) {

    Subscription {
        events = Set.copyOf(events);
        grants = List.copyOf(grants);
    }

    boolean wants(String type) {
        return events.isEmpty() || events.contains(type);
    }

    /** The channels held here that this change concerns; of its other issues not even the number is told. */
    List<Channel> concernedBy(Change change) {
        return grants.stream().filter(grant -> concerns(change, grant)).map(Grant::channel).toList();
    }

    Subscription holding(List<Grant> others) {
        return new Subscription(account, events, others);
    }

    List<Channel> channels() {
        return grants.stream().map(Grant::channel).toList();
    }

    private static boolean concerns(Change change, Grant grant) {
        if (change.kind() == Change.Kind.JIRA) {
            return concerns(change.jira(), grant.channel());
        }
        return switch (grant.channel()) {
            case Channel.OfIssue issue -> change.issueKeys().contains(new IssueKey(grant.issueKey()));
            case Channel.OfIntegration integration -> isOfIntegration(change) && integration.id().equals(change.integration().value());
            case Channel.OfIntegrations all -> isOfIntegration(change);
            // Which of a project's issues the viewer may see is not known here: git's changes are told to who follows the issue.
            case Channel.OfProject project -> false;
            case Channel.OfBoard board -> false;
        };
    }

    private static boolean concerns(JiraEvent event, Channel channel) {
        return switch (channel) {
            case Channel.OfIssue issue -> event.isOf(JiraEvent.Thing.ISSUE, issue.id());
            case Channel.OfProject project -> event.open() && event.isOf(JiraEvent.Thing.PROJECT, project.id());
            case Channel.OfBoard board -> event.open() && event.isOf(JiraEvent.Thing.BOARD, board.id());
            case Channel.OfIntegration integration -> false;
            case Channel.OfIntegrations all -> false;
        };
    }

    // What issues are linked to is the issues' news: a push of a thousand commits is one delivery to an administrator.
    private static boolean isOfIntegration(Change change) {
        return switch (change.kind()) {
            case DELIVERY, INTEGRATION, REPOSITORY -> true;
            case COMMIT, BRANCH, TAG, PULL_REQUEST, BUILD, DEPLOYMENT, JIRA -> false;
        };
    }
}
