package dev.towline.jira;

/** Makes the Authorization header of one request to Jira. Connect signs a JWT; a self-hosted OAuth client sends a bearer token. */
public interface RequestAuthorization {

    /** @param path relative to the site's base URL, with its query */
    String header(Tenant tenant, String method, String path);
}
