package dev.towline.selfhosted;

import dev.towline.jira.CredentialRefused;
import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcResponseFilter;
import jakarta.inject.Singleton;

/** Tells a client that Atlassian does not accept from an Atlassian that cannot answer: the OIDC client makes one failure of both. */
@Singleton
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.TOKEN)
class TokenAnswers implements OidcResponseFilter {

    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public void filter(OidcResponseContext answer) {
        var status = answer.statusCode();
        if (status >= 400 && status < 500 && status != TOO_MANY_REQUESTS) {
            throw new CredentialRefused("Atlassian does not accept the OAuth client (" + status + "). In Jira, open Settings, Marketplace apps, OAuth credentials, "
                    + "and check that the credentials are still there. Enter their client ID and secret in TOWLINE_JIRA_CLIENT_ID and TOWLINE_JIRA_CLIENT_SECRET, and restart Towline.");
        }
    }
}
