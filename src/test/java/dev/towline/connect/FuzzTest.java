package dev.towline.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import dev.towline.Fuzz;
import dev.towline.jira.Mode;
import dev.towline.jira.Tenant;
import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tokens, queries and callbacks that nobody would send, and somebody will: each is refused in the one way that is foreseen. */
class FuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void no_token_passes_but_the_one_that_was_signed() throws Exception {
        var site = new SiteTokens.Site(new Tenant(), List.of(Forge.SECRET.getBytes(StandardCharsets.UTF_8)));
        var tokens = new SiteTokens(key -> key.equals("acme") ? Optional.of(site) : Optional.empty(), CLOCK);
        var signed = Forge.shared(Forge.SECRET, Forge.claims("acme", "context-qsh", NOW).subject("5b10:a-1").build());
        var refused = new AtomicInteger();
        new Fuzz("token", signed, Forge.raw("{\"alg\":\"none\"}", "{\"iss\":\"acme\"}", "")).feed(text -> {
            try {
                tokens.verify(text);
                assertEquals(SignedJWT.parse(signed).getJWTClaimsSet(), SignedJWT.parse(text).getJWTClaimsSet());
            } catch (NotProven expected) {
                refused.incrementAndGet();
            }
        });
        assertTrue(refused.get() > 1_000, "the texts were no tokens at all");
    }

    @Test
    void what_is_in_a_token_may_be_anything() throws Exception {
        var site = new SiteTokens.Site(new Tenant(), List.of(Forge.SECRET.getBytes(StandardCharsets.UTF_8)));
        var tokens = new SiteTokens(key -> Optional.of(site), CLOCK);
        var seconds = NOW.getEpochSecond();
        new Fuzz("claims", "{\"iss\":\"acme\",\"iat\":%d,\"exp\":%d,\"qsh\":\"context-qsh\",\"sub\":\"a\",\"context\":{\"user\":{\"accountId\":\"b\"}}}".formatted(seconds, seconds + 180),
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"1\",\"crit\":[\"b64\"],\"b64\":false,\"jku\":\"https://x\"}").feed(text -> {
            for (var token : List.of(Forge.raw("{\"alg\":\"HS256\"}", text, "AAAA"), Forge.raw(text, "{\"iss\":\"acme\"}", "AAAA"))) {
                try {
                    tokens.verify(token);
                    throw new AssertionError("passed: " + token);
                } catch (NotProven expected) {
                    // As it should be.
                }
            }
        });
    }

    @Test
    void no_callback_passes_but_the_one_that_atlassian_signed() throws Exception {
        var app = new App("https://towline.example", "dev.towline", "Towline");
        var filter = new FromAtlassianFilter(Mode.CONNECT, key -> key.equals(Forge.KEY_ID) ? Optional.of((RSAPublicKey) Forge.ATLASSIAN.getPublic()) : Optional.empty(), app, CLOCK, null, null);
        var qsh = Qsh.of("POST", "/connect/installed", "", Query.parse(null));
        var signed = Forge.install(Forge.ATLASSIAN, Forge.KEY_ID, Forge.claims("acme", qsh, NOW).audience("https://towline.example").build());
        new Fuzz("install-token", signed).feed(text -> {
            try {
                filter.verify(new Inbound("POST", "/connect/installed", Query.parse(null), List.of("JWT " + text)));
                assertEquals(SignedJWT.parse(signed).getJWTClaimsSet(), SignedJWT.parse(text).getJWTClaimsSet());
            } catch (NotProven expected) {
                // As it should be.
            }
        });
    }

    @Test
    void a_query_is_hashed_or_not_well_formed() throws Exception {
        new Fuzz("query").feed(text -> {
            try {
                var query = Query.parse(text);
                assertTrue(Qsh.of("GET", "/panel", "", query).matches("[0-9a-f]{64}"));
                assertEquals(Qsh.of("GET", "/panel", "", query), Qsh.of("GET", "/panel", "", query.withoutTokens()));
                assertTrue(query.withoutTokens().tokens().isEmpty());
            } catch (NotProven expected) {
                // As it should be.
            }
        });
    }

    @Test
    void a_lifecycle_event_is_read_or_refused() throws Exception {
        var app = new App("https://towline.example", "dev.towline", "Towline");
        new Fuzz("lifecycle", "{\"key\":\"dev.towline\",\"clientKey\":\"acme\",\"sharedSecret\":\"" + Forge.SECRET + "\",\"baseUrl\":\"https://acme.atlassian.net\",\"eventType\":\"installed\",\"cloudId\":\"c1\"}").feed(text -> {
            try {
                LifecycleEvent.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new ObjectMapper(), app, "acme", "installed");
            } catch (NotProven | WebApplicationException expected) {
                // As it should be.
            }
        });
    }
}
