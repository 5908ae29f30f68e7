package dev.towline.realtime;

import dev.towline.realtime.Access.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Gives tickets: asks Jira channel by channel, and admits to what it grants. */
final class Tickets {

    /** One page follows a handful; a board with many components shares one stream. */
    static final int CHANNELS = 50;

    /** A page opens its stream at once. The contract allows 60 s; less leaves less time between Jira's word and the first re-check. */
    static final Duration LIFE = Duration.ofSeconds(30);

    /** Why a channel may not be followed. */
    @RegisterForReflection
    record Refusal(String channel, String reason) {}

    /**
     * @param ticket    null when no channel was accepted
     * @param expiresAt null likewise
     */
    @RegisterForReflection
    record Answer(String ticket, String expiresAt, List<String> accepted, List<Refusal> refused) {}

    /** The account keeps asking for tickets and does not use them. */
    static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many tickets not taken");
        }
    }

    private final TicketStore store;
    private final Access access;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tickets(TicketStore store, Access access, Clock clock) {
        this.store = store;
        this.access = access;
        this.clock = clock;
    }

    /** Blocks while Jira is asked. @throws TooMany */
    Answer give(Account account, String cloudId, List<String> asked, Set<String> events) {
        var refused = new ArrayList<Refusal>();
        var ours = new LinkedHashMap<Channel, String>();
        for (var ari : asked) {
            var channel = Channel.parse(ari);
            if (channel.isEmpty()) {
                refused.add(new Refusal(ari, "not a channel"));
            } else if (!channel.get().cloudId().equals(cloudId)) {
                refused.add(new Refusal(ari, "not of this site"));
            } else {
                ours.put(channel.get(), ari);
            }
        }
        var verdicts = access.ask(account, ours.keySet());
        verdicts.forEach((channel, verdict) -> {
            switch (verdict) {
                case Verdict.Granted granted -> {}
                case Verdict.Refused() -> refused.add(new Refusal(ours.get(channel), "no permission"));
                case Verdict.Unknown() -> refused.add(new Refusal(ours.get(channel), "Jira does not answer"));
            }
        });
        return answer(new Subscription(account, events, Access.granted(verdicts)), refused);
    }

    private Answer answer(Subscription subscription, List<Refusal> refused) {
        if (subscription.grants().isEmpty()) {
            return new Answer(null, null, List.of(), refused);
        }
        var ticket = Ticket.fresh(subscription.account().tenant(), random);
        var now = clock.instant();
        if (!store.keep(ticket, subscription, now, now.plus(LIFE))) {
            throw new TooMany();
        }
        var accepted = subscription.channels().stream().map(Channel::ari).toList();
        return new Answer(ticket.text(), now.plus(LIFE).toString(), accepted, refused);
    }
}
