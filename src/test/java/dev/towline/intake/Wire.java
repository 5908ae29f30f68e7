package dev.towline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The network between a git server and the application: passes calls on, keeps a copy of each, and can be cut or congested. */
final class Wire implements AutoCloseable {

    /** What left the git server. Header names are in lower case. */
    record Call(Map<String, String> headers, byte[] body) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What questions (GET) are answered, by the last part of their path; what is not here, the application answers. */
    final Map<String, String> answers = new ConcurrentHashMap<>();

    /** So many of the next calls are turned away, to be sent again after a second. */
    final AtomicInteger congested = new AtomicInteger();

    /** And so many of the next questions. */
    final AtomicInteger questionsCongested = new AtomicInteger();

    /** After so many more calls the wire breaks; negative: it does not. */
    final AtomicInteger breaksAfter = new AtomicInteger(-1);

    private final URI app;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;
    private int port;

    Wire(URI app) throws IOException {
        this.app = app;
        mend();
    }

    /** The same address on this side of the wire. */
    URI url() {
        return URI.create("http://127.0.0.1:" + port + app.getPath());
    }

    void cut() {
        server.stop(0);
    }

    void mend() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        port = server.getAddress().getPort();
        server.createContext("/", this::pass);
        server.start();
    }

    private void pass(HttpExchange exchange) throws IOException {
        var question = exchange.getRequestMethod().equals("GET");
        if (!question && breaksAfter.get() == 0) {
            exchange.close();
        } else if ((question ? questionsCongested : congested).getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 429, new byte[0]);
        } else if (question) {
            ask(exchange);
        } else {
            breaksAfter.getAndUpdate(left -> left > 0 ? left - 1 : left);
            passOn(exchange);
        }
    }

    private void ask(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var question = path.substring(path.lastIndexOf('/') + 1);
        if (answers.containsKey(question)) {
            answer(exchange, 200, answers.get(question).getBytes(UTF_8));
        } else {
            forward(exchange, HttpRequest.newBuilder(URI.create(app + "/" + question)), headers(exchange));
        }
    }

    private void passOn(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var headers = headers(exchange);
        calls.add(new Call(headers, body));
        forward(exchange, HttpRequest.newBuilder(app).POST(HttpRequest.BodyPublishers.ofByteArray(body)), headers);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        return headers;
    }

    private void forward(HttpExchange exchange, HttpRequest.Builder request, Map<String, String> headers) throws IOException {
        headers.forEach((name, value) -> {
            if (name.startsWith("x-towline-") || name.equals("content-type")) {
                request.header(name, value);
            }
        });
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        cut();
        http.close();
    }
}
