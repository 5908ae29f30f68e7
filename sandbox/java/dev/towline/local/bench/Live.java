package dev.towline.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon an open page knows: pushes at an even rate, each of one commit, and one page that follows their issues. From the 2xx at the
 * door to the first event of the push's issue at the page.
 */
final class Live {

    static final int USUAL_PUSHES = 300;
    static final int MOST_PUSHES = 5_000;

    // A time line of single pushes showed a node at its own speed after some 250 of them: until then Java compiles what it runs.
    private static final int WARM_UP = 300;
    private static final int PER_SECOND = 5;

    private record Push(String issue, byte[] body) {}

    /** Delivers one push. @return when it was accepted, by {@link System#nanoTime} */
    private interface Door {
        long push(Push push) throws Exception;
    }

    private record Span(long sent, long accepted) {}

    private final Stage stage;
    private final int count;
    private final Pushes pushes = new Pushes();

    Live(Stage stage, int count) throws IOException {
        this.stage = stage;
        this.count = count;
    }

    List<Report.Row> run() throws IOException, InterruptedException, ExecutionException, SQLException {
        Times live;
        try (var page = new Subscriber(URI.create(stage.node.url() + "/realtime/stream?ticket=" + ticket()))) {
            Door door = push -> stage.push(push.body());
            send(pushes(WARM_UP), door);
            stage.await("the warm-up is indexed", "select count(*) = " + WARM_UP + " from git_commit");
            live = measure(door, page);
        }
        Times plain;
        try (var server = new PlainStream(); var client = new Client(); var page = new Subscriber(server.url().resolve("/stream"))) {
            Door door = push -> {
                client.post(server.url().resolve("/push?" + push.issue()), Map.of("Content-Type", "application/json"), push.body());
                return System.nanoTime();
            };
            send(pushes(WARM_UP), door);
            plain = measure(door, page);
        }
        var what = "%d pushes at %d/s, 2xx at the door → event at a page; beside: a server that does nothing else, p50".formatted(count, PER_SECOND);
        return List.of(Report.Row.ofTimes(what, live, plain, 50), Report.Row.ofTimes("the same, p95", live, plain, 95), Report.Row.ofTimes("the same, p99", live, plain, 99));
    }

    private Times measure(Door door, Subscriber page) throws IOException, InterruptedException, ExecutionException {
        var sending = pushes(count);
        var spans = send(sending, door);
        var nanos = new long[count];
        var untold = 0;
        for (var i = 0; i < count; i++) {
            var span = spans.get(i);
            var told = page.first(sending.get(i).issue(), span.sent(), span.sent() + patience());
            untold += told.isPresent() ? 0 : 1;
            nanos[i] = told.orElse(0) - span.accepted();
        }
        if (untold > 0) {
            throw new IOException("of %d pushes the page was not told of %d within %d s".formatted(count, untold, TimeUnit.NANOSECONDS.toSeconds(patience())));
        }
        return new Times(nanos);
    }

    private List<Push> pushes(int count) throws IOException {
        var made = new ArrayList<Push>();
        for (var i = 0; i < count; i++) {
            var key = stage.issues.get(i % stage.issues.size());
            made.add(new Push(String.valueOf(stage.jira.site().issue(key).orElseThrow().id()), pushes.next(key, 1)));
        }
        return made;
    }

    /** Returns when each was accepted, and had time to reach the page. */
    private List<Span> send(List<Push> sending, Door door) throws InterruptedException, ExecutionException {
        var spans = new ArrayList<Future<Span>>();
        var start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var push : sending) {
                LockSupport.parkNanos(start + spans.size() * TimeUnit.SECONDS.toNanos(1) / PER_SECOND - System.nanoTime());
                spans.add(threads.submit(() -> {
                    var sent = System.nanoTime();
                    return new Span(sent, door.push(push));
                }));
            }
        }
        TimeUnit.NANOSECONDS.sleep(patience());
        var done = new ArrayList<Span>();
        for (var span : spans) {
            done.add(span.get());
        }
        return done;
    }

    // Until the same issue is pushed to again: an event that comes later would be taken for that push's.
    private long patience() {
        return TimeUnit.SECONDS.toNanos(stage.issues.size()) / PER_SECOND;
    }

    private String ticket() throws IOException, InterruptedException {
        var channels = stage.issues.stream().map(key -> "ari:cloud:jira:" + stage.jira.cloudId() + ":issue/" + stage.jira.site().issue(key).orElseThrow().id()).toList();
        var json = new ObjectMapper();
        try (var client = new Client()) {
            var answer = json.readTree(client.post(stage.node.url().resolve("/api/realtime/tickets"),
                    Map.of("Content-Type", "application/json", "Authorization", "JWT " + stage.jira.contextToken("admin-account")),
                    json.writeValueAsBytes(Map.of("channels", channels))));
            if (answer.path("accepted").size() != channels.size()) {
                throw new IOException("not every issue may be followed: " + answer.path("refused"));
            }
            return answer.path("ticket").asText();
        }
    }
}
