/**
 * The Atlassian Connect door, and the only room that knows Connect: descriptor, install lifecycle, JWTs and their query string hash.
 *
 * <p>In: requests signed by Atlassian or by a Jira site. Out: {@link dev.towline.jira.Caller}, tenants installed and uninstalled,
 * signed requests to Jira. Never here: a verifier that falls back to another (law 7).
 */
package dev.towline.connect;
