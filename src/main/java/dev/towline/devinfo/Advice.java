package dev.towline.devinfo;

import dev.towline.jira.Tenant;
import java.util.Locale;

/** What a person can do about a refusal of Jira's, for the administration page. The way out depends on how the site belongs to us. */
final class Advice {

    // The screen's names: https://support.atlassian.com/jira-cloud-administration/docs/integrate-with-self-hosted-tools-using-oauth/ (2026-11).
    private static final String SCREEN = "In Jira, open Settings, Marketplace apps, OAuth credentials";

    // An installation without an uninstallation before it brings new credentials.
    private static final String KEEP = "Do not uninstall it: that erases its data.";

    private Advice() {}

    /** 401. */
    static String unauthorized(Tenant.Kind kind) {
        return switch (kind) {
            case CONNECT -> "Jira refused our credentials (401). Install the app again on top of itself to renew them. " + KEEP;
            case SELF_HOSTED -> "Jira refused our token (401). " + SCREEN + ", and check that the credentials in TOWLINE_JIRA_CLIENT_ID are still there and belong to this site.";
        };
    }

    /** 403 for commits, branches and pull requests, to be told or to be read. */
    static String forbidden(Tenant.Kind kind) {
        return switch (kind) {
            case CONNECT -> "Jira refuses the app access to development information (403). Check that the app is enabled and licensed in Jira, or install it again on top of itself. " + KEEP;
            case SELF_HOSTED -> "The OAuth credentials have no access to development information (403). " + SCREEN + ", and give them the permission Development information.";
        };
    }

    /** 403 for builds or deployments. */
    static String closed(Tenant.Kind kind, Api api) {
        var things = api.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case CONNECT -> "Jira does not take " + things + " from the app (403). Install it again on top of itself, so that Jira learns that it provides them. " + KEEP;
            case SELF_HOSTED -> "The OAuth credentials may not write " + things + " (403). " + SCREEN + ", and give them the permission.";
        };
    }

    /** The site is not where it was. */
    static String moved(Tenant.Kind kind, int status) {
        return switch (kind) {
            case CONNECT -> "The Jira site was renamed or suspended (" + status + "). Uploads wait for Jira to announce its new address.";
            case SELF_HOSTED -> "Jira does not know this site any more (" + status + "). Check the address in TOWLINE_JIRA_SITE.";
        };
    }
}
