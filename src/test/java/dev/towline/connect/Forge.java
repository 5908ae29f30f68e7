package dev.towline.connect;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Makes tokens for tests: the right ones, and those that an attacker would make. */
final class Forge {

    static final String SECRET = "a-shared-secret-of-the-tests-0123456789-0123456789";
    static final String KEY_ID = "11111111-2222-3333-4444-555555555555";
    static final KeyPair ATLASSIAN = rsa();
    static final KeyPair STRANGER = rsa();

    private Forge() {}

    /** Claims as Jira makes them. */
    static JWTClaimsSet.Builder claims(String issuer, String qsh, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer).issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(180))).claim("qsh", qsh);
    }

    static String shared(String secret, JWTClaimsSet claims) {
        return shared(secret, claims, header -> header);
    }

    static String shared(String secret, JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header) {
        return sharedBytes(JWSAlgorithm.HS256, secret.getBytes(StandardCharsets.UTF_8), claims, header);
    }

    static String sharedBytes(JWSAlgorithm algorithm, byte[] secret, JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header) {
        try {
            var token = new SignedJWT(header.apply(new JWSHeader.Builder(algorithm)).build(), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String install(KeyPair keys, String keyId, JWTClaimsSet claims) {
        return install(keys, JWSAlgorithm.RS256, keyId, claims);
    }

    static String install(KeyPair keys, JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
            token.sign(new RSASSASigner(keys.getPrivate()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of any header and any claims, with the signature of another, or none. */
    static String raw(String header, String claims, String signature) {
        return base64(header) + "." + base64(claims) + "." + signature;
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
