package dev.towline.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** The tokens that Jira signs. Each carries the life that Jira gives it. */
final class Tokens {

    /** Life of a token for one request. */
    static final Duration REQUEST = Duration.ofMinutes(3);
    /** Life of a context token, which a page may use until it expires. */
    static final Duration CONTEXT = Duration.ofMinutes(15);

    private Tokens() {}

    /** Of a lifecycle callback: only this one is signed with a private key, because the secret is what it delivers. */
    static String install(RSAKey key, String clientKey, String appBaseUrl, String qsh, Instant now) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build();
            var claims = claims(clientKey, qsh, REQUEST, now).audience(appBaseUrl).build();
            return sign(header, claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param accountId the person, or null when Jira itself calls */
    static String shared(String secret, String clientKey, String accountId, String qsh, Duration life, Instant now) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
            var claims = claims(clientKey, qsh, life, now).subject(accountId).build();
            return sign(header, claims, new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder claims(String issuer, String qsh, Duration life, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .claim("qsh", qsh);
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
