package dev.towline.realtime;

import dev.towline.realtime.Access.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what an open stream keeps when Jira is asked again (law 8). A refused channel goes at once; where Jira does not
 * say, the last grant holds for a while, so that a short trouble of Jira's does not darken every board, and then goes as well.
 */
final class PermissionWatch {

    /** How long a grant holds that Jira does not confirm. */
    static final Duration BENEFIT_OF_DOUBT = Duration.ofMinutes(5);

    /** What remains, and what must be left. */
    record Outcome(Subscription kept, List<Channel> left) {}

    private final Access access;

    PermissionWatch(Access access) {
        this.access = access;
    }

    /** Blocks while Jira is asked. */
    Outcome recheck(Subscription subscription, Instant now) {
        var verdicts = access.ask(subscription.account(), subscription.channels());
        var kept = new ArrayList<Grant>();
        var left = new ArrayList<Channel>();
        for (var grant : subscription.grants()) {
            switch (verdicts.get(grant.channel())) {
                case Verdict.Granted(var renewed) -> kept.add(renewed);
                case Verdict.Refused() -> left.add(grant.channel());
                case Verdict.Unknown() -> {
                    if (now.isBefore(grant.at().plus(BENEFIT_OF_DOUBT))) {
                        kept.add(grant);
                    } else {
                        left.add(grant.channel());
                    }
                }
            }
        }
        return new Outcome(subscription.holding(kept), left);
    }
}
