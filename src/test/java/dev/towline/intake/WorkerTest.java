package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void a_failed_message_waits_longer_each_time_but_never_longer_than_five_minutes() {
        assertEquals(Duration.ofSeconds(2), Worker.backoff(1));
        assertEquals(Duration.ofSeconds(8), Worker.backoff(3));
        assertEquals(Duration.ofMinutes(5), Worker.backoff(9));
        assertTrue(IntStream.range(1, 1000).allMatch(attempt -> Worker.backoff(attempt + 1).compareTo(Worker.backoff(attempt)) >= 0));
    }
}
