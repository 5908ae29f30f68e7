package dev.towline.web;

import java.time.Duration;

/**
 * How long something takes, in one round number and its unit.
 *
 * @param unit {@code moment} (less than a second), {@code seconds}, {@code minutes}, {@code hours} or {@code days}
 */
public record Lasting(long count, String unit) {

    static Lasting of(Duration duration) {
        if (duration.toSeconds() < 1) {
            return new Lasting(0, "moment");
        }
        if (duration.toSeconds() < 120) {
            return new Lasting(duration.toSeconds(), "seconds");
        }
        if (duration.toMinutes() < 120) {
            return new Lasting(duration.toMinutes(), "minutes");
        }
        return duration.toHours() < 72 ? new Lasting(duration.toHours(), "hours") : new Lasting(duration.toDays(), "days");
    }
}
