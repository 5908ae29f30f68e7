package dev.towline.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What came in, and the faults that a test has ordered for what comes next. */
final class Traffic {

    // Enough for the longest test; a site that runs for days must not grow.
    private static final int MOST_REMEMBERED = 10_000;

    private static final class Fault {
        final String pathPrefix;
        final Response answer;
        int times;

        Fault(String pathPrefix, Response answer, int times) {
            this.pathPrefix = pathPrefix;
            this.answer = answer;
            this.times = times;
        }
    }

    private final Deque<Site.Received> received = new ArrayDeque<>();
    private final List<Fault> faults = new ArrayList<>();
    private Consumer<String> ear = body -> { };

    synchronized void remember(Request request, int status) {
        if (received.size() == MOST_REMEMBERED) {
            received.removeFirst();
        }
        received.addLast(new Site.Received(request.method(), request.path(), status));
        ear.accept(new String(request.body(), StandardCharsets.UTF_8));
    }

    synchronized void tell(Consumer<String> body) {
        ear = body;
    }

    synchronized List<Site.Received> received() {
        return List.copyOf(received);
    }

    synchronized void forget() {
        received.clear();
    }

    synchronized void answerNext(String pathPrefix, int status, Map<String, String> headers, int times) {
        var body = Json.object();
        body.putArray("errorMessages").addObject().put("message", "A test ordered this answer");
        faults.add(new Fault(pathPrefix, Response.json(status, body).with(headers), times));
    }

    synchronized Optional<Response> fault(Request request) {
        var fault = faults.stream().filter(ordered -> request.path().startsWith(ordered.pathPrefix)).findFirst();
        fault.ifPresent(ordered -> {
            if (--ordered.times <= 0) {
                faults.remove(ordered);
            }
        });
        return fault.map(ordered -> ordered.answer);
    }
}
