package dev.towline.local.soak;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was accepted against what is there: in the index, and in Jira.
 *
 * @param waiting    accepted deliveries without a record yet
 * @param lost       accepted deliveries whose commits are not in the index, or that are recorded as anything but indexed or sent again
 * @param duplicated pushes that were indexed more than once
 * @param unlike     issues whose commits in Jira are not those in the index
 */
record Books(int waiting, int lost, int duplicated, int unlike) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    boolean areClosed() {
        return waiting == 0 && lost == 0 && duplicated == 0 && unlike == 0;
    }

    /** Looks until all is in order, or for {@code limit}. The load must have ended. */
    static Books await(Stage stage, Load load, Duration limit) throws SQLException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        var books = look(stage, load);
        while (!books.areClosed() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY);
            books = look(stage, load);
        }
        return books;
    }

    private static Books look(Stage stage, Load load) throws SQLException {
        try (var connection = stage.postgres.dataSource().getConnection()) {
            var outcomes = map(connection, "select delivery_id::text, outcome || case when reason like 'The same as%' then ' again' else '' end from delivery");
            var commits = map(connection, "select sha, sha from git_commit").keySet();
            var indexed = new HashMap<Integer, Integer>();
            var waiting = 0;
            var lost = 0;
            for (var accepted : load.accepted.entrySet()) {
                var outcome = outcomes.get(accepted.getKey());
                if (outcome == null) {
                    waiting++;
                    continue;
                }
                if (outcome.equals("indexed")) {
                    indexed.merge(accepted.getValue(), 1, Integer::sum);
                }
                var isThere = commits.contains(Load.sha(accepted.getValue(), 0)) && commits.contains(Load.sha(accepted.getValue(), 1));
                if (!isThere || !List.of("indexed", "ignored again").contains(outcome)) {
                    lost++;
                }
            }
            var duplicated = (int) indexed.values().stream().filter(times -> times > 1).count();
            return new Books(waiting, lost, duplicated, unlike(stage, connection));
        }
    }

    private static int unlike(Stage stage, Connection connection) throws SQLException {
        var linked = new HashMap<String, Set<String>>();
        try (var select = connection.createStatement(); var rows = select.executeQuery("select issue_key, entity from issue_link where kind = 'commit'")) {
            while (rows.next()) {
                linked.computeIfAbsent(rows.getString(1), first -> new HashSet<>()).add(rows.getString(2));
            }
        }
        var unlike = 0;
        for (var key : stage.issues) {
            var shown = new HashSet<String>();
            stage.jira.site().commits(key).forEach(commit -> shown.add(commit.path("hash").asText(commit.path("id").asText())));
            if (!shown.equals(linked.getOrDefault(key, Set.of()))) {
                unlike++;
            }
        }
        return unlike;
    }

    private static Map<String, String> map(Connection connection, String sql) throws SQLException {
        var map = new HashMap<String, String>();
        try (var select = connection.createStatement(); var rows = select.executeQuery(sql)) {
            while (rows.next()) {
                map.put(rows.getString(1), rows.getString(2));
            }
        }
        return map;
    }
}
