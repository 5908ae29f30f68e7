package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;

/** A tenant's Jira, as far as uploads need it. */
interface Site {

    /**
     * @throws dev.towline.jira.JiraUnavailable   when no answer came
     * @throws dev.towline.jira.CredentialRefused when Atlassian gives us no access to the site
     */
    JiraAnswer send(TenantId tenant, String method, String path, JsonNode body);

    /** What a person can do about a refusal depends on how the site belongs to us. */
    Tenant.Kind kind(TenantId tenant);
}
