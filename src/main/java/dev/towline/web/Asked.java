package dev.towline.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the {@code q} of a search, and says what is wrong with it. */
@ApplicationScoped
class Asked {

    private final Texts texts;
    private final TraceTexts trace;

    Asked(@Spoken Texts texts, @Spoken TraceTexts trace) {
        this.texts = texts;
        this.trace = trace;
    }

    /** @throws Problem 400 when nothing is asked, or too much */
    Lookup lookup(String q) {
        var text = q == null ? "" : q.strip();
        if (text.isEmpty()) {
            throw wrong(trace.find_nothing_asked());
        }
        if (text.length() > Lookup.LONGEST) {
            throw wrong(trace.find_too_long(Lookup.LONGEST));
        }
        return Lookup.of(text);
    }

    private Problem wrong(String message) {
        return new Problem(400, texts.invalid(), List.of(new Problem.FieldError("q", message)));
    }
}
