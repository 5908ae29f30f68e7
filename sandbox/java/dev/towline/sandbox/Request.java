package dev.towline.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as it stood on the wire: path and query are still encoded, because the query string hash is taken over them. */
record Request(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    // Ten times the largest development information request that keeps to its limits.
    static final int MOST_BYTES = 20_000_000;

    static Request of(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        return new Request(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery(), exchange.getRequestHeaders(), body);
    }

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty())
                .map(header -> header.getValue().getFirst())
                .findFirst();
    }

    Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    /** The decoded pieces of the path: {@code /browse/ABC-1} is {@code [browse, ABC-1]}. */
    List<String> pieces() {
        return Arrays.stream(path.split("/"))
                .filter(piece -> !piece.isEmpty())
                .map(piece -> URLDecoder.decode(piece.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    /** The query's parameters, decoded, in the order of the query. */
    Map<String, List<String>> parameters() {
        var parameters = new LinkedHashMap<String, List<String>>();
        if (query != null) {
            Qsh.pairs(query).forEach(pair ->
                    parameters.computeIfAbsent(pair.name(), name -> new java.util.ArrayList<>()).add(pair.value()));
        }
        return parameters;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters().get(name)).map(List::getFirst);
    }
}
