/**
 * Towline within a company's own network, for one Jira site: the OAuth client that uploads, and the local administrator. The only room that
 * knows either.
 *
 * <p>In: settings, a password, a session's cookie. Out: {@link dev.towline.jira.Caller}, the one tenant, authorized requests to Jira.
 * Never here: anything that Atlassian sends; the client secret or the password at rest or in a log.
 */
package dev.towline.selfhosted;
