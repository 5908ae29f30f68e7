package dev.towline.realtime;

import java.time.Instant;

/**
 * Jira's word that an account may follow a channel.
 *
 * @param issueKey the issue's key when Jira said so; {@code ""} for a channel that is no issue
 * @param at       when Jira said so
 */
record Grant(Channel channel, String issueKey, Instant at) {}
