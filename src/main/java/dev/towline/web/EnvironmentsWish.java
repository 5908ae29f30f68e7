package dev.towline.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.integration.EnvironmentType;
import dev.towline.integration.Environments;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A wish for another rule for environments: of each type the names and patterns that are of it. A type that is absent has none. */
final class EnvironmentsWish {

    /** As many as a person can keep up by hand; a star stands for many. */
    static final int MAX_PATTERNS = 50;

    /** GitHub and GitLab allow names of 255 characters. */
    static final int MAX_PATTERN = 255;

    private static final String FIELD = "rules.environments";

    private final Texts texts;
    private final Consumer<Problem.FieldError> wrong;
    private final Map<String, EnvironmentType> patterns = new HashMap<>();

    private EnvironmentsWish(Texts texts, Consumer<Problem.FieldError> wrong) {
        this.texts = texts;
        this.wrong = wrong;
    }

    /** Empty where none is given. */
    static Optional<Environments> read(JsonNode given, Texts texts, Consumer<Problem.FieldError> wrong) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        var wish = new EnvironmentsWish(texts, wrong);
        if (!given.isObject() || !given.propertyStream().allMatch(type -> EnvironmentType.ofWord(type.getKey()).isPresent())) {
            wrong.accept(new Problem.FieldError(FIELD, texts.environments_no_object()));
        } else {
            EnvironmentRules.ORDER.forEach(type -> wish.read(type, given.path(type.word())));
        }
        return Optional.of(new Environments(wish.patterns));
    }

    private void read(EnvironmentType type, JsonNode given) {
        var field = FIELD + "." + type.word();
        if (given.isMissingNode()) {
            return;
        }
        if (!given.isArray()) {
            wrong.accept(new Problem.FieldError(field, texts.environments_no_list()));
            return;
        }
        var names = new LinkedHashSet<String>();
        given.forEach(name -> names.add(name.isTextual() ? name.textValue().strip().toLowerCase(Locale.ROOT) : ""));
        if (names.size() > MAX_PATTERNS) {
            wrong.accept(new Problem.FieldError(field, texts.environments_many(MAX_PATTERNS)));
            return;
        }
        names.stream().map(name -> fault(type, name)).flatMap(Optional::stream).findFirst()
                .ifPresent(fault -> wrong.accept(new Problem.FieldError(field, fault)));
    }

    private Optional<String> fault(EnvironmentType type, String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_PATTERN || name.codePoints().anyMatch(Wish::isUnprintable)) {
            return Optional.of(texts.environment_wrong(Wish.shown(name), MAX_PATTERN));
        }
        return patterns.putIfAbsent(name, type) == null ? Optional.empty() : Optional.of(texts.environment_twice(Wish.shown(name)));
    }
}
