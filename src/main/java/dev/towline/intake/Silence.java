package dev.towline.intake;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether an integration that usually speaks has been silent for unusually long. It is measured by the integration's own habit in
 * the four weeks before its last word, in hours of the days on which it is used to speak: a weekend is no silence where nobody
 * works then. An integration that is young, or speaks seldom, has no habit, and is never called silent.
 */
final class Silence {

    /** Older hours say nothing about today's habit. */
    static final Duration HABIT = Duration.ofDays(28);

    private static final Duration WEEK = Duration.ofDays(7);
    // With fewer weeks of history one cannot tell a habit from a start.
    private static final int WEEKS = 3;
    // About one hour of each working day. Who speaks less is not missed for days anyway.
    private static final int HOURS_A_WEEK = 5;
    // On a day of the week that was spoken on only once, somebody worked late.
    private static final int SAME_DAYS = 2;
    // Three usual nights are two working days: a holiday passes unremarked, a webhook that was switched off does not.
    private static final int TIMES = 3;
    // A day without a word is no alarm, however busy the integration is otherwise: servers are upgraded.
    private static final int AT_LEAST_HOURS = 24;

    private final TreeSet<Long> spoken;
    private final long last;
    private final Set<DayOfWeek> days;

    private Silence(TreeSet<Long> spoken) {
        this.spoken = spoken;
        this.last = spoken.last();
        this.days = days(spoken);
    }

    /** @param spoken hours in which the integration spoke, each by any moment in it */
    static boolean isUnusual(Collection<Instant> spoken, Instant now) {
        if (spoken.isEmpty()) {
            return false;
        }
        var hours = spoken.stream().map(Silence::hour).collect(Collectors.toCollection(TreeSet::new));
        return new Silence(new TreeSet<>(hours.tailSet(hours.last() - HABIT.toHours(), false))).isUnusual(hour(now));
    }

    private boolean isUnusual(long now) {
        var longest = longestOfEachWeek();
        if (longest.size() < WEEKS) {
            return false;
        }
        // The middle one: neither an outage of long ago nor a quiet week makes the measure.
        var usual = longest.stream().sorted().toList().get(longest.size() / 2);
        return quiet(last, now) > Math.max(AT_LEAST_HOURS, TIMES * usual);
    }

    /** The longest quiet stretch that began in each week in which the integration spoke as it is used to. */
    private List<Integer> longestOfEachWeek() {
        var longest = new ArrayList<Integer>();
        for (var end = last; end > last - HABIT.toHours(); end -= WEEK.toHours()) {
            var week = spoken.subSet(end - WEEK.toHours(), false, end, true);
            if (week.size() >= HOURS_A_WEEK) {
                longest.add(week.stream().filter(hour -> hour != last).mapToInt(hour -> quiet(hour, spoken.higher(hour))).max().orElse(0));
            }
        }
        return longest;
    }

    /** Hours between the two on days on which the integration is used to speak. */
    private int quiet(long from, long to) {
        var quiet = 0;
        for (var hour = from + 1; hour < to; hour++) {
            quiet += days.contains(date(hour).getDayOfWeek()) ? 1 : 0;
        }
        return quiet;
    }

    private static Set<DayOfWeek> days(TreeSet<Long> spoken) {
        var dates = spoken.stream().map(Silence::date).collect(Collectors.toCollection(HashSet::new));
        return dates.stream().collect(Collectors.groupingBy(LocalDate::getDayOfWeek, Collectors.counting())).entrySet().stream()
                .filter(day -> day.getValue() >= SAME_DAYS).map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }

    private static LocalDate date(long hour) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(hour * Duration.ofHours(1).toSeconds()), ZoneOffset.UTC);
    }
}
