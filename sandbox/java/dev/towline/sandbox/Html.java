package dev.towline.sandbox;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills a template of the resources folder: {@code {{name}}} is escaped, {@code {{&name}}} is markup that is already safe. */
final class Html {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(&?)([a-zA-Z]+)}}");

    private Html() {}

    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(Response.read(template)).replaceAll(place -> {
            var value = values.get(place.group(2));
            if (value == null) {
                throw new IllegalStateException(template + " wants " + place.group(2));
            }
            return Matcher.quoteReplacement(place.group(1).isEmpty() ? escape(value) : value);
        });
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
