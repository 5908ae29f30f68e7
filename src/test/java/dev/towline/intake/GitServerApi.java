package dev.towline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A git server's list of pull requests, page by page, as its API documents it. The pull requests are numbered from 1, the oldest
 * first. Whoever asks without the token is told what the server tells strangers.
 */
final class GitServerApi implements AutoCloseable {

    static final String TOKEN = "token-that-stays-here";

    /** A question that was asked: path with query, and headers in lower case. */
    record Question(String path, Map<String, String> headers) {}

    final List<Question> questions = new CopyOnWriteArrayList<>();

    /** So many of the next questions are answered with {@link #refusal}. */
    final AtomicInteger refusals = new AtomicInteger();

    /** Status, and headers as "name: value". */
    List<String> refusal = List.of("429", "Retry-After: 1");

    private final String wantedPath;
    private final String wantedHeader;
    private final int count;
    private final int pageSize;
    private final IntFunction<String> pullRequest;
    private final HttpServer server;

    /**
     * @param wantedPath   without the query
     * @param wantedHeader the name and value that prove who asks
     * @param pageSize     of GitHub, GitLab and Gitea; negative: the pages of Bitbucket, of as many
     */
    GitServerApi(String wantedPath, String wantedHeader, int count, int pageSize, IntFunction<String> pullRequest) throws IOException {
        this.wantedPath = wantedPath;
        this.wantedHeader = wantedHeader;
        this.count = count;
        this.pageSize = pageSize;
        this.pullRequest = pullRequest;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        questions.add(new Question(exchange.getRequestURI().toString(), headers));
        var wanted = wantedHeader.split(": ");
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refusal.stream().skip(1).map(line -> line.split(": ", 2)).forEach(header -> exchange.getResponseHeaders().set(header[0], header[1]));
            answer(exchange, Integer.parseInt(refusal.getFirst()), "{\"message\":\"slow down\"}");
        } else if (!wanted[1].equals(headers.get(wanted[0].toLowerCase()))) {
            answer(exchange, 401, "{\"message\":\"who are you?\"}");
        } else if (!exchange.getRequestURI().getRawPath().equals(wantedPath)) {
            answer(exchange, 404, "{\"message\":\"not found\"}");
        } else {
            answer(exchange, 200, page(exchange.getRequestURI().getQuery()));
        }
    }

    private String page(String query) {
        if (pageSize > 0) {
            var page = number(query, "page");
            return "[" + items((page - 1) * pageSize, pageSize) + "]";
        }
        var start = number(query, "start");
        var last = start - pageSize >= count;
        return "{\"size\":%d,\"limit\":%d,\"isLastPage\":%s,\"values\":[%s],\"start\":%d,\"nextPageStart\":%s}"
                .formatted(Math.min(-pageSize, count - start), -pageSize, last, items(start, -pageSize), start, last ? null : start - pageSize);
    }

    private String items(int from, int most) {
        return IntStream.range(from, Math.min(count, from + most)).mapToObj(n -> pullRequest.apply(n + 1)).collect(Collectors.joining(",\n"));
    }

    private static int number(String query, String name) {
        var found = Pattern.compile("(?:^|&)" + name + "=(\\d+)").matcher(query);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
