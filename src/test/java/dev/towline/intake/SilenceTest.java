package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is called silent, and when. All histories end on Friday, 27 March 2026, unless they say otherwise. */
class SilenceTest {

    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 27);

    private static final Map<String, List<Instant>> HABITS = Map.of(
            "office", office(28, 9, 17, 1, 5),
            "office for two weeks", office(14, 9, 17, 1, 5),
            "always", hours(28 * 24, 1),
            "always, as three-hourly builds", hours(28 * 24, 3),
            "once a week", office(28, 9, 10, 5, 5),
            "office, Sunday to Thursday", office(28, 7, 15, 7, 4),
            "one push ever", List.of(at("2026-03-27T16:00")),
            "office, but for an outage of a week", office(28, 9, 17, 1, 5).stream().filter(hour -> hour.isBefore(at("2026-03-09T00:00")) || hour.isAfter(at("2026-03-15T00:00"))).toList(),
            "office, and one Sunday of overtime", with(office(28, 9, 17, 1, 5), at("2026-03-15T14:00")));

    @ParameterizedTest
    @CsvSource({
        "office,                             2026-03-27T23:00, false",
        // A weekend, the Monday after it, and a Monday that is a holiday.
        "office,                             2026-03-30T09:00, false",
        "office,                             2026-03-30T16:00, false",
        "office,                             2026-03-31T09:00, false",
        "office,                             2026-04-01T09:00, true",
        "office,                             2026-05-15T09:00, true",
        "office for two weeks,               2026-05-15T09:00, false",
        "always,                             2026-03-28T20:00, false",
        "always,                             2026-03-29T02:00, true",
        "'always, as three-hourly builds',   2026-03-28T20:00, false",
        "'always, as three-hourly builds',   2026-03-29T02:00, true",
        "once a week,                        2026-05-15T09:00, false",
        "'office, Sunday to Thursday',       2026-03-29T09:00, false",
        "'office, Sunday to Thursday',       2026-04-01T09:00, true",
        "one push ever,                      2026-05-15T09:00, false",
        "'office, but for an outage of a week', 2026-04-01T09:00, true",
        "'office, and one Sunday of overtime',  2026-03-31T09:00, false",
        "'office, and one Sunday of overtime',  2026-04-01T09:00, true"})
    void a_habit_decides(String habit, String now, boolean silent) {
        assertEquals(silent, Silence.isUnusual(HABITS.get(habit), at(now)));
    }

    @Test
    void who_speaks_in_every_other_hour_at_random_is_never_called_silent() {
        for (var seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var spoken = new ArrayList<Instant>();
            for (var hour : office(70, 8, 19, 1, 5)) {
                if (!spoken.isEmpty()) {
                    assertEquals(false, Silence.isUnusual(spoken, hour), "seed " + seed + " at " + hour);
                }
                if (random.nextBoolean()) {
                    spoken.add(hour);
                }
            }
        }
    }

    @Test
    void what_never_spoke_is_not_silent() {
        assertEquals(false, Silence.isUnusual(List.of(), at("2026-03-27T16:00")));
    }

    /** Each hour from {@code first} to before {@code last}, on the days of the week from one to another. */
    private static List<Instant> office(int days, int first, int last, int firstDay, int lastDay) {
        return IntStream.range(0, days).mapToObj(day -> FRIDAY.minusDays(days - 1 - day))
                .filter(date -> firstDay <= lastDay
                        ? date.getDayOfWeek().getValue() >= firstDay && date.getDayOfWeek().getValue() <= lastDay
                        : date.getDayOfWeek().getValue() >= firstDay || date.getDayOfWeek().getValue() <= lastDay)
                .flatMap(date -> IntStream.range(first, last).mapToObj(hour -> date.atTime(hour, 20).toInstant(ZoneOffset.UTC)))
                .toList();
    }

    private static List<Instant> hours(int count, int every) {
        return IntStream.range(0, count).filter(hour -> hour % every == 0).mapToObj(hour -> at("2026-03-28T00:30").minusSeconds(3600L * hour)).toList();
    }

    private static List<Instant> with(List<Instant> hours, Instant more) {
        var all = new ArrayList<>(hours);
        all.add(more);
        return all;
    }

    private static Instant at(String time) {
        return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    }
}
