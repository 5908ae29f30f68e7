/**
 * Tells a site, at an address of its own choice, when something is the matter with an integration, and when it is over.
 *
 * <p>In: how integrations fare. Out: one short message per cause and change, and {@link dev.towline.alert.Alerts} for the page.
 * Never here: a call to an address inside of our own network, or anything but names in a message.
 */
package dev.towline.alert;
