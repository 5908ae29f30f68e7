package dev.towline.devinfo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes what people and git servers wrote fit Jira's limits, without ever breaking a character or inventing an address. */
final class Text {

    private static final int URL = 2000;
    private static final int EMAIL = 255;
    private static final Pattern NO_REPLY = Pattern.compile("(?i)\\bno-?reply\\b");

    private Text() {}

    /**
     * The first characters of {@code text}. The limit counts UTF-16 units, of which no other way of counting finds more,
     * and the cut falls between code points.
     */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }

    /**
     * The first code points of {@code text}. For what Jira itself cuts where it counts otherwise, so that nothing is lost on our side
     * (commit messages: https://developer.atlassian.com/cloud/jira/software/rest/api-group-development-information/, 2026-08).
     */
    static String first(String text, int limit) {
        return text.length() <= limit || text.codePointCount(0, text.length()) <= limit ? text : text.substring(0, text.offsetByCodePoints(0, limit));
    }

    /** Without what a database cannot hold: NUL, and halves of characters. One such answer would otherwise stop a tenant for good. */
    static String storable(String text) {
        return text.codePoints().filter(point -> point != 0 && Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** The address, if a browser can open it and Jira will take it. One that carries a password is none. */
    static Optional<String> url(String address) {
        if (address.length() > URL || !(address.startsWith("https://") || address.startsWith("http://"))) {
            return Optional.empty();
        }
        try {
            var parsed = new URI(address);
            return parsed.getRawAuthority() == null || parsed.getRawAuthority().contains("@") ? Optional.empty() : Optional.of(address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The e-mail, if it can be one of a person. It is never cut: the rest would be somebody else's. Git servers put {@code noreply}
     * addresses in place of those that people hide, and GitLab {@code [REDACTED]}; Jira knows nobody by either.
     */
    static Optional<String> email(String email) {
        var at = email.indexOf('@');
        return at > 0 && at < email.length() - 1 && email.length() <= EMAIL && !NO_REPLY.matcher(email).find() ? Optional.of(email) : Optional.empty();
    }
}
