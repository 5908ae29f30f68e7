package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.TenantId;
import dev.towline.realtime.Access.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When Jira is asked, and what holds when it does not answer. */
class AccessTest {

    private static final Account ANN = new Account(new TenantId(new UUID(0, 1)), "ann");
    private static final Channel ISSUE = new Channel.OfIssue("site", 1);
    private static final Channel OTHER = new Channel.OfIssue("site", 2);
    private static final Channel LIST = new Channel.OfIntegrations("site");
    private static final Channel ONE = new Channel.OfIntegration("site", new UUID(0, 7));

    private final LiveStand.Time time = new LiveStand.Time();
    private final AtomicInteger questions = new AtomicInteger();
    private Supplier<Optional<Access.Seen>> jira = () -> Optional.of(new Access.Seen("ABC-1", 0));
    private final Access access = new Access((account, channel) -> {
        questions.incrementAndGet();
        return jira.get();
    }, time);

    @Test
    void a_new_subscription_asks_jira_now() {
        access.ask(ANN, List.of(ISSUE));
        time.pass(Duration.ofSeconds(1));
        jira = Optional::empty;
        assertInstanceOf(Verdict.Refused.class, access.ask(ANN, List.of(ISSUE)).get(ISSUE));
    }

    @Test
    void a_re_check_is_content_with_an_answer_of_the_last_half_minute() {
        access.recall(ANN, List.of(ISSUE));
        time.pass(Access.MEMORY);
        access.recall(ANN, List.of(ISSUE));
        assertEquals(1, questions.get());
        time.pass(Duration.ofMillis(1));
        access.recall(ANN, List.of(ISSUE));
        assertEquals(2, questions.get());
    }

    @Test
    void accounts_tenants_and_issues_are_asked_for_one_by_one() {
        access.recall(ANN, List.of(ISSUE, OTHER));
        access.recall(new Account(ANN.tenant(), "bob"), List.of(ISSUE));
        access.recall(new Account(new TenantId(new UUID(0, 2)), "ann"), List.of(ISSUE));
        assertEquals(4, questions.get());
    }

    @Test
    void being_an_administrator_is_one_question() {
        access.ask(ANN, List.of(LIST, ONE));
        assertEquals(1, questions.get());
    }

    @Test
    void many_who_ask_at_once_wait_for_one_answer() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        jira = () -> {
            asked.countDown();
            await(answer);
            return Optional.of(new Access.Seen("ABC-1", 0));
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> access.recall(ANN, List.of(ISSUE)).get(ISSUE));
            await(asked);
            var second = threads.submit(() -> access.recall(ANN, List.of(ISSUE)).get(ISSUE));
            answer.countDown();
            assertEquals(first.get(10, TimeUnit.SECONDS), second.get(10, TimeUnit.SECONDS));
        }
        assertEquals(1, questions.get());
    }

    @Test
    void silence_is_not_remembered_and_not_asked_for_fifty_times() {
        jira = () -> {
            throw new JiraUnavailable("no answer", null, null);
        };
        var verdicts = access.recall(ANN, List.of(ISSUE, OTHER, LIST));
        assertTrue(verdicts.values().stream().allMatch(Verdict.Unknown.class::isInstance));
        assertEquals(1, questions.get());
        jira = () -> Optional.of(new Access.Seen("ABC-1", 0));
        assertInstanceOf(Verdict.Granted.class, access.recall(ANN, List.of(ISSUE)).get(ISSUE));
    }

    @Test
    void the_memory_is_bounded() {
        for (var id = 1; id <= Access.REMEMBERED + 1; id++) {
            access.recall(ANN, List.of(new Channel.OfIssue("site", id)));
        }
        access.recall(ANN, List.of(new Channel.OfIssue("site", Access.REMEMBERED + 1)));
        assertEquals(Access.REMEMBERED + 1, questions.get());
        access.recall(ANN, List.of(ISSUE));
        assertEquals(Access.REMEMBERED + 2, questions.get(), "the eldest was forgotten");
    }

    @Test
    void a_refused_channel_is_left_at_once() {
        var watch = new PermissionWatch(access);
        jira = Optional::empty;
        var outcome = watch.recheck(holding(ISSUE), time.instant());
        assertEquals(List.of(ISSUE), outcome.left());
        assertEquals(List.of(), outcome.kept().grants());
    }

    @Test
    void a_moved_issue_is_followed_under_its_new_key() {
        jira = () -> Optional.of(new Access.Seen("XYZ-9", 0));
        var outcome = new PermissionWatch(access).recheck(holding(ISSUE), time.instant());
        assertEquals(List.of(new Grant(ISSUE, "XYZ-9", time.instant())), outcome.kept().grants());
    }

    @Test
    void when_jira_is_silent_a_grant_holds_for_five_minutes_and_no_longer() {
        var watch = new PermissionWatch(access);
        var subscription = holding(ISSUE);
        jira = () -> {
            throw new JiraUnavailable("no answer", null, null);
        };
        time.pass(PermissionWatch.BENEFIT_OF_DOUBT.minusSeconds(1));
        assertEquals(subscription, watch.recheck(subscription, time.instant()).kept());
        time.pass(Duration.ofSeconds(1));
        assertEquals(List.of(ISSUE), watch.recheck(subscription, time.instant()).left());
    }

    private Subscription holding(Channel channel) {
        return new Subscription(ANN, java.util.Set.of(), List.of(new Grant(channel, "ABC-1", time.instant())));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
