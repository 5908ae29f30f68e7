package dev.towline.web;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.List;
import java.util.Locale;

/**
 * A language that pages speak: the first of those that a person's browser asks for, and English for everybody else. Jira has not told apps the
 * language of its own pages since its parameter {@code loc} was taken away (https://developer.atlassian.com/cloud/jira/platform/context-parameters,
 * 2026-11). Another language
 * is a constant here, a file beside each {@code messages/*_de.properties}, its name in {@code quarkus.locales}, and {@link GermanReasons} of its own.
 */
enum Language {
    ENGLISH(Locale.ENGLISH), GERMAN(Locale.GERMAN);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** @param wanted the most wanted first */
    static Language of(List<Locale> wanted) {
        return wanted.stream().flatMap(locale -> List.of(values()).stream().filter(language -> language.code().equals(locale.getLanguage()))).findFirst().orElse(ENGLISH);
    }

    /** @param code as {@link Texts#lang} says it on a page */
    static Language of(String code) {
        return of(List.of(Locale.forLanguageTag(code)));
    }

    /** Of ISO 639, as HTML wants it. */
    String code() {
        return locale.getLanguage();
    }

    Locale locale() {
        return locale;
    }

    /** Within the application only. */
    <T> T of(Class<T> bundle) {
        return this == ENGLISH ? MessageBundles.get(bundle) : MessageBundles.get(bundle, Localized.Literal.of(code()));
    }
}
