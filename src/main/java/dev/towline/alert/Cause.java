package dev.towline.alert;

import dev.towline.intake.Condition;
import java.util.Locale;

/** What may be the matter with an integration. */
enum Cause {
    /** See {@link Condition#SILENT}. */
    SILENT("%s has been silent for unusually long. Is its webhook still there and switched on?", "%s speaks again."),
    /** See {@link Condition#FAILING}. */
    FAILING("The newest delivery of %s could not be taken in.", "Deliveries of %s are taken in again."),
    GAP("%s has gaps: the git server told of pushes without telling all of their commits.", "%s has no gaps any more."),
    QUARANTINE("%s has deliveries that could not be read. They are kept for 30 days.", "No delivery of %s waits to be read any more.");

    private final String begun;
    private final String over;

    Cause(String begun, String over) {
        this.begun = begun;
        this.over = over;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Cause of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String begun(String integration) {
        return begun.formatted(integration);
    }

    String over(String integration) {
        return over.formatted(integration);
    }
}
