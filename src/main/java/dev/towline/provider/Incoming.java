package dev.towline.provider;

import java.util.Map;
import java.util.Optional;

/**
 * One webhook call as it arrived.
 *
 * @param headers by lower-case name; the first value of each
 * @param body    the exact bytes that signatures are made over
 */
public record Incoming(Map<String, String> headers, byte[] body) {

    /** A header that is present and not blank. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName)).filter(value -> !value.isBlank());
    }
}
