package dev.towline.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How fast Jira gets what the index has: one small push after the other on an idle application, and then a backlog that was held back.
 * A request counts as accepted when the sandbox has stored it, before its answer is sent.
 */
final class Upload {

    static final int USUAL_COMMITS = 100_000;
    static final int MOST_COMMITS = 500_000;

    private static final int WARM_UP = 20;
    private static final int SINGLES = 100;
    // Longer than an upload of one commit takes: each push finds the application idle.
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int COMMITS_OF_A_PUSH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String UPLOADED = "select p.position = h.position and p.leased_until <= now() from devinfo_progress p join change_head h using (tenant_id)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Accepted(long at, String body) {}

    private final Stage stage;
    private final int commits;
    private final Pushes pushes = new Pushes();
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();

    /** @param commits of the backlog, in whole pushes of {@value #COMMITS_OF_A_PUSH} */
    Upload(Stage stage, int commits) throws IOException {
        this.stage = stage;
        this.commits = Math.ceilDiv(commits, COMMITS_OF_A_PUSH) * COMMITS_OF_A_PUSH;
        stage.jira.site().onReceived(body -> {
            if (body.contains("\"repositories\"")) {
                accepted.add(new Accepted(System.nanoTime(), body));
            }
        });
    }

    List<Report.Row> run() throws IOException, InterruptedException, SQLException {
        single(WARM_UP, new ArrayList<>());
        var bodies = new ArrayList<String>();
        var idle = single(SINGLES, bodies);
        hold();
        var began = System.nanoTime();
        for (var sent = 0; sent < commits; sent += COMMITS_OF_A_PUSH) {
            stage.push(pushes.next(stage.issues.get(sent / COMMITS_OF_A_PUSH % stage.issues.size()), COMMITS_OF_A_PUSH));
        }
        stage.await("the index has the backlog", "select count(*) = " + (commits + WARM_UP + SINGLES) + " from git_commit");
        var indexed = (System.nanoTime() - began) / 1e9;
        var released = release();
        stage.await("the backlog is uploaded", UPLOADED);
        var uploads = new ArrayList<Accepted>();
        accepted.drainTo(uploads);
        var seconds = (uploads.getLast().at() - released) / 1e9;
        var entities = check(uploads);
        try (var direct = new DirectFeed(stage.issues)) {
            var alone = direct.each(bodies);
            var feed = direct.all(uploads.stream().map(Accepted::body).toList());
            return List.of(
                    Report.Row.ofTimes("one commit on an idle application, 202 at the door → accepted; beside: the same body sent to the sandbox → answered, p50", idle, alone, 50),
                    Report.Row.ofTimes("the same, p95", idle, alone, 95),
                    Report.Row.of("backlog of %,d entities in %d requests, released → all accepted; beside: the same bodies sent by one client".formatted(entities, uploads.size()),
                            entities / seconds, entities / feed, "/s"),
                    Report.Row.alone("before that, %,d commits in pushes of %d, first sent → all in the index".formatted(commits, COMMITS_OF_A_PUSH), commits / indexed, "/s"));
        }
    }

    private Times single(int count, List<String> bodies) throws IOException, InterruptedException {
        var nanos = new long[count];
        for (var i = 0; i < count; i++) {
            var body = pushes.next(stage.issues.get(i % stage.issues.size()), 1);
            var at = stage.push(body);
            Accepted upload;
            do {
                upload = accepted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (upload == null) {
                    throw new IOException("a commit was not uploaded");
                }
            } while (!upload.body().contains(pushes.lastSha()));
            nanos[i] = upload.at() - at;
            bodies.add(upload.body());
            Thread.sleep(BETWEEN);
        }
        return new Times(nanos);
    }

    /** As if Jira had asked to be left alone, once nothing is under way. */
    private void hold() throws IOException, SQLException, InterruptedException {
        stage.await("nothing is under way", UPLOADED);
        if (stage.change("update devinfo_progress set retry_at = now() + interval '1 hour' where leased_until <= now()") != 1) {
            throw new IOException("uploads could not be held back");
        }
        accepted.clear();
    }

    // One more push wakes the uploads at once; else they would look by themselves within three seconds.
    private long release() throws IOException, SQLException, InterruptedException {
        if (!accepted.isEmpty()) {
            throw new IOException("uploads were not held back");
        }
        stage.change("update devinfo_progress set retry_at = now()");
        var released = System.nanoTime();
        stage.push(pushes.next(stage.issues.getFirst(), 1));
        stage.await("the last push is indexed", "select count(*) = " + (commits + WARM_UP + SINGLES + 1) + " from git_commit");
        return released;
    }

    /** That all came, and that all was taken. @return entities, each as often as it was sent */
    private int check(List<Accepted> uploads) throws IOException {
        var entities = 0;
        var shas = new HashSet<String>();
        for (var upload : uploads) {
            for (var repository : JSON.readTree(upload.body()).path("repositories")) {
                entities += repository.path("commits").size() + repository.path("branches").size();
                for (JsonNode commit : repository.path("commits")) {
                    shas.add(commit.path("id").asText());
                }
            }
        }
        var shown = stage.issues.stream().mapToInt(key -> stage.jira.site().commits(key).size()).sum();
        if (shas.size() != commits + 1 || shown != commits + WARM_UP + SINGLES + 1 || stage.jira.site().received().stream().anyMatch(request -> request.path().contains("/devinfo/") && request.status() >= 400)) {
            throw new IOException("of %d commits %d were sent and %d are in Jira, or something was refused".formatted(commits + 1, shas.size(), shown));
        }
        return entities;
    }
}
