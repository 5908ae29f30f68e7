package dev.towline.jira;

/**
 * Who is asking: a person of a Jira site, proven by a signed token, or who logged in to a self-hosted deployment.
 *
 * @param accountId Atlassian account id; {@code ""} for an anonymous visitor, and for the local administrator, who has none
 */
public record Viewer(Tenant tenant, String accountId) {

    /** Who knows the password of a self-hosted deployment. */
    public static Viewer local(Tenant tenant) {
        if (tenant.kind() != Tenant.Kind.SELF_HOSTED) {
            throw new IllegalArgumentException("only a self-hosted deployment has a local administrator");
        }
        return new Viewer(tenant, "");
    }

    /** Nobody but who logged in is a viewer of a self-hosted site. */
    boolean isLocal() {
        return tenant.kind() == Tenant.Kind.SELF_HOSTED && accountId.isEmpty();
    }
}
