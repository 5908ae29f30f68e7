package dev.towline.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Atlassian's query string hash: binds a token to one method, path and query.
 *
 * <p>The rules are those of developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps (read 2026-11).
 */
final class Qsh {

    record Pair(String name, String value) {}

    private Qsh() {}

    /** @param basePath path of the base URL, which is not hashed */
    static String of(String method, String basePath, String path, String query) {
        return sha256(canonical(method, basePath, path, query));
    }

    static String canonical(String method, String basePath, String path, String query) {
        return method.toUpperCase(Locale.ROOT) + "&" + canonicalPath(basePath, path) + "&" + canonicalQuery(query);
    }

    static List<Pair> pairs(String query) {
        return Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).map(Qsh::pair).toList();
    }

    private static String canonicalPath(String basePath, String path) {
        var base = withoutLastSlash(basePath);
        var inside = path.equals(base) || path.startsWith(base + "/");
        var relative = withoutLastSlash(inside ? path.substring(base.length()) : path);
        return relative.isEmpty() ? "/" : relative.replace("&", "%26");
    }

    private static String canonicalQuery(String query) {
        if (query == null) {
            return "";
        }
        var values = new TreeMap<String, List<String>>();
        for (var pair : pairs(query)) {
            if (!pair.name().equals("jwt")) {
                values.computeIfAbsent(encode(pair.name()), name -> new ArrayList<>()).add(encode(pair.value()));
            }
        }
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().stream().sorted().collect(Collectors.joining(",")))
                .collect(Collectors.joining("&"));
    }

    private static Pair pair(String part) {
        var equals = part.indexOf('=');
        return equals < 0 ? new Pair(decode(part), "") : new Pair(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
    }

    /** RFC 3986, with nothing but the unreserved characters left as they are. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String withoutLastSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
