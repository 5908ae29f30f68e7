package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksTest {

    /** 56 bytes is what a hook token has, 32 a ticket, a session and a key. */
    @ParameterizedTest
    @ValueSource(ints = {32, 56})
    void a_token_is_found_wherever_it_stands(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        for (var encoder : List.of(Base64.getUrlEncoder().withoutPadding(), Base64.getUrlEncoder())) {
            var token = encoder.encodeToString(random);
            for (var line : List.of(token, "token=" + token, "at /x?y=" + token + "&z", "{\"ticket\":\"" + token + "\"}", "'" + token + "' is unknown", "Ticket[" + token + "]")) {
                assertFalse(Leaks.in(line).isEmpty(), line);
                assertFalse(Leaks.in(line).toString().contains(token), "told without being told");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "jwt eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl", "signed by " + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "POST /hooks/AAAAAAAAAAAAAAAAAAAAAAAA failed", "Authorization: JWT whatever", "headers={X-Gitlab-Token=abcdefgh}", "GET /events?ticket=abcdefghijk",
        "author Ada <ada.l@example.org>", "http://x/?jwt=whatever1"})
    void each_shape_is_found(String line) {
        assertFalse(Leaks.in(line).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "delivery indexed: tenant=5f0c9a52-7d0c-4a52-9a52-5f0c9a527d0c integration=5f0c9a52-7d0c-4a52-9a52-5f0c9a527d0c event=push entities=3 ms=12",
        "at dev.towline.intake.DeliveryHandler.commit(DeliveryHandler.java:170)", "java.lang.Object@1b2c3d4e", "commit 4c1f0a9be2d3574861a0c9f8e7d6b5a493827160",
        "at io.quarkus.arc.impl.AbstractSharedContext_ClientProxy$$Lambda/0x00007f2b01234567.run(Unknown Source)",
        "towline 0.1.0 on JVM (powered by Quarkus 3.34.1) started in 2.345s. Listening on: http://0.0.0.0:8080"})
    void what_may_be_logged_is_not_taken_for_one(String line) {
        assertEquals(List.of(), Leaks.in(line));
    }

    @Test
    void every_test_is_listened_to() {
        var logger = Logger.getLogger("somebody.else");
        logger.log(Level.INFO, "asked with {0}", "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl");
        logger.log(Level.WARNING, "failed", new IllegalStateException("GET /hooks/AAAAAAAAAAAAAAAAAAAAAAAA"));
        var leaked = LogGuard.leaked();
        assertEquals(2, leaked.size(), leaked.toString());
        assertTrue(leaked.toString().contains("somebody.else logged a JWT"), leaked.toString());
    }
}
