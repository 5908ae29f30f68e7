package dev.towline.web;

/**
 * What a page shows besides to the one who logged in to a self-hosted deployment.
 *
 * @param proof of the session, for the page's own calls and forms; {@code ""} inside of Jira
 * @param site  the Jira site that is uploaded to
 */
public record Local(String proof, String site) {

    static final Local NONE = new Local("", "");
}
