package dev.towline.realtime;

import dev.towline.jira.JiraUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;

/**
 * Asks Jira whether an account may follow channels, once per account and right however many streams ask at a time:
 * Jira's quota is shared by everything that we do. Refusals and grants are remembered for a moment, failures never.
 */
final class Access {

    /** How long an answer may be used again. Shorter than the re-check, so that a re-check of another tab can answer, not an old one. */
    static final Duration MEMORY = Duration.ofSeconds(30);

    // About 200 bytes each; the eldest is forgotten first, which costs one more question.
    static final int REMEMBERED = 10_000;

    /** What Jira said of one channel. */
    sealed interface Verdict {

        record Granted(Grant grant) implements Verdict {}

        record Refused() implements Verdict {}

        /** Jira did not say. */
        record Unknown() implements Verdict {}
    }

    /** What Jira says of a channel that may be followed: see {@link Grant}. */
    record Seen(String issueKey, long projectId) {

        static final Seen YES = new Seen("", 0);
    }

    private record Question(Account account, String right) {}

    private record Asked(Instant at, FutureTask<Optional<Seen>> answer) {}

    private final BiFunction<Account, Channel, Optional<Seen>> jira;
    private final Clock clock;
    private final Map<Question, Asked> asked = new LinkedHashMap<>();

    /** @param jira empty for no; throws {@link JiraUnavailable} */
    Access(BiFunction<Account, Channel, Optional<Seen>> jira, Clock clock) {
        this.jira = jira;
        this.clock = clock;
    }

    /** Asks Jira now: for a new subscription. */
    Map<Channel, Verdict> ask(Account account, Iterable<Channel> channels) {
        return verdicts(account, channels, clock.instant());
    }

    /** An answer of the last half minute will do: for a re-check. */
    Map<Channel, Verdict> recall(Account account, Iterable<Channel> channels) {
        return verdicts(account, channels, clock.instant().minus(MEMORY));
    }

    private Map<Channel, Verdict> verdicts(Account account, Iterable<Channel> channels, Instant since) {
        var verdicts = new LinkedHashMap<Channel, Verdict>();
        var silent = false;
        for (var channel : channels) {
            // Fifty channels of a Jira that does not answer would be fifty time-outs one after the other.
            var verdict = silent ? new Verdict.Unknown() : verdict(account, channel, since);
            silent = verdict instanceof Verdict.Unknown;
            verdicts.put(channel, verdict);
        }
        return verdicts;
    }

    private Verdict verdict(Account account, Channel channel, Instant since) {
        var question = new Question(account, right(channel));
        var asking = asking(question, channel, since);
        asking.answer().run();
        try {
            return asking.answer().get()
                    .<Verdict>map(seen -> new Verdict.Granted(new Grant(channel, seen.issueKey(), seen.projectId(), asking.at())))
                    .orElseGet(Verdict.Refused::new);
        } catch (ExecutionException e) {
            forget(question, asking);
            if (e.getCause() instanceof JiraUnavailable) {
                return new Verdict.Unknown();
            }
            throw new IllegalStateException("asking for a permission failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Unknown();
        }
    }

    // Whoever comes first asks; FutureTask lets the others wait for that answer.
    private synchronized Asked asking(Question question, Channel channel, Instant since) {
        var known = asked.get(question);
        if (known != null && !known.at().isBefore(since)) {
            return known;
        }
        var asking = new Asked(clock.instant(), new FutureTask<>(() -> jira.apply(question.account(), channel)));
        asked.remove(question);
        asked.put(question, asking);
        if (asked.size() > REMEMBERED) {
            var eldest = asked.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return asking;
    }

    private synchronized void forget(Question question, Asked failed) {
        asked.remove(question, failed);
    }

    // Being an administrator is one right, whatever the number of integrations followed.
    private static String right(Channel channel) {
        return switch (channel) {
            case Channel.OfIssue issue -> "see issue " + issue.id();
            case Channel.OfProject project -> "browse project " + project.id();
            case Channel.OfBoard board -> "see board " + board.id();
            case Channel.OfIntegration integration -> "administer";
            case Channel.OfIntegrations all -> "administer";
        };
    }

    /** The grants among the verdicts. */
    static List<Grant> granted(Map<Channel, Verdict> verdicts) {
        var grants = new ArrayList<Grant>();
        verdicts.values().forEach(verdict -> {
            if (verdict instanceof Verdict.Granted(var grant)) {
                grants.add(grant);
            }
        });
        return grants;
    }
}
