package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One answer of the site. */
record Response(int status, Map<String, String> headers, byte[] body) {

    /** No answer at all: the connection ends. */
    static final Response NONE = new Response(0, Map.of(), new byte[0]);

    static Response json(int status, JsonNode json) {
        return new Response(status, Map.of("Content-Type", "application/json;charset=UTF-8"), Json.bytes(json));
    }

    static Response text(int status, String type, String text) {
        return new Response(status, Map.of("Content-Type", type + ";charset=UTF-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    /** A file of the resources folder of the sandbox. */
    static Response resource(String type, String name) {
        return text(200, type, read(name));
    }

    static String read(String name) {
        try (InputStream file = Response.class.getResourceAsStream("/sandbox/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Response with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Response(status, all, body);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().putIfAbsent("Cache-Control", java.util.List.of("no-store"));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0 && !exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
    }
}
