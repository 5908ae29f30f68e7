/**
 * Keeps Jira's development information, builds and deployments equal to the index, by following the change log.
 *
 * <p>In: wake-ups and the change log. Out: requests to {@code /rest/devinfo/0.10}, {@code /rest/builds/0.1} and {@code /rest/deployments/0.1}, and what Jira answered, per entity.
 * Never here: a change forgotten because Jira refused it (law 11); an update that overwrites a newer one.
 */
package dev.towline.devinfo;
