package dev.towline.connect;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Mode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The verifier of install callbacks: signed by Atlassian for this app and this very request. The secret that a callback
 * delivers proves nothing about the callback, and neither does the secret of an earlier installation.
 */
@Provider
@ApplicationScoped
@FromAtlassian
@Priority(Priorities.AUTHENTICATION)
class FromAtlassianFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(FromAtlassianFilter.class);

    private final Mode mode;
    private final Function<String, Optional<RSAPublicKey>> keys;
    private final App app;
    private final Clock clock;
    private final Announced announced;
    private final CurrentVertxRequest current;

    @Inject
    FromAtlassianFilter(Mode mode, InstallKeys keys, App app, Clock clock, Announced announced, CurrentVertxRequest current) {
        this(mode, keys::find, app, clock, announced, current);
    }

    FromAtlassianFilter(Mode mode, Function<String, Optional<RSAPublicKey>> keys, App app, Clock clock, Announced announced, CurrentVertxRequest current) {
        this.mode = mode;
        this.keys = keys;
        this.app = app;
        this.clock = clock;
        this.announced = announced;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (mode != Mode.CONNECT) {
            context.abortWith(Refusal.closed());
            return;
        }
        try {
            Refusal.unless(context, current, request -> announced.is(verify(request)));
        } catch (JiraUnavailable e) {
            LOG.warnf("install callback not checked: %s", e.getMessage());
            context.abortWith(Refusal.problem(503, "Atlassian's install key could not be fetched. Try again.").header("Retry-After", "10").build());
        }
    }

    /** The client key for which Atlassian speaks. */
    String verify(Inbound request) throws NotProven {
        var token = Token.read(request.headerToken(), JWSAlgorithm.RS256);
        var key = keys.apply(token.keyId()).orElseThrow(() -> new NotProven("the token was not signed with a key of Atlassian's"));
        var claims = token.verified(List.of(new RSASSAVerifier(key)), clock.instant());
        if (claims.getAudience().stream().noneMatch(app::isNamed)) {
            throw new NotProven("the token was made for another app");
        }
        if (!request.hashesTo(Token.qsh(claims), app.basePath())) {
            throw new NotProven("the token was made for another request");
        }
        return claims.getIssuer();
    }
}
