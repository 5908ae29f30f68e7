package dev.towline.realtime;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import dev.towline.jira.Issue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    /**
     * The channels held here that this change concerns; of its other issues not even the number is told.
     *
     * @param open those of the change that all may see who browse their project
     */
    List<Channel> concernedBy(Change change, List<Issue> open) {
        return grants.stream().filter(grant -> concerns(change, grant, open)).map(Grant::channel).toList();
    }

    /** The issues of a change of git's that somebody who follows a project or a board may be told of. */
    List<Issue> openIssues(Change change, Function<IssueKey, Optional<Issue>> open) {
        if (!isOfIssues(change) || grants.stream().noneMatch(Grant::isOfManyIssues)) {
            return List.of();
        }
        return change.issueKeys().stream().map(open).flatMap(Optional::stream)
                .filter(issue -> grants.stream().anyMatch(grant -> grant.isOfProject(issue.projectId()))).sorted((one, other) -> Long.compare(one.id(), other.id())).toList();
    }

    /** Whether a git server tells of issues in it. */
    static boolean isOfIssues(Change change) {
        return switch (change.kind()) {
            case COMMIT, BRANCH, TAG, PULL_REQUEST, BUILD, DEPLOYMENT, REPOSITORY -> true;
            case DELIVERY, INTEGRATION, JIRA -> false;
        };
    }

    /** Whether it follows a project or a board. */
    boolean isOfManyIssues() {
        return grants.stream().anyMatch(Grant::isOfManyIssues);
    }

    /** Its channels of projects and boards. */
    List<Channel> channelsOfManyIssues() {
        return grants.stream().filter(Grant::isOfManyIssues).map(Grant::channel).toList();
    }

    Subscription holding(List<Grant> others) {
        return new Subscription(account, events, others);
    }

    List<Channel> channels() {
        return grants.stream().map(Grant::channel).toList();
    }

    private static boolean concerns(Change change, Grant grant, List<Issue> open) {
        if (change.kind() == Change.Kind.JIRA) {
            return concerns(change.jira(), grant);
        }
        return switch (grant.channel()) {
            case Channel.OfIssue issue -> change.issueKeys().contains(new IssueKey(grant.issueKey()));
            case Channel.OfIntegration integration -> isOfIntegration(change) && integration.id().equals(change.integration().value());
            case Channel.OfIntegrations all -> isOfIntegration(change);
            case Channel.OfProject project -> open.stream().anyMatch(issue -> grant.isOfProject(issue.projectId()));
            case Channel.OfBoard board -> open.stream().anyMatch(issue -> grant.isOfProject(issue.projectId()));
        };
    }

    private static boolean concerns(JiraEvent event, Grant grant) {
        return switch (grant.channel()) {
            case Channel.OfIssue issue -> event.isOf(JiraEvent.Thing.ISSUE, issue.id());
            case Channel.OfProject project -> event.open() && event.isOf(JiraEvent.Thing.PROJECT, project.id());
            // A board is told of its project's issues: which of them it shows, only the page knows.
            case Channel.OfBoard board -> event.open()
                    && (event.isOf(JiraEvent.Thing.BOARD, board.id()) || grant.projectId() != 0 && event.isOf(JiraEvent.Thing.PROJECT, grant.projectId()));
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
