package dev.towline.connect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Atlassian's query string hash: ties a token to one method, path and query.
 * https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/ (2026-11).
 * Bodies are never part of it; form fields would be (when there is no query), but no request of ours or to us has any.
 */
final class Qsh {

    private Qsh() {}

    /**
     * @param path     as it stands in the request line
     * @param basePath what the path begins with that is not part of the hash; {@code ""} for none
     */
    static String of(String method, String path, String basePath, Query query) {
        return HexFormat.of().formatHex(sha256(canonical(method, path, basePath, query)));
    }

    static String canonical(String method, String path, String basePath, Query query) {
        return method.toUpperCase(Locale.ROOT) + "&" + path(path, basePath) + "&" + query(query.withoutTokens());
    }

    private static String path(String path, String basePath) {
        var relative = path.equals(basePath) || path.startsWith(basePath + "/") ? path.substring(basePath.length()) : path;
        var trimmed = relative.length() > 1 && relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
        return trimmed.isEmpty() ? "/" : trimmed.replace("&", "%26");
    }

    /** Sorted by encoded name; the values of a repeated name sorted and joined by a comma that is not encoded, unlike those within values. */
    private static String query(Query query) {
        var values = query.parameters().stream().collect(groupingBy(
                parameter -> encode(parameter.name()), TreeMap::new, mapping(parameter -> encode(parameter.value()), toList())));
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().stream().sorted().collect(joining(",")))
                .collect(joining("&"));
    }

    /** RFC 3986: Java's own encoder is made for forms and differs in three characters. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
