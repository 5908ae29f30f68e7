/**
 * A tenant's git servers ("Private Server integrations"): provider, secret hook URL, signing secret, rules.
 *
 * <p>In: what an administrator decides. Out: {@link dev.towline.integration.Integration} and the proof that a hook URL is ours.
 * Never here: the payloads themselves.
 */
package dev.towline.integration;
