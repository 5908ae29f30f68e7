package dev.towline.connect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A query as it came, taken apart once. Token and hash are both read from here, so that no spelling of {@code jwt} can be a token
 * to one and an ordinary parameter to the other.
 */
record Query(List<Parameter> parameters) {

    private static final String TOKEN = "jwt";

    /** Decoded. */
    record Parameter(String name, String value) {}

    /** @param raw without its question mark; null when there is none */
    static Query parse(String raw) throws NotProven {
        if (raw == null) {
            return new Query(List.of());
        }
        try {
            return new Query(Arrays.stream(raw.split("&")).filter(part -> !part.isEmpty()).map(Query::parameter).toList());
        } catch (IllegalArgumentException e) {
            throw new NotProven("the query is not well formed");
        }
    }

    List<String> tokens() {
        return parameters.stream().filter(parameter -> parameter.name().equals(TOKEN)).map(Parameter::value).toList();
    }

    Query withoutTokens() {
        return new Query(parameters.stream().filter(parameter -> !parameter.name().equals(TOKEN)).toList());
    }

    private static Parameter parameter(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? new Parameter(decode(part), "") : new Parameter(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
