package dev.towline.jira;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Asks once for all who want to know the same within a moment, as when an event makes every viewer of a board ask. An asking that began within
 * the last {@code memory} answers for whoever comes; when there is none, whoever comes while it is being asked waits, and shares the next asking
 * with the others who came meanwhile. Without a memory no asking begins before its askers came: what they hear is never older than the event
 * that made them ask. It takes two askings at most, and the first does not wait. A failure is remembered by nobody.
 */
final class Together<Q, A> {

    // A question about the hundred cards of a board and its answer are some 8 kB: 32 MB at most. The eldest is forgotten first, which costs one more question.
    static final int REMEMBERED = 4_000;

    private final Map<Q, Asking> newest = new LinkedHashMap<>();
    private final Clock clock;
    private final Duration memory;
    private final BiPredicate<Q, A> keep;

    private final class Asking {

        private final FutureTask<A> answer;
        private Instant begun;

        Asking(Q question, Asking before, Supplier<A> ask) {
            answer = new FutureTask<>(() -> {
                var kept = false;
                try {
                    if (before != null) {
                        before.await();
                    }
                    begin(this);
                    var said = ask.get();
                    kept = keep.test(question, said);
                    return said;
                } finally {
                    end(question, this, kept);
                }
            });
        }

        private void await() throws InterruptedException {
            try {
                answer.get();
            } catch (ExecutionException theirs) {
                // Told to those who asked it.
            }
        }
    }

    /** Nothing is remembered. */
    Together() {
        this(Clock.systemUTC(), Duration.ZERO, (question, answer) -> false);
    }

    /** @param keep which answers may be used again, for {@code memory} from when they were asked for */
    Together(Clock clock, Duration memory, BiPredicate<Q, A> keep) {
        this.clock = clock;
        this.memory = memory;
        this.keep = keep;
    }

    /** What {@code ask} throws is thrown to all who shared it. */
    A ask(Q question, Supplier<A> ask) {
        var asking = join(question, ask);
        asking.answer.run();
        try {
            return asking.answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException theirs) {
                throw theirs;
            }
            throw new IllegalStateException("asking together failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JiraUnavailable("nobody waits for Jira's answer any more", null, e);
        }
    }

    private synchronized Asking join(Q question, Supplier<A> ask) {
        var last = newest.get(question);
        if (last != null && (last.begun == null || isFresh(last))) {
            return last;
        }
        var next = new Asking(question, last, ask);
        newest.remove(question);
        newest.put(question, next);
        forget();
        return next;
    }

    private void forget() {
        for (var eldest = newest.values().iterator(); eldest.hasNext(); ) {
            var asking = eldest.next();
            var isOver = asking.answer.isDone() && !isFresh(asking);
            if (!isOver && newest.size() <= REMEMBERED) {
                return;
            }
            eldest.remove();
        }
    }

    /** How many are being asked or remembered. */
    synchronized int size() {
        return newest.size();
    }

    private boolean isFresh(Asking asking) {
        return clock.instant().isBefore(asking.begun.plus(memory));
    }

    private synchronized void begin(Asking asking) {
        asking.begun = clock.instant();
    }

    private synchronized void end(Q question, Asking asking, boolean kept) {
        if (!kept) {
            newest.remove(question, asking);
        }
    }
}
