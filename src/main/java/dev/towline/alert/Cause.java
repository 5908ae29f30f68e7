package dev.towline.alert;

import dev.towline.intake.Condition;
import java.util.Locale;
import java.util.function.BiFunction;

/** What may be the matter with an integration. */
enum Cause {
    /** See {@link Condition#SILENT}. */
    SILENT(AlertTexts::silent, AlertTexts::silent_over),
    /** See {@link Condition#FAILING}; of {@link Condition#REFUSING} as {@link Matters} says. */
    FAILING(AlertTexts::failing, AlertTexts::failing_over),
    GAP(AlertTexts::gap, AlertTexts::gap_over),
    QUARANTINE(AlertTexts::quarantine, AlertTexts::quarantine_over);

    private final BiFunction<AlertTexts, String, String> begun;
    private final BiFunction<AlertTexts, String, String> over;

    Cause(BiFunction<AlertTexts, String, String> begun, BiFunction<AlertTexts, String, String> over) {
        this.begun = begun;
        this.over = over;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Cause of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** @param integration its name */
    String begun(AlertTexts texts, String integration) {
        return begun.apply(texts, integration);
    }

    String over(AlertTexts texts, String integration) {
        return over.apply(texts, integration);
    }
}
