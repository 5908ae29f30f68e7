package dev.towline.connect;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.towline.jira.Credential;
import dev.towline.jira.JiraHosts;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;

/** Signs each of our requests to a site: a new token a request, good for that request alone. */
@Singleton
class ConnectCredential implements Credential {

    // Jira refuses tokens that live longer than three minutes.
    private static final Duration LIFE = Duration.ofMinutes(3);

    private final Tenants tenants;
    private final JiraHosts hosts;
    private final App app;
    private final Clock clock;

    ConnectCredential(Tenants tenants, JiraHosts hosts, App app, Clock clock) {
        this.tenants = tenants;
        this.hosts = hosts;
        this.app = app;
        this.clock = clock;
    }

    @Override
    public Tenant.Kind kind() {
        return Tenant.Kind.CONNECT;
    }

    @Override
    public Call call(Tenant tenant, String method, String path) {
        return new Call(URI.create(hosts.of(tenant) + path), header(tenant, method, path));
    }

    /** Each token is new already. */
    @Override
    public boolean renew(Call refused) {
        return false;
    }

    private String header(Tenant tenant, String method, String path) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(app.key())
                .audience(tenant.clientKey())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("qsh", qsh(method, path))
                .build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(), claims);
        try {
            token.sign(new MACSigner(tenants.sharedSecret(tenant)));
        } catch (JOSEException e) {
            throw new IllegalStateException("the request could not be signed", e);
        }
        return "JWT " + token.serialize();
    }

    private static String qsh(String method, String path) {
        int query = path.indexOf('?');
        try {
            return query < 0
                    ? Qsh.of(method, path, "", Query.parse(null))
                    : Qsh.of(method, path.substring(0, query), "", Query.parse(path.substring(query + 1)));
        } catch (NotProven e) {
            throw new IllegalArgumentException("a path of ours with a query that is not well formed", e);
        }
    }
}
