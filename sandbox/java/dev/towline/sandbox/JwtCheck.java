package dev.towline.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;

/** Whether a request to the REST API was signed by the installed app for exactly this request. Every doubt is 401, and the message says which. */
final class JwtCheck {

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(180);
    // The clock is the same machine's; only whole seconds are lost on the way.
    private static final Duration LEEWAY = Duration.ofSeconds(3);

    private JwtCheck() {}

    static void check(Request request, String clientKey, Installation installation, Instant now) {
        try {
            var token = SignedJWT.parse(tokenOf(request));
            require(JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()), "alg must be HS256");
            require(token.verify(new MACVerifier(installation.sharedSecret().getBytes(StandardCharsets.UTF_8))), "the signature is not valid");
            check(token.getJWTClaimsSet(), request, clientKey, installation, now);
        } catch (ParseException | JOSEException e) {
            throw Refusal.of(401, "JWT: cannot be read");
        } catch (IllegalArgumentException e) {
            throw Refusal.of(401, "JWT: the query cannot be decoded");
        }
    }

    private static void check(JWTClaimsSet claims, Request request, String clientKey, Installation installation, Instant now) throws ParseException {
        require(installation.appKey().equals(claims.getIssuer()), "iss must be the app's key");
        require(claims.getIssueTime() != null && claims.getExpirationTime() != null, "iat and exp are required");
        var issued = claims.getIssueTime().toInstant();
        var expires = claims.getExpirationTime().toInstant();
        require(!issued.isAfter(now.plus(LEEWAY)), "iat lies in the future");
        require(expires.isAfter(now.minus(LEEWAY)), "it has expired");
        require(!expires.isAfter(issued.plus(LONGEST_LIFE)), "it lives longer than 180 s");
        require(claims.getAudience().isEmpty() || claims.getAudience().contains(clientKey), "aud, when given, must be the client key");
        var expected = Qsh.of(request.method(), "", request.path(), request.query());
        require(expected.equals(claims.getStringClaim("qsh")), "qsh does not belong to this request");
    }

    private static String tokenOf(Request request) {
        var header = request.header("Authorization").orElseThrow(() -> Refusal.of(401, "JWT: the Authorization header is missing"));
        require(header.startsWith("JWT "), "the Authorization header must be 'JWT <token>'");
        return header.substring("JWT ".length());
    }

    private static void require(boolean holds, String why) {
        if (!holds) {
            throw Refusal.of(401, "JWT: " + why);
        }
    }
}
