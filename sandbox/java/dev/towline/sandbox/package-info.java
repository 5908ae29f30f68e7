/**
 * A stand-in Jira Cloud site for development and tests. It speaks HTTP only, as Jira does, and refuses what Jira refuses.
 *
 * <p>In: signed requests of the installed app, and a person's browser. Out: lifecycle callbacks, signed iframe addresses, webhooks.
 * Never here: code of the app. Hashes and tokens are checked by an own implementation, so that a mistake of ours is not mirrored.
 */
package dev.towline.sandbox;
