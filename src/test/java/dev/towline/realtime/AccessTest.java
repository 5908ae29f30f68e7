package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.TenantId;
import dev.towline.realtime.Access.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of what Jira says, and when it does not answer. */
class AccessTest {

    private static final Account ANN = new Account(new TenantId(new UUID(0, 1)), "ann");
    private static final Channel ISSUE = new Channel.OfIssue("site", 1);
    private static final Channel OTHER = new Channel.OfIssue("site", 2);
    private static final Channel BOARD = new Channel.OfBoard("site", 3);

    private final LiveStand.Time time = new LiveStand.Time();
    private Supplier<Optional<Access.Seen>> jira = () -> Optional.of(new Access.Seen("ABC-1", 0));
    private final Access access = new Access((account, channels) ->
            channels.stream().filter(channel -> !channel.equals(BOARD)).collect(Collectors.toMap(channel -> channel, channel -> jira.get())), time);

    @Test
    void each_channel_is_granted_refused_or_not_known() {
        assertEquals(new Grant(ISSUE, "ABC-1", time.instant()), ((Verdict.Granted) access.ask(ANN, List.of(ISSUE)).get(ISSUE)).grant());
        jira = Optional::empty;
        var verdicts = access.ask(ANN, List.of(ISSUE, OTHER, BOARD));
        assertEquals(List.of(ISSUE, OTHER, BOARD), List.copyOf(verdicts.keySet()));
        assertInstanceOf(Verdict.Refused.class, verdicts.get(OTHER));
        assertInstanceOf(Verdict.Unknown.class, verdicts.get(BOARD), "Jira did not say");
    }

    @Test
    void silence_is_no_refusal() {
        jira = () -> {
            throw new JiraUnavailable("no answer", null, null);
        };
        assertTrue(access.ask(ANN, List.of(ISSUE, OTHER)).values().stream().allMatch(Verdict.Unknown.class::isInstance));
    }

    @Test
    void what_jira_withdraws_is_left_within_two_minutes() {
        var longestBeat = Rhythm.NORMAL.heartbeat().multipliedBy(6).dividedBy(5);
        var latest = Permissions.MEMORY.plus(Tickets.LIFE).plus(longestBeat.multipliedBy(Rhythm.NORMAL.recheck()));
        assertTrue(latest.compareTo(Duration.ofMinutes(2)) <= 0, latest.toString());
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
}
