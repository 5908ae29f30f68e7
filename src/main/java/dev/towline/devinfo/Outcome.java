package dev.towline.devinfo;

import java.util.Locale;

/** What became of one entity at Jira, as of a position. {@code message} is Jira's own word, {@code ""} when all is well. */
record Outcome(Entity entity, long position, Kind kind, String message) {

    enum Kind {
        /** Jira has it, and knows all of its issues. */
        ACCEPTED,
        /** Jira has it, and knows some of its issues; the message names the others, if it is known which. */
        PARTLY_KNOWN,
        /** Jira has not taken it; it may have an older state. */
        FAILED,
        /** Jira has nothing of it: it knows none of its issues. */
        UNKNOWN_KEYS,
        DELETED;

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    // Enough for a person to understand; Jira sets no limit to what it says.
    private static final int MESSAGE = 500;

    Outcome {
        message = Text.cut(Text.storable(message), MESSAGE);
    }

    static Outcome of(Item item, Kind kind, String message) {
        return new Outcome(item.entity(), item.sequence(), kind, message);
    }
}
