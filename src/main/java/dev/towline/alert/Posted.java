package dev.towline.alert;

import java.util.Locale;

/**
 * What became of a message.
 *
 * @param status of the answer; 0 when there was none
 */
public record Posted(Answer answer, int status) {

    public enum Answer {
        TAKEN,
        /** With a status that says no; a redirection is one, because none is followed. */
        TURNED_AWAY,
        /** Nobody was reached, or no answer came in time. */
        SILENT,
        UNKNOWN_HOST,
        /** The host leads into a network that is not to be called. */
        WITHIN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Answer of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static Posted without(Answer answer) {
        return new Posted(answer, 0);
    }

    boolean isTaken() {
        return answer == Answer.TAKEN;
    }
}
