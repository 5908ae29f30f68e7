package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.intake.Deliveries;
import java.time.Duration;
import java.util.List;

/**
 * One delivery with what it changed, and what Jira said to that.
 *
 * @param changes  at most {@link #SHOWN}; empty when it changed nothing that concerns an issue
 * @param more     how many changes are not among them
 * @param recorded whether what it changed is still on record
 */
public record DeliveryView(DeliveriesApi.Item delivery, Size size, List<Changed> changes, int more, boolean recorded, boolean kept) {

    /** As many as one looks through. */
    static final int SHOWN = 50;

    /**
     * @param kind    as {@link Trail.Entity} has it, or {@code repository}
     * @param answer  {@code accepted}, {@code failed}, {@code unknown_keys}, {@code deleted}, {@code none} yet, or {@code not_sent} because Jira takes no such thing
     * @param message Jira's own words
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Changed(String kind, String id, List<String> issueKeys, String answer, String message) {

        public String shown() {
            return kind.equals("commit") ? Names.shortSha(id) : id;
        }
    }

    /** How large it was and how long it waited, for people and programs. */
    public record Size(int bytes, long delayMillis) {

        static Size of(Deliveries.Entry entry) {
            return new Size(entry.bytes(), Math.max(0, Duration.between(entry.receivedAt(), entry.handledAt()).toMillis()));
        }

        public String bytesWords() {
            return bytes < 1_000 ? bytes + " B" : bytes < 1_000_000 ? Math.round(bytes / 1_000.0) + " kB" : Math.round(bytes / 100_000.0) / 10.0 + " MB";
        }

        public String delayWords() {
            return delayMillis < 1_000 ? delayMillis + " ms" : delayMillis < 120_000 ? Math.round(delayMillis / 1_000.0) + " s" : Math.round(delayMillis / 60_000.0) + " min";
        }
    }
}
