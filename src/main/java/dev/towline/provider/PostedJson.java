package dev.towline.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The bytes of a call's JSON. GitHub's webhook form and those that follow it offer two content types; with "form" the JSON
 * stands in the field {@code payload}.
 */
final class PostedJson {

    private static final String FIELD = "payload=";

    private PostedJson() {}

    /** @throws UnreadablePayload when the call is a form without that field */
    static byte[] of(Incoming incoming) throws UnreadablePayload {
        String type = incoming.header("content-type").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            return incoming.body();
        }
        for (String field : new String(incoming.body(), StandardCharsets.UTF_8).split("&")) {
            if (field.startsWith(FIELD)) {
                try {
                    return URLDecoder.decode(field.substring(FIELD.length()), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw new UnreadablePayload("$", "the form's field payload is not well encoded, or is cut off");
                }
            }
        }
        throw new UnreadablePayload("$", "the form has no field payload");
    }
}
