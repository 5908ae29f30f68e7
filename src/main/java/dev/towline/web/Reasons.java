package dev.towline.web;

import io.quarkus.qute.TemplateExtension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in a page's language why a delivery was not taken in, or an upload not accepted. The rooms that find it out keep it in English, once, for whoever
 * will look; a reason is put together of sentences, so these are known here one by one. What nobody translated stays as it is.
 */
@TemplateExtension(namespace = "reason")
final class Reasons {

    private record Sentence(Pattern english, String german) {}

    private static final String VARIES = "{}";
    // The longest first: a shorter one may be the beginning of another.
    private static final List<Sentence> SENTENCES = sentences();

    private Reasons() {}

    /** @param language as {@link Texts#lang} says it */
    static String said(String reason, String language) {
        return switch (Language.of(language)) {
            case ENGLISH -> reason;
            case GERMAN -> german(reason);
        };
    }

    private static String german(String reason) {
        var said = reason;
        for (var sentence : SENTENCES) {
            said = sentence.english().matcher(said).replaceAll(sentence.german());
        }
        return said;
    }

    private static List<Sentence> sentences() {
        var lines = GermanReasons.LINES.lines().toList();
        var sentences = new ArrayList<Sentence>();
        for (var i = 0; i < lines.size(); i += 2) {
            sentences.add(new Sentence(pattern(lines.get(i)), replacement(lines.get(i + 1))));
        }
        sentences.sort(Comparator.comparing((Sentence sentence) -> sentence.english().pattern().length()).reversed());
        return List.copyOf(sentences);
    }

    /** What varies ends where the text goes on, or with its word. */
    private static Pattern pattern(String english) {
        var pattern = Pattern.quote(english).replace(VARIES, "\\E(.+?)\\Q");
        return Pattern.compile(english.endsWith(VARIES) ? pattern.replaceAll("\\(\\.\\+\\?\\)\\\\Q\\\\E$", "(\\\\S+)") : pattern);
    }

    private static String replacement(String german) {
        var text = Matcher.quoteReplacement(german).replace("{1}", "$1").replace("{2}", "$2");
        for (var i = 1; text.contains(VARIES); i++) {
            text = text.replaceFirst(Pattern.quote(VARIES), "\\$" + i);
        }
        return text;
    }
}
