package dev.towline.local.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** {@code ./towline bench [NAME [COUNT]]}: one benchmark, or all. Starts everything itself, prints the table, and puts it into docs/performance.md. */
public final class Bench {

    private static final Path ROOT = Path.of(System.getProperty("towline.root", ".")).toAbsolutePath().normalize();

    enum Name {

        UPLOAD(1_000, Upload.USUAL_COMMITS, Upload.MOST_COMMITS) {
            @Override
            List<Report.Row> run(Stage stage, int count) throws Exception {
                return new Upload(stage, count).run();
            }
        },
        LIVE(200, Live.USUAL_PUSHES, Live.MOST_PUSHES) {
            @Override
            List<Report.Row> run(Stage stage, int count) throws Exception {
                return new Live(stage, count).run();
            }
        },
        START(1, Start.USUAL_ROUNDS, Start.MOST_ROUNDS) {
            @Override
            List<Report.Row> run(Stage stage, int count) throws Exception {
                return new Start(stage, count, ROOT.resolve("target")).run();
            }
        };

        final int least;
        final int usual;
        final int most;

        Name(int least, int usual, int most) {
            this.least = least;
            this.usual = usual;
            this.most = most;
        }

        abstract List<Report.Row> run(Stage stage, int count) throws Exception;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the call asks for. */
    record Order(List<Name> names, int count) {

        /** @throws IllegalArgumentException in words for the person who called */
        static Order parse(String... arguments) {
            if (arguments.length == 0) {
                return new Order(List.of(Name.values()), 0);
            }
            var name = List.of(Name.values()).stream().filter(known -> known.word().equals(arguments[0])).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("knows upload, live and start, not " + arguments[0]));
            var count = arguments.length == 1 ? name.usual : number(arguments[1]);
            if (arguments.length > 2 || count < name.least || count > name.most) {
                throw new IllegalArgumentException(name.word() + " wants a count from " + name.least + " to " + name.most);
            }
            return new Order(List.of(name), count);
        }

        int of(Name name) {
            return count == 0 ? name.usual : count;
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }

    private Bench() {}

    /** Exit codes: 0 measured, 1 something failed and no figure was written, 2 the call's own words or the shell's settings are wrong. */
    public static void main(String... arguments) {
        try {
            var order = Order.parse(arguments);
            Loopback.only(System.getenv());
            for (var name : order.names()) {
                run(name, order.of(name));
            }
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("towline bench: " + e.getMessage() + "\nusage: ./towline bench [upload|live|start [COUNT]]");
            System.exit(2);
        } catch (Exception e) {
            System.err.println("towline bench: failed, and nothing was written");
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(Name name, int count) throws Exception {
        var circumstances = "`./towline bench %s %d`, %s, %d cores, Java %s, load average %.1f before it began:".formatted(name.word(), count,
                LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' '), Runtime.getRuntime().availableProcessors(), Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        var stage = new Stage(ROOT.resolve("target/quarkus-app/quarkus-run.jar"));
        var farewell = new Thread(() -> closed(stage));
        Runtime.getRuntime().addShutdownHook(farewell);
        Report report;
        try (stage) {
            report = new Report(circumstances, name.run(stage, count));
        }
        Runtime.getRuntime().removeShutdownHook(farewell);
        report.into(ROOT.resolve("docs/performance.md"), name.word());
        System.out.println(report.table());
    }

    // Also when a person presses Ctrl-C.
    private static void closed(Stage stage) {
        try {
            stage.close();
        } catch (IOException e) {
            System.err.println("towline bench: while stopping: " + e.getMessage());
        }
    }
}
