package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BreakerTest {

    private long now = Long.MAX_VALUE - 5;
    private final Breaker breaker = new Breaker(() -> now);

    @Test
    void a_single_failure_stops_nobody() {
        breaker.failed();
        breaker.failed();
        assertTrue(breaker.allows());
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertTrue(breaker.allows(), "only failures in a row count");
    }

    @Test
    void after_failures_in_a_row_one_try_is_let_through_each_second() {
        fail();
        assertFalse(breaker.allows());
        now += Breaker.PAUSE.toNanos();
        assertTrue(breaker.allows());
        assertFalse(breaker.allows(), "one try, not two");
    }

    @Test
    void a_try_that_goes_well_opens_the_way_and_one_that_fails_closes_it_for_another_second() {
        fail();
        now += Breaker.PAUSE.toNanos();
        assertTrue(breaker.allows());
        breaker.failed();
        assertFalse(breaker.allows());
        now += Breaker.PAUSE.toNanos();
        assertTrue(breaker.allows());
        breaker.succeeded();
        assertTrue(breaker.allows());
        assertTrue(breaker.allows());
    }

    private void fail() {
        for (var i = 0; i < Breaker.FAILURES; i++) {
            breaker.failed();
        }
    }
}
