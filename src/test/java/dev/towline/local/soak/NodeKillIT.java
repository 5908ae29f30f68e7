package dev.towline.local.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A page that follows an integration by the browser library, on one of two nodes of the packaged application under load. Its node
 * is killed as by {@code kill -9}; the page goes on at the other, and hears each event once.
 */
@Timeout(600)
class NodeKillIT {

    private static final int PER_SECOND = 10;
    private static final int BEFORE = 30;
    private static final int AFTER = 60;

    @Test
    void a_page_whose_node_is_killed_goes_on_at_the_other_without_a_loss_or_a_repeat() throws Exception {
        var jar = Path.of(System.getProperty("towline.packaged"));
        try (var stage = Stage.start(jar, Files.createTempDirectory("towline-node-kill"))) {
            var channel = "ari:cloud:towline:" + stage.jira.cloudId() + ":integrations";
            var page = new ProcessBuilder("node", "target/web/test/realtime/follower.program.mjs", stage.jira.contextToken("admin-account"), channel,
                    stage.first.url().toString(), stage.second.url().toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var heard = new CopyOnWriteArrayList<String>();
            Thread.ofVirtual().start(() -> listen(page.inputReader(), heard));
            try {
                await(heard, "the page joins", () -> heard.contains("state live"));
                try (var load = new Load(stage, 0, PER_SECOND)) {
                    await(heard, "the load is heard", () -> positions(heard).size() > BEFORE);
                    stage.first.kill();
                    var heardThen = positions(heard).size();
                    var killed = System.nanoTime();
                    await(heard, "the page goes on", () -> positions(heard).size() > heardThen);
                    System.out.println("NODE KILL resumed after ms: " + Duration.ofNanos(System.nanoTime() - killed).toMillis());
                    await(heard, "more load is heard", () -> positions(heard).size() > BEFORE + AFTER);
                }
                var first = positions(heard).getFirst();
                await(heard, "the page hears the last", () -> positions(heard).getLast().equals(last(stage)));
                assertEquals(told(stage, first), positions(heard));
                assertEquals(List.of(), heard.stream().filter(line -> line.startsWith("left") || line.equals("refresh")).toList());
            } finally {
                page.destroyForcibly().waitFor();
            }
        }
    }

    private static void listen(BufferedReader lines, List<String> heard) {
        try (lines) {
            lines.lines().forEach(heard::add);
        } catch (IOException | java.io.UncheckedIOException ended) {
            // With the page.
        }
    }

    private static List<Long> positions(List<String> heard) {
        return heard.stream().filter(line -> line.startsWith("event ")).map(line -> Long.valueOf(line.substring("event ".length()))).toList();
    }

    private static Long last(Stage stage) {
        return told(stage, 0).getLast();
    }

    /** What the log has for those who follow integrations. */
    private static List<Long> told(Stage stage, long first) {
        try (var connection = stage.postgres.dataSource().getConnection();
                var query = connection.prepareStatement(
                        "select position from change where kind in ('DELIVERY', 'INTEGRATION', 'REPOSITORY') and position >= ? order by position")) {
            query.setLong(1, first);
            var positions = new ArrayList<Long>();
            for (var rows = query.executeQuery(); rows.next(); ) {
                positions.add(rows.getLong(1));
            }
            return positions;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(List<String> heard, String what, BooleanSupplier is) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!is.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "in vain: " + what + "; heard " + heard);
            Thread.sleep(20);
        }
    }
}
