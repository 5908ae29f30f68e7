package dev.towline.sandbox;

import java.util.Map;
import java.util.regex.Pattern;

/** Fills {@code {issue.key}} and its like in an address of a descriptor. A name that Jira does not know becomes empty. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z.]+)}");

    private Placeholders() {}

    static String fill(String address, Map<String, String> values) {
        return PLACEHOLDER.matcher(address).replaceAll(found ->
                java.util.regex.Matcher.quoteReplacement(Qsh.encode(values.getOrDefault(found.group(1), ""))));
    }
}
