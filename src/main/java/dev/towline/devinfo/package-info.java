/**
 * Keeps Jira's development information equal to the index, by following the change log.
 *
 * <p>In: wake-ups and the change log. Out: requests to {@code /rest/devinfo/0.10}, and what Jira answered, per entity.
 * Never here: a change forgotten because Jira refused it (law 11); an update that overwrites a newer one.
 */
package dev.towline.devinfo;
