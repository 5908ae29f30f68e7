package dev.towline.realtime;

import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change as one subscriber is told of it: identifiers, and only of channels that it holds.
 * One change is at most one client event, so that its position says exactly what was received; several issues of a change share it.
 *
 * @param integration told only on channels of integrations
 * @param jira        what Jira told; null for what git servers told
 */
record ClientEvent(long position, String type, List<Channel> channels, UUID integration, JiraEvent jira) {

    /** Empty when the change does not concern the subscriber. */
    static Optional<ClientEvent> of(Change change, Subscription subscription) {
        var type = type(change);
        if (!subscription.wants(type)) {
            return Optional.empty();
        }
        var channels = subscription.concernedBy(change);
        return channels.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClientEvent(change.position(), type, channels, change.integration().value(), change.jira()));
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
