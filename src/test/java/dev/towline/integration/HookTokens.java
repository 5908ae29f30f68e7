package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;

/** Issues hook tokens for the tests of other rooms. */
public final class HookTokens {

    private HookTokens() {}

    public static String issue(TenantId tenant, IntegrationId integration, SecretKeys keys) {
        return HookToken.issue(tenant, integration, keys).text();
    }
}
