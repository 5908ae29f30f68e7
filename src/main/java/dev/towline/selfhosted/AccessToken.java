package dev.towline.selfhosted;

import dev.towline.jira.CredentialRefused;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Mode;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfig.Credentials.Secret.Method;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The access token of the OAuth client, fetched when it is needed and renewed a minute before it ends. Atlassian gives it for 15 minutes and
 * has no refresh token for it: https://developer.atlassian.com/cloud/jira/software/integrate-jsw-cloud-with-onpremises-tools/ (2026-11).
 * The request is a form, as RFC 6749 has it and as Atlassian's own plugin for Jenkins sends it.
 */
@Singleton
public class AccessToken {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    // A token that ends while a request is under way is a request more.
    private static final Duration BEFORE_ITS_END = Duration.ofSeconds(60);
    private static final String AUDIENCE = "api.atlassian.com";

    private final OidcClients clients;
    private final OidcClientConfig config;
    private final ReentrantLock one = new ReentrantLock();
    private OidcClient client;
    private Tokens tokens;
    private volatile String trouble = "";

    @Inject
    AccessToken(
            OidcClients clients, Mode mode,
            @ConfigProperty(name = "towline.jira-api-url") String api,
            @ConfigProperty(name = "towline.jira-client-id") Optional<String> clientId,
            @ConfigProperty(name = "towline.jira-client-secret") Optional<String> secret) {
        this.clients = clients;
        this.config = mode == Mode.SELF_HOSTED ? config(api, clientId.orElseThrow(), secret.orElseThrow()) : null;
    }

    private static OidcClientConfig config(String api, String clientId, String secret) {
        return new OidcClientConfigBuilder().id("jira").discoveryEnabled(false).tokenPath(api.replaceFirst("/$", "") + "/oauth/token")
                .connectionTimeout(LIMIT).connectionRetryCount(1).followRedirects(false)
                .clientId(clientId).credentials().clientSecret(secret, Method.POST).end()
                .audience(AUDIENCE).refreshInterval(BEFORE_ITS_END).build();
    }

    /** Blocks while Atlassian is asked. @throws CredentialRefused @throws JiraUnavailable */
    String value() {
        one.lock();
        try {
            if (tokens == null || tokens.isAccessTokenExpired() || tokens.isAccessTokenWithinRefreshInterval()) {
                tokens = ask();
                trouble = "";
            }
            return tokens.getAccessToken();
        } catch (CredentialRefused refused) {
            trouble = refused.getMessage();
            throw refused;
        } finally {
            one.unlock();
        }
    }

    /** Not this one any more. */
    void forget(String value) {
        one.lock();
        try {
            if (tokens != null && tokens.getAccessToken().equals(value)) {
                tokens = null;
            }
        } finally {
            one.unlock();
        }
    }

    /** Why Atlassian gave no token when it was asked last, in words for an administrator; {@code ""} when it did, and in mode connect. */
    public String trouble() {
        return trouble;
    }

    private Tokens ask() {
        try {
            if (client == null) {
                client = clients.newClient(config).await().atMost(LIMIT);
            }
            return client.getTokens().await().atMost(LIMIT);
        } catch (RuntimeException e) {
            var cause = root(e);
            if (cause instanceof CredentialRefused refused) {
                throw refused;
            }
            // Not its message: that holds what the server said, or the request.
            throw new JiraUnavailable("Atlassian gave no access token (" + cause.getClass().getSimpleName() + ")", null, null);
        }
    }

    private static Throwable root(Throwable trouble) {
        return trouble.getCause() == null || trouble instanceof CredentialRefused ? trouble : root(trouble.getCause());
    }
}
