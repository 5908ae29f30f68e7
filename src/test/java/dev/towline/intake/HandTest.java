package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandTest {

    @Test
    void a_failed_message_waits_longer_each_time_but_never_longer_than_five_minutes() {
        assertEquals(Duration.ofSeconds(2), Hand.pauseAfter(1));
        assertEquals(Duration.ofSeconds(8), Hand.pauseAfter(3));
        assertEquals(Duration.ofMinutes(5), Hand.pauseAfter(9));
        assertTrue(IntStream.range(1, 1000).allMatch(attempt -> Hand.pauseAfter(attempt + 1).compareTo(Hand.pauseAfter(attempt)) >= 0));
    }
}
