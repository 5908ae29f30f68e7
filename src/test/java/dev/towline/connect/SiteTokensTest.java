package dev.towline.connect;

import static dev.towline.connect.Forge.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.towline.jira.Mode;
import dev.towline.jira.Tenant;
import dev.towline.jira.Viewer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The attack table of what a Jira site signs: page loads and callbacks on one side, calls by our pages on the other. */
class SiteTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CONTEXT = "context-qsh";
    private static final String OTHER_SECRET = "the-shared-secret-of-another-site-0123456789";
    private static final String OLD_SECRET = "the-secret-before-the-reinstall-0123456789-01";
    private static final String QUERY = "issueKey=ABC-1&xdm_e=https%3A%2F%2Facme.atlassian.net";
    private static final String QSH = qsh("GET", "/panel/issue", QUERY);

    private static final Tenant ACME = new Tenant();
    private static final Tenant OTHER = new Tenant();
    private static final Map<String, SiteTokens.Site> SITES = Map.of(
            "acme", new SiteTokens.Site(ACME, List.of(bytes(SECRET), bytes(OLD_SECRET))),
            "other", new SiteTokens.Site(OTHER, List.of(bytes(OTHER_SECRET))),
            "gone", new SiteTokens.Site(new Tenant(), List.of()));

    private final SiteTokens tokens = new SiteTokens(key -> Optional.ofNullable(SITES.get(key)), Clock.fixed(NOW, ZoneOffset.UTC));
    private final FromJiraFilter jira = new FromJiraFilter(Mode.CONNECT, tokens, new App("https://towline.example", "dev.towline", "Towline"), null, null);
    private final FromBrowserFilter browser = new FromBrowserFilter(Mode.CONNECT, tokens, null, null);

    @Test
    void a_page_load_signed_by_the_site_names_site_and_person() throws NotProven {
        for (var viewer : List.of(jira.verify(load(token(page()))), jira.verify(header(token(page()), QUERY)))) {
            assertSame(ACME, viewer.tenant());
            assertEquals("5b10:a-1", viewer.accountId());
        }
    }

    @Test
    void a_call_by_our_page_names_site_and_person() throws NotProven {
        assertEquals(new Viewer(ACME, "5b10:a-1"), browser.verify(header(token(context()), null)));
    }

    @Test
    void the_person_may_stand_in_the_context_only_or_be_nobody() throws NotProven {
        var inContext = page().subject(null).claim("context", Map.of("user", Map.of("accountId", "77:x")));
        assertEquals("77:x", jira.verify(load(token(inContext))).accountId());
        assertEquals("", jira.verify(load(token(page().subject(null)))).accountId());
        assertEquals("", jira.verify(load(token(page().subject(null).claim("context", "strange").claim("context", Map.of("user", "strange"))))).accountId());
    }

    @Test
    void the_secret_of_before_a_reinstall_holds_while_it_is_accepted() throws NotProven {
        assertSame(ACME, jira.verify(load(Forge.shared(OLD_SECRET, page().build()))).tenant());
    }

    @Test
    void the_same_token_in_header_and_query_is_one_token() throws NotProven {
        var token = token(page());
        assertSame(ACME, jira.verify(header(token, QUERY + "&jwt=" + token)).tenant());
    }

    @TestFactory
    Stream<DynamicTest> both_verifiers_refuse_a_token_when() {
        var parts = token(page()).split("\\.");
        return Stream.of(
                attack("it is not signed", "not a signed JWT", claims -> Forge.raw("{\"alg\":\"none\"}", claims.build().toString(), "")),
                attack("it says that it is not signed, and carries a signature", "algorithm is not HS256", claims -> Forge.raw("{\"alg\":\"None\"}", claims.build().toString(), parts[2])),
                attack("it is signed with Atlassian's install key", "algorithm is not HS256", claims -> Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, claims.build())),
                attack("it is signed with another algorithm of the same secret", "algorithm is not HS256", claims ->
                        Forge.sharedBytes(JWSAlgorithm.HS512, bytes(SECRET + SECRET), claims.build(), h -> h)),
                attack("it is signed with another site's secret", "signature is not right", claims -> Forge.shared(OTHER_SECRET, claims.build())),
                attack("another site signed it and names itself another", "signature is not right", claims -> Forge.shared(SECRET, claims.issuer("other").build())),
                attack("a claim was changed after signing", "signature is not right", claims -> {
                    var signed = token(claims).split("\\.");
                    return signed[0] + "." + Forge.base64(claims.subject("somebody-else").build().toString()) + "." + signed[2];
                }),
                attack("its signature was cut", "signature is not right", claims -> token(claims).substring(0, token(claims).length() - 4)),
                attack("the site never installed us", "not installed", claims -> token(claims.issuer("stranger"))),
                attack("the site uninstalled us", "not installed", claims -> token(claims.issuer("gone"))),
                attack("we signed it ourselves", "not installed", claims -> token(claims.issuer("dev.towline").audience("acme"))),
                attack("its issuer has a NUL", "no issuer", claims -> token(claims.issuer("acme\u0000"))),
                attack("its issuer is longer than any", "no issuer", claims -> token(claims.issuer("a".repeat(256)))),
                attack("it has expired", "has expired", claims -> token(claims.issueTime(at(-300)).expirationTime(at(-31)))),
                attack("it is from the future", "from the future", claims -> token(claims.issueTime(at(31)).expirationTime(at(200)))),
                attack("it lives for more than an hour", "life", claims -> token(claims.expirationTime(at(3601)))),
                attack("it does not expire", "when it was issued", claims -> token(claims.expirationTime(null))),
                attack("it does not say when it was issued", "when it was issued", claims -> token(claims.issueTime(null))),
                attack("it has no query string hash", "no query string hash", claims -> token(claims.claim("qsh", null))),
                attack("its hash is empty", "token", claims -> token(claims.claim("qsh", ""))),
                attack("its subject is no account id", "account id", claims -> token(claims.subject("../admin"))),
                attack("it is too large", "too large", claims -> token(claims.claim("filler", "x".repeat(Token.LIMIT)))),
                attack("it demands an extension", "does not send", claims -> Forge.shared(SECRET, claims.build(), h -> h.criticalParams(Set.of("exp")).customParam("exp", 1))),
                attack("it is compressed", "does not send", claims -> Forge.shared(SECRET, claims.build(), h -> h.customParam("zip", "DEF"))),
                attack("its payload is not encoded", "does not send", claims -> Forge.raw("{\"alg\":\"HS256\",\"b64\":false}", claims.build().toString(), parts[2])),
                attack("it is no token", "not a signed JWT", claims -> "a.b.c"));
    }

    @Test
    void a_page_load_needs_the_hash_of_that_very_request() throws NotProven {
        refused("another request", () -> jira.verify(load(token(context()))));
        refused("another request", () -> jira.verify(header(token(page()), "issueKey=ABC-2")));
        refused("another request", () -> jira.verify(header(token(page()), QUERY + "&more=1")));
        refused("another request", () -> jira.verify(new Inbound("POST", "/panel/issue", Query.parse(QUERY), List.of("JWT " + token(page())))));
        refused("another request", () -> jira.verify(new Inbound("GET", "/admin", Query.parse(QUERY), List.of("JWT " + token(page())))));
        refused("another request", () -> jira.verify(new Inbound("GET", "/panel/issue;x", Query.parse(QUERY), List.of("JWT " + token(page())))));
    }

    @Test
    void a_call_by_our_page_needs_the_context_hash_and_no_other() throws NotProven {
        refused("calls by a page", () -> browser.verify(header(token(page()), QUERY)));
        refused("calls by a page", () -> browser.verify(header(token(context().claim("qsh", "Context-qsh")), null)));
    }

    @Test
    void a_call_by_our_page_has_its_token_in_the_header() {
        refused("belongs in the Authorization header", () -> browser.verify(new Inbound("GET", "/api/x", Query.parse("jwt=" + token(context())), List.of())));
        refused("belongs in the Authorization header", () -> browser.verify(header(token(context()), "jwt=" + token(context()))));
    }

    @Test
    void more_than_one_token_is_none() {
        var good = token(page());
        var other = token(page().subject("other"));
        refused("more than one token", () -> jira.verify(header(good, QUERY + "&jwt=" + good + "&jwt=" + other)));
        refused("more than one token", () -> jira.verify(new Inbound("GET", "/panel/issue", Query.parse(QUERY + "&jwt=" + good + "&%6awt=" + good), List.of())));
        refused("differ", () -> jira.verify(header(good, QUERY + "&jwt=" + other)));
        refused("more than one Authorization", () -> jira.verify(new Inbound("GET", "/panel/issue", Query.parse(QUERY), List.of("JWT " + good, "JWT " + good))));
    }

    @Test
    void another_scheme_and_no_token_are_refused() {
        refused("scheme", () -> jira.verify(new Inbound("GET", "/panel/issue", Query.parse(QUERY), List.of("Bearer " + token(page())))));
        refused("scheme", () -> jira.verify(new Inbound("GET", "/panel/issue", Query.parse(QUERY + "&jwt=" + token(page())), List.of("Basic YTpi"))));
        refused("no token", () -> jira.verify(new Inbound("GET", "/panel/issue", Query.parse(QUERY), List.of())));
        refused("no token", () -> browser.verify(new Inbound("GET", "/api/x", Query.parse(null), List.of())));
    }

    @FunctionalInterface
    private interface Attempt {
        Viewer verify() throws NotProven;
    }

    private interface Attacker {
        String token(JWTClaimsSet.Builder claims);
    }

    private DynamicTest attack(String when, String reason, Attacker attacker) {
        return DynamicTest.dynamicTest(when, () -> {
            refused(reason, () -> jira.verify(load(attacker.token(page()))));
            refused(reason, () -> browser.verify(header(attacker.token(context()), null)));
        });
    }

    private static void refused(String reason, Attempt attempt) {
        var refusal = assertThrows(NotProven.class, attempt::verify);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    private static JWTClaimsSet.Builder page() {
        return Forge.claims("acme", QSH, NOW).subject("5b10:a-1");
    }

    private static JWTClaimsSet.Builder context() {
        return Forge.claims("acme", CONTEXT, NOW).subject("5b10:a-1");
    }

    private static String token(JWTClaimsSet.Builder claims) {
        return Forge.shared(SECRET, claims.build());
    }

    /** As an iframe loads: the token in the query. */
    private static Inbound load(String token) throws NotProven {
        return new Inbound("GET", "/panel/issue", Query.parse(QUERY + "&jwt=" + token), List.of());
    }

    private static Inbound header(String token, String query) throws NotProven {
        return new Inbound("GET", "/panel/issue", Query.parse(query), List.of("JWT " + token));
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String qsh(String method, String path, String query) {
        try {
            return Qsh.of(method, path, "", Query.parse(query));
        } catch (NotProven e) {
            throw new IllegalStateException(e);
        }
    }
}
