package dev.towline.selfhosted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final Attempts attempts = new Attempts(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void the_first_are_free_and_then_each_waits_twice_as_long_up_to_a_limit() {
        for (var i = 0; i < Attempts.FREE; i++) {
            assertEquals(Optional.empty(), attempts.begin("a"));
        }
        for (var seconds : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), attempts.begin("a"));
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), attempts.begin("a"), "asking does not lengthen it");
            now = now.plusSeconds(seconds);
            assertEquals(Optional.empty(), attempts.begin("a"));
        }
    }

    @Test
    void another_address_is_not_kept_waiting() {
        for (var i = 0; i < 20; i++) {
            attempts.begin("a");
        }
        assertTrue(attempts.begin("a").isPresent());
        assertEquals(Optional.empty(), attempts.begin("b"));
    }

    @Test
    void a_success_forgets_and_so_does_a_day() {
        for (var i = 0; i < Attempts.FREE; i++) {
            attempts.begin("a");
            attempts.begin("b");
        }
        attempts.succeeded("a");
        assertEquals(Optional.empty(), attempts.begin("a"));
        assertTrue(attempts.begin("b").isPresent());
        now = now.plus(Duration.ofDays(1));
        assertEquals(Optional.empty(), attempts.begin("b"));
    }

    @Test
    void it_does_not_grow_with_the_number_of_addresses() {
        for (var i = 0; i < Attempts.FREE; i++) {
            attempts.begin("eldest");
        }
        for (var i = 0; i < Attempts.ADDRESSES; i++) {
            attempts.begin("address " + i);
        }
        assertEquals(Optional.empty(), attempts.begin("eldest"));
    }
}
