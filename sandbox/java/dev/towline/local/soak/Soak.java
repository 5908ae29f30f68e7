package dev.towline.local.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * {@code ./towline soak [minutes]}: load and faults in turn, in an order drawn by chance, until the time is over; then the books.
 * Starts everything itself, and speaks to nothing but this machine.
 */
public final class Soak {

    private static final int USUAL_MINUTES = 10;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int PER_SECOND = 30;
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(10);

    private Soak() {}

    /** Exit codes: 0 nothing lost or doubled, 1 something was, 2 the call's own words are wrong. */
    public static void main(String... arguments) throws Exception {
        var minutes = minutes(arguments);
        if (minutes < 1 || minutes > MOST_MINUTES) {
            System.err.println("towline soak: wants a number of minutes from 1 to " + MOST_MINUTES + "\nusage: ./towline soak [minutes]");
            System.exit(2);
        }
        var root = Path.of(System.getProperty("towline.root", ".")).toAbsolutePath().normalize();
        var folder = Files.createTempDirectory("towline-soak");
        var seed = new Random().nextLong();
        System.out.printf("Soak of %d minutes, %d deliveries a second, seed %d. Logs: %s%n", minutes, PER_SECOND, seed, folder);
        int code;
        try (var stage = Stage.start(root.resolve("target/quarkus-app/quarkus-run.jar"), folder)) {
            code = run(stage, Duration.ofMinutes(minutes), new Random(seed)) ? 0 : 1;
        }
        System.exit(code);
    }

    private static boolean run(Stage stage, Duration length, Random chance) throws Exception {
        var end = System.nanoTime() + length.toNanos();
        var injected = 0;
        Load load;
        try (var sending = new Load(stage, 0, PER_SECOND)) {
            load = sending;
            var round = new ArrayList<Fault>();
            while (System.nanoTime() < end) {
                Thread.sleep(BETWEEN.plusMillis(chance.nextLong(BETWEEN.toMillis())));
                if (round.isEmpty()) {
                    round.addAll(List.of(Fault.values()));
                    Collections.shuffle(round, chance);
                }
                var fault = round.removeLast();
                System.out.printf("%s %s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS), fault);
                fault.inject(stage, OUTAGE);
                injected++;
            }
        }
        var ended = System.nanoTime();
        var books = Books.await(stage, load, RECOVERY_LIMIT);
        System.out.println(report(load, injected, books, Duration.ofNanos(System.nanoTime() - ended)));
        return books.areClosed();
    }

    static String report(Load load, int faults, Books books, Duration recovery) {
        return ("pushes %d, accepted deliveries %d, refused %d, unanswered %d, nobody ready %d, faults %d, "
                + "lost %d, duplicated %d, still waiting %d, issues unlike Jira %d, everything in order %d ms after the last delivery").formatted(
                load.sent.get(), load.accepted.size(), load.refused.get(), load.unanswered.get(), load.unsent.get(), faults,
                books.lost(), books.duplicated(), books.waiting(), books.unlike(), recovery.toMillis());
    }

    private static int minutes(String... arguments) {
        try {
            return arguments.length == 0 ? USUAL_MINUTES : Integer.parseInt(arguments[0]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
