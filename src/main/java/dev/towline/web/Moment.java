package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A time on a page: exact for programs, readable before scripts run. Browser code then says it in the viewer's zone. */
record Moment(Instant at) {

    private static final Map<Language, DateTimeFormatter> WORDS = Map.of(
            Language.ENGLISH, words("d MMM yyyy, HH:mm 'UTC'", Language.ENGLISH), Language.GERMAN, words("d. MMM yyyy, HH:mm 'UTC'", Language.GERMAN));

    @JsonValue
    public String iso() {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** @param language as {@link Texts#lang} says it */
    public String words(String language) {
        return WORDS.get(Language.of(language)).format(at);
    }

    private static DateTimeFormatter words(String pattern, Language language) {
        return DateTimeFormatter.ofPattern(pattern, language.locale()).withZone(ZoneOffset.UTC);
    }
}
