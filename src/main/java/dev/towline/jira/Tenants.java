package dev.towline.jira;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The tenants, and the changes of their installation. */
@ApplicationScoped
public class Tenants {

    public Optional<Tenant> find(TenantId id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Tenant> ofClientKey(String clientKey) {
        throw new UnsupportedOperationException();
    }

    /** The site's cloud id, asked of the site itself once when the installation did not tell it. @throws JiraUnavailable */
    public String cloudId(Tenant tenant) {
        throw new UnsupportedOperationException();
    }
}
