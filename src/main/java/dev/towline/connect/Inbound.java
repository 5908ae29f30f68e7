package dev.towline.connect;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a request bears on its proof, exactly as it came: frameworks decode and normalise, and a hash over that is another hash.
 *
 * @param path          raw
 * @param authorization every Authorization header
 */
record Inbound(String method, String path, Query query, List<String> authorization) {

    private static final String SCHEME = "JWT ";

    static Inbound of(HttpServerRequest request) throws NotProven {
        return new Inbound(request.method().name(), request.path(), Query.parse(request.query()), request.headers().getAll("Authorization"));
    }

    /** The token, from the header or the {@code jwt} parameter. Two tokens are accepted only where they are one. */
    String token() throws NotProven {
        if (query.tokens().size() > 1) {
            throw new NotProven("the query has more than one token");
        }
        var found = Stream.concat(headerTokens().stream(), query.tokens().stream()).distinct().toList();
        if (found.size() > 1) {
            throw new NotProven("the tokens of header and query differ");
        }
        return found.stream().findFirst().orElseThrow(() -> new NotProven("there is no token"));
    }

    /** The token from the header alone, for callers that can set one: a token in a URL ends up in histories and logs. */
    String headerToken() throws NotProven {
        if (!query.tokens().isEmpty()) {
            throw new NotProven("the token belongs in the Authorization header");
        }
        return token();
    }

    /**
     * Whether {@code qsh} is the hash of this request. Jira hashes the decoded path in some calls (Atlassian's own GitHub app
     * decodes for that reason, 2026-11), so both spellings hold.
     */
    boolean hashesTo(String qsh, String basePath) {
        return qsh.equals(Qsh.of(method, path, basePath, query)) || qsh.equals(Qsh.of(method, decoded(path), basePath, query));
    }

    private List<String> headerTokens() throws NotProven {
        if (authorization.size() > 1) {
            throw new NotProven("there is more than one Authorization header");
        }
        if (authorization.isEmpty()) {
            return List.of();
        }
        var header = authorization.getFirst();
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new NotProven("the Authorization header is not of the scheme JWT");
        }
        return List.of(header.substring(SCHEME.length()).strip());
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }
}
