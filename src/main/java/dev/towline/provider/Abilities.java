package dev.towline.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What one kind of git server tells by its webhooks, how much of it, and how long it tries: what an administrator may expect, as data.
 * Pages and {@code docs/git-servers.md} are made from it, and {@code AbilitiesTest} holds it against what we read of the fixtures.
 *
 * @param tells  what reaches Jira; what is not in it is never told
 * @param events what to choose in its form, in the order of the steps
 */
public record Abilities(Set<Told> tells, List<Event> events, Cap cap, Patience patience) {

    /** What may be told of a repository. */
    public enum Told { COMMITS, FILES, BRANCHES, TAGS, PULL_REQUESTS, REVIEWS, BUILDS, DEPLOYMENTS }

    /**
     * A choice in the server's form.
     *
     * @param name     as the form calls it
     * @param readings the events that come of it, as {@link Reading#event} names them; a star at the end stands for any rest
     * @param asked    whether each integration needs it; others are for builds, deployments and the like
     */
    public record Event(String name, List<String> readings, boolean asked) {

        static Event asked(String name, String... readings) {
            return new Event(name, List.of(readings), true);
        }

        static Event extra(String name, String... readings) {
            return new Event(name, List.of(readings), false);
        }

        /** Whether a delivery of this event comes of this choice. */
        public boolean gives(String event) {
            return readings.stream().anyMatch(reading -> reading.endsWith("*") ? event.startsWith(reading.substring(0, reading.length() - 1)) : event.equals(reading));
        }
    }

    /** What a server does when it leaves commits out. */
    public enum Cut { COUNTED, SAID, SILENT }

    /**
     * How much one call tells.
     *
     * @param commits   commits that it lists at most of one push, 0 for none; empty when its documents name no limit
     * @param kilobytes of the largest call that it sends; empty when its documents name no limit
     * @param raise     settings of the server that raise a limit, each with the value that we suggest
     */
    public record Cap(OptionalInt commits, Cut cut, OptionalInt kilobytes, Map<String, String> raise) {

        static Cap of(int commits, Cut cut) {
            return new Cap(OptionalInt.of(commits), cut, OptionalInt.empty(), Map.of());
        }

        static Cap unknown() {
            return new Cap(OptionalInt.empty(), Cut.SILENT, OptionalInt.empty(), Map.of());
        }

        Cap within(int most) {
            return new Cap(commits, cut, OptionalInt.of(most), raise);
        }

        Cap raisedBy(String setting, String value) {
            return new Cap(commits, cut, kilobytes, Map.of(setting, value));
        }
    }

    /** What can be done about a call that was given up. */
    public enum Afterwards { RESENT_BY_HAND, REPAIRED_ONLY, KEPT }

    /**
     * What the server does while Towline does not answer.
     *
     * @param seconds that it waits for an answer; empty when its documents do not say
     * @param tries   of one call, the first included; 0 where each next push is a try
     * @param span    within which it tries; zero for one try, and where it does not say
     * @param pauses  after how many failures in a row it stops calling for a while; empty when it never does
     */
    public record Patience(OptionalInt seconds, int tries, Duration span, OptionalInt pauses, Afterwards afterwards) {

        static Patience once(int seconds, Afterwards afterwards) {
            return new Patience(OptionalInt.of(seconds), 1, Duration.ZERO, OptionalInt.empty(), afterwards);
        }

        Patience pausingAfter(int failures) {
            return new Patience(seconds, tries, span, OptionalInt.of(failures), afterwards);
        }
    }
}
