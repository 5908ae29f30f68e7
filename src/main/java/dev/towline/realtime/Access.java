package dev.towline.realtime;

import dev.towline.jira.JiraUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Jira says of the channels that an account wants to follow. */
final class Access {

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

    /** Puts the question. */
    interface Ask {

        /** Empty for a channel that may not be followed; those of which Jira did not say are left out. @throws JiraUnavailable when it said nothing */
        Map<Channel, Optional<Seen>> about(Account account, Collection<Channel> channels);
    }

    private final Ask jira;
    private final Clock clock;

    Access(Ask jira, Clock clock) {
        this.jira = jira;
        this.clock = clock;
    }

    /** In the order asked. Blocks while Jira is asked. */
    Map<Channel, Verdict> ask(Account account, Collection<Channel> channels) {
        var at = clock.instant();
        var said = said(account, channels);
        var verdicts = new LinkedHashMap<Channel, Verdict>();
        channels.forEach(channel -> verdicts.put(channel, said.containsKey(channel) ? verdict(channel, said.get(channel), at) : new Verdict.Unknown()));
        return verdicts;
    }

    private Map<Channel, Optional<Seen>> said(Account account, Collection<Channel> channels) {
        try {
            return jira.about(account, channels);
        } catch (JiraUnavailable silent) {
            return Map.of();
        }
    }

    private static Verdict verdict(Channel channel, Optional<Seen> said, Instant at) {
        return said.<Verdict>map(seen -> new Verdict.Granted(new Grant(channel, seen.issueKey(), seen.projectId(), at))).orElseGet(Verdict.Refused::new);
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
