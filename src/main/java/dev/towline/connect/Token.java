package dev.towline.connect;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JWT that nobody has vouched for yet. The only way to its claims leads through {@link #verified}; what can be read before
 * serves to find the key, and nothing else. The algorithm is the caller's expectation, never the token's wish.
 */
final class Token {

    /** Jira's tokens have about 1 KB, with all their context. */
    static final int LIMIT = 8 * 1024;

    /** Clocks of other machines; what Atlassian's own framework allows. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    /** Jira's longest token lives a quarter of this; a longer life is not one that Jira gave. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    // Each changes what is signed or must be understood; Jira sends none.
    private static final Set<String> NEVER = Set.of("crit", "zip", "b64");

    // A client key, which is a UUID today. It goes to the database, which takes no NUL.
    private static final Pattern ISSUER = Pattern.compile("[!-~]{1,255}");

    private final SignedJWT jwt;

    private Token(SignedJWT jwt) {
        this.jwt = jwt;
    }

    static Token read(String compact, JWSAlgorithm expected) throws NotProven {
        if (compact.length() > LIMIT) {
            throw new NotProven("the token is too large");
        }
        try {
            var jwt = SignedJWT.parse(compact);
            if (!jwt.getHeader().getAlgorithm().equals(expected)) {
                throw new NotProven("the token's algorithm is not " + expected);
            }
            if (jwt.getHeader().getIncludedParams().stream().anyMatch(NEVER::contains)) {
                throw new NotProven("the token's header has a parameter that Jira does not send");
            }
            return new Token(jwt);
        } catch (ParseException | RuntimeException e) {
            // The library's answer to a header that is "null" is a NullPointerException (nimbus-jose-jwt 10, 2026-11).
            throw new NotProven("the token is not a signed JWT");
        }
    }

    /** The key that the token says it was signed with; {@code ""} when it does not say. */
    String keyId() {
        return jwt.getHeader().getKeyID() == null ? "" : jwt.getHeader().getKeyID();
    }

    /** Who the token says it is from, before anything is proven: good for finding the key, for nothing else. */
    String claimedIssuer() throws NotProven {
        return issuer(claims());
    }

    /** The claims, once one of the verifiers accepts the signature, and the times are right. */
    JWTClaimsSet verified(List<? extends JWSVerifier> verifiers, Instant now) throws NotProven {
        if (verifiers.stream().noneMatch(this::isSignedFor)) {
            throw new NotProven("the token's signature is not right");
        }
        var claims = claims();
        checkTimes(claims, now);
        issuer(claims);
        return claims;
    }

    /** The query string hash that was signed. A token without one is good for any request, and so for none. */
    static String qsh(JWTClaimsSet claims) throws NotProven {
        if (claims.getClaim("qsh") instanceof String qsh) {
            return qsh;
        }
        throw new NotProven("the token has no query string hash");
    }

    private boolean isSignedFor(JWSVerifier verifier) {
        try {
            return jwt.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    private static void checkTimes(JWTClaimsSet claims, Instant now) throws NotProven {
        var issued = instant(claims.getIssueTime());
        var expires = instant(claims.getExpirationTime());
        if (expires.isBefore(issued) || expires.isAfter(issued.plus(LONGEST_LIFE))) {
            throw new NotProven("the token's life is not one that Jira gives");
        }
        if (now.isAfter(expires.plus(LEEWAY))) {
            throw new NotProven("the token has expired");
        }
        if (now.isBefore(issued.minus(LEEWAY))) {
            throw new NotProven("the token is from the future");
        }
    }

    private static Instant instant(Date time) throws NotProven {
        if (time == null) {
            throw new NotProven("the token does not say when it was issued and when it expires");
        }
        return time.toInstant();
    }

    private static String issuer(JWTClaimsSet claims) throws NotProven {
        if (claims.getIssuer() == null || !ISSUER.matcher(claims.getIssuer()).matches()) {
            throw new NotProven("the token has no issuer that could be a site");
        }
        return claims.getIssuer();
    }

    private JWTClaimsSet claims() throws NotProven {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException | RuntimeException e) {
            throw new NotProven("the token's claims are not readable");
        }
    }
}
