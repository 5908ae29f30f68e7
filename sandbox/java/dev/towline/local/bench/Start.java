package dev.towline.local.bench;

import dev.towline.local.LocalQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each artefact that was built takes from its process's start until it says it is ready, and what it then holds in memory: one
 * after the other, in turns, on a database that has all migrations. Beside each stands the plain jar of the same run.
 */
final class Start {

    static final int USUAL_ROUNDS = 5;
    static final int MOST_ROUNDS = 50;

    private static final String PLAIN = "the jar";
    // What the start left to do is done by then.
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final class Figures {
        final List<Long> nanos = new ArrayList<>();
        final List<Long> bytes = new ArrayList<>();
    }

    private final Stage stage;
    private final int rounds;
    private final Map<String, Path> artefacts = new LinkedHashMap<>();

    /** @param target where the artefacts are; @throws IOException when there is none to compare with the jar */
    Start(Stage stage, int rounds, Path target) throws IOException {
        this.stage = stage;
        this.rounds = rounds;
        artefacts.put(PLAIN, target.resolve("quarkus-app/quarkus-run.jar"));
        var cached = target.resolve("aot/app.aot");
        if (Files.exists(cached)) {
            artefacts.put("the jar with an AOT cache", cached);
        }
        try (var runners = Files.newDirectoryStream(target, "*-runner")) {
            runners.forEach(runner -> artefacts.put("the native executable", runner));
        }
        if (artefacts.size() == 1) {
            throw new IOException("there is only the jar. Make others with ./towline package --aot or --native");
        }
    }

    List<Report.Row> run() throws IOException, InterruptedException {
        stage.node.stop();
        var figures = new LinkedHashMap<String, Figures>();
        for (var round = 0; round < rounds; round++) {
            for (var artefact : artefacts.entrySet()) {
                measure(artefact.getValue(), figures.computeIfAbsent(artefact.getKey(), name -> new Figures()));
            }
        }
        var plain = figures.remove(PLAIN);
        var rows = new ArrayList<Report.Row>();
        figures.forEach((name, its) -> rows.add(Report.Row.ofTimes("%s, process started → ready, %d starts; beside: %s, p50".formatted(name, rounds, PLAIN), times(its.nanos), times(plain.nanos), 50)));
        figures.forEach((name, its) -> rows.add(Report.Row.of("%s, resident memory %d s later; beside: %s, p50".formatted(name, IDLE.toSeconds(), PLAIN), megabytes(its), megabytes(plain), " MB")));
        return rows;
    }

    private void measure(Path artefact, Figures its) throws IOException, InterruptedException {
        var node = stage.node("start-" + its.nanos.size(), LocalQueue.freePort(), artefact);
        var began = System.nanoTime();
        node.start();
        its.nanos.add(System.nanoTime() - began);
        Thread.sleep(IDLE);
        its.bytes.add(resident(node.pid()));
        node.stop();
    }

    /** As Linux counts it, shared pages too. */
    private static long resident(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst()
                    .orElseThrow(() -> new IOException("the process ended"));
        }
    }

    private static Times times(List<Long> nanos) {
        return new Times(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    private static double megabytes(Figures its) {
        return its.bytes.stream().sorted().skip((its.bytes.size() - 1) / 2).findFirst().orElseThrow() / 1e6;
    }
}
