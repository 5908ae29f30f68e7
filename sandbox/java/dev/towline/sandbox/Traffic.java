package dev.towline.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What came in, and the faults that a test has ordered for what comes next. */
final class Traffic {

    // Enough for the longest test; a site that runs for days must not grow.
    private static final int MOST_REMEMBERED = 10_000;

    /** @param answer what is answered; null when the connection ends without an answer */
    record Fault(String pathPrefix, Moment moment, Response answer, int times) {

        Fault oneLess() {
            return new Fault(pathPrefix, moment, answer, times - 1);
        }
    }

    /** Before anything of the request was done, or after all of it was. */
    enum Moment { BEFORE, AFTER }

    private final Deque<Site.Received> received = new ArrayDeque<>();
    private final List<Fault> faults = new ArrayList<>();
    private Consumer<String> ear = body -> { };
    private Predicate<String> odd = name -> false;

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
        faults.add(new Fault(pathPrefix, Moment.BEFORE, Response.json(status, body).with(headers), times));
    }

    synchronized void hangUpNext(String pathPrefix, Moment moment) {
        faults.add(new Fault(pathPrefix, moment, null, 1));
    }

    synchronized Optional<Fault> fault(Request request) {
        var fault = faults.stream().filter(ordered -> request.path().startsWith(ordered.pathPrefix)).findFirst();
        fault.ifPresent(ordered -> {
            var at = faults.indexOf(ordered);
            faults.remove(at);
            if (ordered.times() > 1) {
                faults.add(at, ordered.oneLess());
            }
        });
        return fault;
    }

    synchronized void noFaults() {
        faults.clear();
        odd = name -> false;
    }

    synchronized void refuse(Predicate<String> names) {
        odd = names;
    }

    /** Why this entity is refused by itself; empty when it is not. */
    synchronized List<String> refusal(String name) {
        return odd.test(name) ? List.of("A test ordered that this is refused") : List.of();
    }
}
