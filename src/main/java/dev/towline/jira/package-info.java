/**
 * A Jira site as we know it: the tenant, how we prove to it who we are, and what we ask of it.
 *
 * <p>In: calls of other rooms in the words of Jira's REST API. Out: answers, which project keys a site has as far as we know, {@link dev.towline.jira.JiraUnavailable}.
 * Never here: Connect (its door is the room {@code connect}), git servers, our pages.
 */
package dev.towline.jira;
