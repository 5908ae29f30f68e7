package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.JiraClient;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import jakarta.enterprise.context.ApplicationScoped;

/** The tenant is looked up for every request: its address and secret may have changed a moment ago. */
@ApplicationScoped
class JiraSite implements Site {

    private final Tenants tenants;
    private final JiraClient jira;

    JiraSite(Tenants tenants, JiraClient jira) {
        this.tenants = tenants;
        this.jira = jira;
    }

    @Override
    public JiraAnswer send(TenantId tenant, String method, String path, JsonNode body) {
        return jira.send(find(tenant), method, path, body);
    }

    @Override
    public Tenant.Kind kind(TenantId tenant) {
        return find(tenant).kind();
    }

    private Tenant find(TenantId tenant) {
        return tenants.find(tenant).orElseThrow(() -> new JiraUnavailable("no such tenant", null, null));
    }
}
