package dev.towline.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The rule that only some repositories or branches are taken in, read from JSON: a list of patterns. */
final class GlobsWish {

    /** As many as a person can keep up by hand; a star stands for many. Each is tried on each name in a delivery. */
    static final int MAX = 50;

    /** Longer than names of branches and repositories that people use; git servers allow up to 255. */
    static final int MAX_LENGTH = 255;

    private GlobsWish() {}

    /** Each once, whatever its capitals; empty when the field is absent. */
    static Optional<List<String>> read(String field, JsonNode given, ManageTexts texts, Consumer<Problem.FieldError> wrong) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isArray()) {
            wrong.accept(new Problem.FieldError(field, texts.globs_no_list()));
            return Optional.empty();
        }
        var globs = new LinkedHashMap<String, String>();
        for (var each : given) {
            var glob = each.isTextual() ? each.textValue().strip() : "";
            if (glob.isEmpty() || glob.length() > MAX_LENGTH || glob.codePoints().anyMatch(Wish::isUnprintable)) {
                wrong.accept(new Problem.FieldError(field, texts.glob_wrong(Wish.shown(glob), MAX_LENGTH)));
                return Optional.empty();
            }
            globs.putIfAbsent(glob.toLowerCase(Locale.ROOT), glob);
        }
        if (globs.size() > MAX) {
            wrong.accept(new Problem.FieldError(field, texts.globs_many(MAX)));
        }
        return Optional.of(new ArrayList<>(globs.values()));
    }
}
