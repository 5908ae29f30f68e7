/**
 * What we know of a tenant's repositories, and the log of how we came to know it.
 *
 * <p>In: activities, applied within the caller's transaction. Out: read models for pages and uploads, and the change log,
 * whose number is the upload position, Jira's update sequence and the live event id at once.
 * Never here: order of arrival taken for order of events; a half-applied delivery (entities, links and log commit together).
 */
package dev.towline.index;
