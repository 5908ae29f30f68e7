package dev.towline.connect;

import static dev.towline.connect.Forge.ATLASSIAN;
import static dev.towline.connect.Forge.KEY_ID;
import static dev.towline.connect.Forge.STRANGER;
import static dev.towline.connect.Forge.install;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The attack table of install callbacks. */
class FromAtlassianTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String BASE = "https://towline.example/app";
    private static final String QSH = qsh("POST", "/connect/installed");

    private final List<String> asked = new ArrayList<>();
    private final FromAtlassianFilter verifier = new FromAtlassianFilter(
            dev.towline.jira.Mode.CONNECT,
            this::key, new App(BASE + "/", "dev.towline", "Towline"), Clock.fixed(NOW, ZoneOffset.UTC), null, null);

    private Optional<RSAPublicKey> key(String id) {
        asked.add(id);
        return KEY_ID.equals(id) ? Optional.of((RSAPublicKey) ATLASSIAN.getPublic()) : Optional.empty();
    }

    @Test
    void what_atlassian_signed_for_us_is_accepted() throws NotProven {
        assertEquals("client-1", verifier.verify(request(install(ATLASSIAN, KEY_ID, claims().build()))));
        assertEquals("client-1", verifier.verify(request(install(ATLASSIAN, KEY_ID, claims().audience(BASE + "/").build()))));
        assertEquals("client-1", verifier.verify(request(install(ATLASSIAN, KEY_ID, claims().audience(List.of("https://other.example", BASE)).build()))));
    }

    @Test
    void the_clocks_may_differ_by_half_a_minute_and_no_more() throws NotProven {
        verifier.verify(request(signed(claims().issueTime(at(30)).expirationTime(at(200)))));
        refused("from the future", signed(claims().issueTime(at(31)).expirationTime(at(200))));
        verifier.verify(request(signed(claims().issueTime(at(-200)).expirationTime(at(-30)))));
        refused("has expired", signed(claims().issueTime(at(-200)).expirationTime(at(-31))));
    }

    @TestFactory
    Stream<DynamicTest> a_token_is_refused_when() {
        var good = signed(claims());
        var parts = good.split("\\.");
        var claims = claims().build().toString();
        var publicKey = ATLASSIAN.getPublic().getEncoded();
        var publicPem = Forge.pem(ATLASSIAN).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                attack("it is not signed", "not a signed JWT", Forge.raw("{\"alg\":\"none\"}", claims, "")),
                attack("it says that it is not signed, and carries a signature", "not a signed JWT", Forge.raw("{\"alg\":\"none\",\"kid\":\"" + KEY_ID + "\"}", claims, parts[2])),
                attack("its signature was cut off", "not a signed JWT", parts[0] + "." + parts[1] + "."),
                attack("it is signed with the public key as a shared secret (PEM)", "algorithm is not RS256", Forge.sharedBytes(JWSAlgorithm.HS256, publicPem, claims().build(), h -> h.keyID(KEY_ID))),
                attack("it is signed with the public key as a shared secret (DER)", "algorithm is not RS256", Forge.sharedBytes(JWSAlgorithm.HS256, publicKey, claims().build(), h -> h.keyID(KEY_ID))),
                attack("it is signed with a site's shared secret", "algorithm is not RS256", Forge.shared(Forge.SECRET, claims().build())),
                attack("it is signed with another RSA algorithm", "algorithm is not RS256", install(ATLASSIAN, JWSAlgorithm.RS512, KEY_ID, claims().build())),
                attack("a stranger signed it and names Atlassian's key", "signature is not right", install(STRANGER, KEY_ID, claims().build())),
                attack("a claim was changed after signing", "signature is not right", parts[0] + "." + Forge.base64(claims.replace("client-1", "client-2")) + "." + parts[2]),
                attack("it names no key", "key of Atlassian's", install(ATLASSIAN, null, claims().build())),
                attack("it names an unknown key", "key of Atlassian's", install(ATLASSIAN, "another", claims().build())),
                attack("it brings a key of its own", "signature is not right", withOwnKey()),
                attack("it was made for another app", "another app", signed(claims().audience("https://other.example"))),
                attack("its audience begins with ours", "another app", signed(claims().audience(BASE + ".evil.example"))),
                attack("its audience is a part of ours", "another app", signed(claims().audience("https://towline.example"))),
                attack("its audience ends with two slashes", "another app", signed(claims().audience(BASE + "//"))),
                attack("its audience is ours in capitals", "another app", signed(claims().audience("https://TOWLINE.example/app"))),
                attack("it has no audience", "another app", signed(claims().audience((String) null))),
                attack("it has no query string hash", "no query string hash", signed(claims().claim("qsh", null))),
                attack("its hash is the one of pages", "another request", signed(claims().claim("qsh", "context-qsh"))),
                attack("its hash is of another endpoint", "another request", signed(claims().claim("qsh", qsh("POST", "/connect/uninstalled")))),
                attack("its hash is of another method", "another request", signed(claims().claim("qsh", qsh("GET", "/connect/installed")))),
                attack("its hash is in capitals", "another request", signed(claims().claim("qsh", QSH.toUpperCase()))),
                attack("its hash is no text", "no query string hash", signed(claims().claim("qsh", List.of(QSH)))),
                attack("it does not say when it was issued", "when it was issued", signed(claims().issueTime(null))),
                attack("it does not expire", "when it was issued", signed(claims().expirationTime(null))),
                attack("it expires before it was issued", "life", signed(claims().expirationTime(at(-1)))),
                attack("it lives for more than an hour", "life", signed(claims().expirationTime(at(3601)))),
                attack("it has no issuer", "no issuer", signed(claims().issuer(null))),
                attack("its issuer has a NUL", "no issuer", signed(claims().issuer("client\u0000"))),
                attack("it is too large", "too large", signed(claims().claim("filler", "x".repeat(Token.LIMIT)))),
                attack("it demands an extension", "parameter that Jira does not send", Forge.raw("{\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\",\"crit\":[\"exp\"],\"exp\":1}", claims, parts[2])),
                attack("it has five parts", "not a signed JWT", good + ".e30.e30"),
                attack("it is no token at all", "not a signed JWT", "hello"),
                attack("it is empty", "not a signed JWT", ""));
    }

    @Test
    void a_token_in_the_url_is_no_install_callback() throws NotProven {
        var good = signed(claims());
        var request = new Inbound("POST", "/app/connect/installed", Query.parse("jwt=" + good), List.of());
        assertEquals("the token belongs in the Authorization header", assertThrows(NotProven.class, () -> verifier.verify(request)).getMessage());
    }

    @Test
    void what_has_another_algorithm_asks_for_no_key() {
        refused("algorithm", Forge.shared(Forge.SECRET, claims().build(), header -> header.keyID(KEY_ID)));
        assertEquals(List.of(), asked);
    }

    private DynamicTest attack(String when, String reason, String token) {
        return DynamicTest.dynamicTest(when, () -> refused(reason, token));
    }

    private void refused(String reason, String token) {
        var refusal = assertThrows(NotProven.class, () -> verifier.verify(request(token)));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(token.length() > 20 && refusal.getMessage().contains(token.substring(0, 20)), refusal.getMessage());
    }

    private static String withOwnKey() {
        var jwk = new RSAKey.Builder((RSAPublicKey) STRANGER.getPublic()).build();
        try {
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY_ID).jwk(jwk).build(), claims().build());
            token.sign(new RSASSASigner(STRANGER.getPrivate()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return install(ATLASSIAN, KEY_ID, claims.build());
    }

    private static JWTClaimsSet.Builder claims() {
        return Forge.claims("client-1", QSH, NOW).audience(BASE);
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static Inbound request(String token) throws NotProven {
        return new Inbound("POST", "/app/connect/installed", Query.parse(null), List.of("JWT " + token));
    }

    private static String qsh(String method, String path) {
        return Qsh.of(method, path, "", new Query(List.of()));
    }
}
