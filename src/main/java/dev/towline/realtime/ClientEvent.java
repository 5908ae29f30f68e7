package dev.towline.realtime;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import dev.towline.jira.Issue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A change as one subscriber is told of it: identifiers, and only of channels that it holds.
 * One change is at most one client event, so that its position says exactly what was received; several issues of a change share it.
 *
 * @param integration told only on channels of integrations
 * @param issues      ids that the subscriber may be told of; of what git servers told only
 * @param jira        what Jira told; null for what git servers told
 */
record ClientEvent(long position, String type, List<Channel> channels, List<Long> issues, UUID integration, JiraEvent jira) {

    /**
     * Empty when the change does not concern the subscriber.
     *
     * @param find an issue that all may see who browse its project: {@link OpenIssues}
     */
    static Optional<ClientEvent> of(Change change, Subscription subscription, Function<IssueKey, Optional<Issue>> find) {
        var type = type(change);
        if (!subscription.wants(type)) {
            return Optional.empty();
        }
        var open = subscription.openIssues(change, find);
        var channels = subscription.concernedBy(change, open);
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        var followed = channels.stream().flatMap(channel -> channel instanceof Channel.OfIssue issue ? Stream.of(issue.id()) : Stream.empty());
        var issues = Stream.concat(followed, open.stream().map(Issue::id)).distinct().toList();
        return Optional.of(new ClientEvent(change.position(), type, channels, change.kind() == Change.Kind.JIRA ? List.of() : issues, change.integration().value(), change.jira()));
    }

    /** What it says, wherever it stands in the log. */
    ClientEvent anywhere() {
        return new ClientEvent(0, type, channels, issues, integration, jira);
    }

    static String type(Change change) {
        return switch (change.kind()) {
            case COMMIT -> "avi:towline:pushed:commit";
            case BRANCH -> "avi:towline:updated:branch";
            case TAG -> "avi:towline:updated:tag";
            case PULL_REQUEST -> "avi:towline:updated:pull-request";
            case BUILD -> "avi:towline:updated:build";
            case DEPLOYMENT -> "avi:towline:updated:deployment";
            case REPOSITORY -> "avi:towline:updated:repository";
            case DELIVERY -> "avi:towline:received:delivery";
            case INTEGRATION -> "avi:towline:updated:integration";
            case JIRA -> change.jira().type();
        };
    }
}
