package dev.towline.realtime;

import java.time.Instant;

/**
 * Jira's word that an account may follow a channel.
 *
 * @param issueKey  the issue's key when Jira said so; {@code ""} for a channel that is no issue
 * @param projectId of a board, the project in which it lives; else 0
 * @param at        when Jira said so
 */
record Grant(Channel channel, String issueKey, long projectId, Instant at) {

    /** Of anything but a board. */
    Grant(Channel channel, String issueKey, Instant at) {
        this(channel, issueKey, 0, at);
    }

    /** Whether it tells of all open issues of a project. */
    boolean isOfManyIssues() {
        return channel instanceof Channel.OfProject || channel instanceof Channel.OfBoard;
    }

    /** Whether it tells of the open issues of this project. */
    boolean isOfProject(long id) {
        return switch (channel) {
            case Channel.OfProject project -> project.id() == id;
            case Channel.OfBoard board -> projectId == id;
            case Channel.OfIssue issue -> false;
            case Channel.OfIntegration integration -> false;
            case Channel.OfIntegrations all -> false;
        };
    }
}
