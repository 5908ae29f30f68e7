package dev.towline.selfhosted;

import dev.towline.jira.Credential;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls Jira as the OAuth client that an administrator made for us in Jira's "OAuth credentials". */
@Singleton
class OAuthCredential implements Credential {

    private static final String SCHEME = "Bearer ";

    private final Tenants tenants;
    private final AccessToken token;
    private final URI api;

    OAuthCredential(Tenants tenants, AccessToken token, @ConfigProperty(name = "towline.jira-api-url") String api) {
        this.tenants = tenants;
        this.token = token;
        this.api = URI.create(api.replaceFirst("/$", ""));
    }

    @Override
    public Tenant.Kind kind() {
        return Tenant.Kind.SELF_HOSTED;
    }

    @Override
    public Call call(Tenant tenant, String method, String path) {
        return new Call(CloudApi.address(api, tenants.cloudId(tenant), path), SCHEME + token.value());
    }

    /** It may have ended earlier than Atlassian said, by a change of the credentials for example. */
    @Override
    public boolean renew(Call refused) {
        token.forget(refused.authorization().substring(SCHEME.length()));
        return true;
    }
}
