package dev.towline.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TogetherTest {

    private final Together<String, Integer> together = new Together<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore jira = new Semaphore(0);

    @Test
    void those_who_come_while_it_is_being_asked_share_the_next_asking() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = people.submit(this::ask);
            until(1);
            var others = IntStream.range(0, 50).mapToObj(each -> waiting(this::ask)).toList();
            jira.release();
            assertEquals(1, first.get());
            // Not the first answer: it was asked for before they came.
            jira.release(others.size());
            for (var other : others) {
                assertEquals(2, other.get());
            }
            assertEquals(2, asked.get());
        }
    }

    @Test
    void an_answer_is_not_kept() {
        jira.release(2);
        assertEquals(1, ask());
        assertEquals(2, ask());
    }

    @Test
    void an_answer_of_the_last_moments_will_do_where_that_is_wanted_and_counts_from_when_it_was_asked_for() {
        var time = new Time();
        var remembering = new Together<String, Integer>(time, Duration.ofSeconds(10), (question, answer) -> answer > 0);
        assertEquals(1, remembering.ask("same", () -> {
            time.pass(Duration.ofSeconds(4));
            return 1;
        }));
        time.pass(Duration.ofSeconds(5));
        assertEquals(1, remembering.ask("same", () -> 2));
        time.pass(Duration.ofSeconds(1));
        assertEquals(2, remembering.ask("same", () -> 2));
    }

    @Test
    void what_is_not_worth_it_is_not_remembered() {
        var remembering = new Together<String, Integer>(new Time(), Duration.ofSeconds(10), (question, answer) -> answer > 0);
        assertEquals(-1, remembering.ask("same", () -> -1));
        assertThrows(JiraUnavailable.class, () -> remembering.ask("same", () -> {
            throw new JiraUnavailable("away", null, null);
        }));
        assertEquals(2, remembering.ask("same", () -> 2));
    }

    @Test
    void the_memory_is_bounded_and_what_is_over_takes_no_place() {
        var time = new Time();
        var remembering = new Together<Integer, Integer>(time, Duration.ofSeconds(10), (question, answer) -> true);
        for (var question = 0; question <= Together.REMEMBERED; question++) {
            remembering.ask(question, () -> 1);
        }
        assertEquals(1, remembering.ask(Together.REMEMBERED, () -> 2));
        assertEquals(2, remembering.ask(0, () -> 2), "the eldest was forgotten");
        assertEquals(Together.REMEMBERED, remembering.size());
        time.pass(Duration.ofSeconds(10));
        assertEquals(3, remembering.ask(1, () -> 3));
        assertEquals(1, remembering.size());
    }

    @Test
    void regression_somebody_who_stops_waiting_for_a_turn_is_in_nobody_s_way() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = people.submit(this::ask);
            until(1);
            var impatient = new java.util.concurrent.FutureTask<>(this::ask);
            var thread = Thread.ofVirtual().start(impatient);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            thread.interrupt();
            assertThrows(java.util.concurrent.ExecutionException.class, impatient::get);
            jira.release(2);
            assertEquals(1, first.get());
            assertEquals(2, ask());
        }
    }

    @Test
    void different_questions_do_not_wait_for_each_other() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = people.submit(this::ask);
            until(1);
            assertEquals(7, together.ask("another", () -> 7));
            jira.release();
            assertEquals(1, slow.get());
        }
    }

    @Test
    void a_failure_is_told_to_those_who_shared_it_and_to_nobody_else() throws Exception {
        var begun = new CountDownLatch(1);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = people.submit(() -> together.ask("same", () -> {
                begun.countDown();
                jira.acquireUninterruptibly();
                throw new JiraUnavailable("away", null, null);
            }));
            begun.await();
            var next = waiting(() -> together.ask("same", () -> 9));
            jira.release();
            assertThrows(java.util.concurrent.ExecutionException.class, first::get);
            assertEquals(9, next.get());
        }
        assertThrows(JiraUnavailable.class, () -> together.ask("same", () -> {
            throw new JiraUnavailable("away", null, null);
        }));
    }

    private int ask() {
        return together.ask("same", () -> {
            var number = asked.incrementAndGet();
            jira.acquireUninterruptibly();
            return number;
        });
    }

    private void until(int many) {
        while (asked.get() < many) {
            Thread.onSpinWait();
        }
    }

    /** Has begun to wait for another's answer when this returns. */
    private static <T> Future<T> waiting(Callable<T> work) {
        var task = new java.util.concurrent.FutureTask<>(work);
        var thread = Thread.ofVirtual().start(task);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }

    /** Stands still unless it is moved. */
    private static final class Time extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
