package dev.towline.local.soak;

import dev.towline.local.Send;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Sends pushes at an even rate, as many git servers together would, each of two commits that no other push has. Waits 5 s for
 * an answer, as the least patient git server does, and sends nothing again but every tenth delivery, on purpose and unchanged.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TWICE = 10;
    private static final Pattern ID = Pattern.compile("\"delivery\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final String ONE = "4c1f0a9be2d3574861a0c9f8e7d6b5a493827160";
    private static final String OTHER = "9a7e5c3b1d0f2e4c6a8b9d7f5e3c1b0a29384756";

    /** The number of the push by the id of each delivery that was answered 202. */
    final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    final AtomicInteger sent = new AtomicInteger();
    /** Answered, but not with 202. */
    final AtomicInteger refused = new AtomicInteger();
    /** The connection broke or no answer came in time: a git server shows these as failed. */
    final AtomicInteger unanswered = new AtomicInteger();
    /** Nobody was ready. */
    final AtomicInteger unsent = new AtomicInteger();

    private final Stage stage;
    private final int first;
    private final String template;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService rhythm = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param first     the number of the first push; no other load on the stage may use it or those after it
     * @param perSecond deliveries, besides those that are sent twice
     */
    Load(Stage stage, int first, int perSecond) throws IOException {
        this.stage = stage;
        this.first = first;
        try (var in = Load.class.getResourceAsStream("/deliveries/push.json")) {
            template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        rhythm.scheduleAtFixedRate(this::send, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
    }

    /** Ends the sending, and returns when every delivery has its answer. */
    @Override
    public void close() {
        rhythm.close();
        while (open.get() > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
        http.close();
    }

    /** The SHAs of a push's two commits. */
    static String sha(int push, int commit) {
        return "%032x%08x".formatted(push + 1, commit + 1);
    }

    String key(int push) {
        return stage.issues.get(push % stage.issues.size());
    }

    private void send() {
        var push = first + sent.getAndIncrement();
        var hook = stage.hooks.get(push % stage.hooks.size());
        var body = template.replace("ABC-1", key(push)).replace("ABC-2", key(push)).replace(ONE, sha(push, 0)).replace(OTHER, sha(push, 1))
                .getBytes(StandardCharsets.UTF_8);
        var headers = Send.github("push", body, hook.secret());
        for (var i = 0; i < (push % TWICE == 0 ? 2 : 1); i++) {
            var to = stage.next(hook);
            if (to == null) {
                unsent.incrementAndGet();
            } else {
                send(to, headers, body, push);
            }
        }
    }

    private void send(URI to, Map<String, String> headers, byte[] body, int push) {
        var request = HttpRequest.newBuilder(to).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        open.incrementAndGet();
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure != null) {
                unanswered.incrementAndGet();
            } else if (answer.statusCode() == 202) {
                accepted.put(ID.matcher(answer.body()).results().findFirst().orElseThrow().group(1), push);
            } else {
                refused.incrementAndGet();
            }
            open.decrementAndGet();
        });
    }
}
