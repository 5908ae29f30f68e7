package dev.towline.jira;

/**
 * Who is asking: a person of a Jira site, proven by a signed token.
 *
 * @param accountId Atlassian account id; {@code ""} for an anonymous visitor
 */
public record Viewer(Tenant tenant, String accountId) {}
