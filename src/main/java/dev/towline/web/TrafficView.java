package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.towline.intake.DeliveryDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an integration sent in the last two weeks, and how quickly it went on.
 *
 * @param days            the oldest first; days of UTC
 * @param delay           from the door to the index on the newest day with deliveries; absent without any
 * @param repositories    that are known and not gone
 * @param waitsForJira    since when something waits to be sent to Jira; absent when nothing waits for longer than is usual
 */
public record TrafficView(List<Day> days, Optional<Delay> delay, int repositories, Optional<Moment> waitsForJira) {

    // What is sent within a minute is on its way, and no news.
    private static final Duration USUAL = Duration.ofMinutes(1);

    public record Day(LocalDate day, int taken, int failed) {}

    /** In milliseconds. */
    public record Delay(LocalDate day, long usual, long slowest) {

        static Delay of(DeliveryDays.Day day) {
            return new Delay(day.day(), day.usual().toMillis(), day.slowest().toMillis());
        }

        @JsonIgnore
        public Lasting usually() {
            return Lasting.of(Duration.ofMillis(usual));
        }

        @JsonIgnore
        public Lasting atWorst() {
            return Lasting.of(Duration.ofMillis(slowest));
        }
    }

    /** A bar of the chart, in its own units: {@link #WIDTH} by {@link #HEIGHT}, from the top. */
    public record Bar(int x, int takenY, int taken, int failedY, int failed) {}

    static final int HEIGHT = 32;
    static final int STEP = 10;
    static final int WIDTH = DeliveryDays.SHOWN * STEP;
    // A single one among thousands is to be seen, too.
    private static final int LEAST = 2;

    static TrafficView of(List<DeliveryDays.Day> days, int repositories, Optional<Instant> waitsForJira, Instant now) {
        return new TrafficView(
                days.stream().map(day -> new Day(day.day(), day.taken(), day.failed())).toList(),
                days.reversed().stream().filter(day -> day.all() > 0).findFirst().map(Delay::of),
                repositories, waitsForJira.filter(since -> since.isBefore(now.minus(USUAL))).map(Moment::new));
    }

    @JsonIgnore
    public int total() {
        return days.stream().mapToInt(day -> day.taken() + day.failed()).sum();
    }

    @JsonIgnore
    public int failed() {
        return days.stream().mapToInt(Day::failed).sum();
    }

    @JsonIgnore
    public int most() {
        return days.stream().mapToInt(day -> day.taken() + day.failed()).max().orElse(0);
    }

    @JsonIgnore
    public List<Bar> bars() {
        return IntStream.range(0, days.size()).mapToObj(i -> {
            var taken = high(days.get(i).taken());
            var failed = Math.min(HEIGHT - taken, high(days.get(i).failed()));
            return new Bar(i * STEP, HEIGHT - taken, taken, HEIGHT - taken - failed, failed);
        }).toList();
    }

    private int high(int count) {
        return count == 0 ? 0 : Math.max(LEAST, (int) Math.round((double) count * (HEIGHT - LEAST) / most()));
    }
}
