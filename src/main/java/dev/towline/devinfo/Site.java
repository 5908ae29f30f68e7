package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.TenantId;

/** A tenant's Jira, as far as uploads need it. */
@FunctionalInterface
interface Site {

    /** @throws dev.towline.jira.JiraUnavailable when no answer came */
    JiraAnswer send(TenantId tenant, String method, String path, JsonNode body);
}
