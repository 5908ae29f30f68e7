package dev.towline.jira;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Asks once for all who want to know the same at the same time, as when an event makes every viewer of a board ask: whoever comes while it is being
 * asked waits, and shares the next asking with the others who came meanwhile. Nothing is remembered, and no asking begins before its askers came: what
 * they hear is never older than the event that made them ask. It takes two askings at most, and the first does not wait.
 */
final class Together<Q, A> {

    private final Map<Q, Asking> newest = new HashMap<>();

    private final class Asking {

        private final FutureTask<A> answer;
        private boolean begun;

        Asking(Q question, Asking before, Supplier<A> ask) {
            answer = new FutureTask<>(() -> {
                if (before != null) {
                    before.await();
                }
                begin(this);
                try {
                    return ask.get();
                } finally {
                    end(question, this);
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
        return newest.compute(question, (same, last) -> last != null && !last.begun ? last : new Asking(same, last, ask));
    }

    private synchronized void begin(Asking asking) {
        asking.begun = true;
    }

    private synchronized void end(Q question, Asking asking) {
        newest.remove(question, asking);
    }
}
