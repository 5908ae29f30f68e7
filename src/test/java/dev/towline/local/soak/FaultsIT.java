package dev.towline.local.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Leaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The bounded form of {@code ./towline soak}: two nodes of the packaged application under load, killed, restarted in turn, and
 * robbed of their queue and database. Nothing that was answered 202 is lost or doubled, and Jira shows what the index has.
 */
@Timeout(600)
class FaultsIT {

    private static final int PER_SECOND = 10;
    private static final Duration OUTAGE = Duration.ofSeconds(3);
    private static final Duration RECOVERY = Duration.ofSeconds(180);

    @Test
    void under_load_and_faults_nothing_is_lost_or_doubled() throws Exception {
        var jar = Path.of(System.getProperty("towline.packaged"));
        var folder = Files.createTempDirectory("towline-faults");
        try (var stage = Stage.start(jar, folder)) {
            // A JVM that has just started is slow: that is no fault to look for here.
            settled(stage, during(stage, 0, () -> Thread.sleep(Duration.ofSeconds(5))), 0);

            var rolling = during(stage, 100_000, () -> Fault.ROLLING_RESTART.inject(stage, OUTAGE));
            assertEquals("refused 0, unanswered 0, nobody ready 0", "refused " + rolling.refused + ", unanswered " + rolling.unanswered + ", nobody ready " + rolling.unsent);
            settled(stage, rolling, 1);

            var faults = List.of(Fault.FIRST_KILLED, Fault.QUEUE_DOWN, Fault.DATABASE_RESTARTED, Fault.QUEUE_HANGS, Fault.DATABASE_DOWN,
                    Fault.SESSIONS_ENDED, Fault.SECOND_KILLED);
            var faulty = during(stage, 200_000, () -> {
                for (var fault : faults) {
                    fault.inject(stage, OUTAGE);
                }
            });
            assertEquals(0, faulty.unsent.get(), "one of two nodes is always there");
            settled(stage, faulty, faults.size());
        }
        for (var node : List.of("first.log", "second.log")) {
            assertEquals(List.of(), Leaks.in(folder.resolve(node)));
        }
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    /** The load, after it has ended with the last answer. */
    private static Load during(Stage stage, int first, Meanwhile meanwhile) throws Exception {
        try (var load = new Load(stage, first, PER_SECOND)) {
            meanwhile.run();
            return load;
        }
    }

    private static void settled(Stage stage, Load load, int faults) throws Exception {
        var started = System.nanoTime();
        var books = Books.await(stage, load, RECOVERY);
        System.out.println("FAULTS " + Soak.report(load, faults, books, Duration.ofNanos(System.nanoTime() - started)));
        assertTrue(books.areClosed(), books.toString());
    }
}
