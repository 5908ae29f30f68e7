package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RhythmTest {

    @Test
    void streams_that_were_opened_together_do_not_end_together() {
        var lives = Stream.generate(() -> Rhythm.spread(Rhythm.NORMAL.life())).limit(1_000).sorted().toList();
        assertTrue(lives.getFirst().compareTo(Duration.ofMinutes(8)) >= 0 && lives.getLast().compareTo(Duration.ofMinutes(12)) <= 0, "a fifth either way");
        for (var minute = 8; minute < 12; minute++) {
            var from = Duration.ofMinutes(minute);
            var within = lives.stream().filter(life -> life.compareTo(from) >= 0 && life.compareTo(from.plusMinutes(1)) < 0).count();
            assertTrue(within > 150 && within < 350, "of a thousand in a minute: " + within);
        }
    }
}
