package dev.towline.realtime;

import dev.towline.jira.TenantId;

/**
 * A person of one Jira site who follows something. Unlike a viewer it holds no credential, so it can stay in memory for as long as a stream.
 *
 * @param id Atlassian account id; {@code ""} for an anonymous visitor
 */
record Account(TenantId tenant, String id) {}
