package dev.towline.local;

import dev.towline.provider.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code ./towline send}: posts a recorded payload, byte for byte, with the headers of the {@code .headers} file beside it,
 * signed as its git server signs. Where there is no such file, the event is the file name up to {@code --}. Which git server it is
 * says {@code --provider}, else the name of the folder that the file lies in, else it is GitHub.
 */
public final class Send {

    private static final String USAGE = "usage: ./towline send FILE --to HOOK_URL [--secret SECRET] [--provider CODE]";
    private static final Set<String> OF_THE_CONNECTION = Set.of("host", "content-length", "connection");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Send() {}

    /** What is to be sent where. */
    record Order(Path file, URI to, String secret, Provider provider) {}

    /** Exit codes: 0 accepted, 1 refused or unreachable, 2 the call's own words are wrong. */
    public static void main(String... arguments) throws Exception {
        try {
            var order = parse(arguments);
            var body = Files.readAllBytes(order.file());
            var answer = post(order.to(), headers(order, body), body);
            System.out.println(answer.statusCode() + " " + answer.body());
            if (answer.statusCode() == 202) {
                System.out.println("Accepted. Whether it was believed and indexed is on Towline's page in Jira.");
            }
            System.exit(answer.statusCode() / 100 == 2 ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("towline send: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        } catch (IOException e) {
            System.err.println("towline send: " + (e.getMessage() == null ? "nobody answers there" : e.getMessage()));
            System.exit(1);
        }
    }

    /** Posts one webhook call. */
    public static HttpResponse<String> post(URI to, Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(to).timeout(LIMIT).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The headers with which GitHub sends this body. */
    public static Map<String, String> github(String event, byte[] body, String secret) {
        var headers = described(Provider.GITHUB, event);
        Signing.sign(Provider.GITHUB, secret, body, headers);
        return headers;
    }

    /** What goes with the recording: its own headers where it has them, and the proof where a secret is given. */
    static Map<String, String> headers(Order order, byte[] body) throws IOException {
        var name = order.file().getFileName().toString().replaceFirst("\\.json$", "");
        var recorded = order.file().resolveSibling(name + ".headers");
        var headers = Files.exists(recorded) ? recorded(recorded) : described(order.provider(), name.replaceFirst("--.*", ""));
        if (!order.secret().isEmpty()) {
            Signing.sign(order.provider(), order.secret(), body, headers);
        }
        return headers;
    }

    private static Map<String, String> described(Provider provider, String event) {
        var headers = json();
        Signing.describe(provider, event, headers);
        return headers;
    }

    private static Map<String, String> recorded(Path file) throws IOException {
        var headers = json();
        for (var line : Files.readAllLines(file)) {
            var colon = line.indexOf(':');
            if (colon > 0 && !OF_THE_CONNECTION.contains(line.substring(0, colon).toLowerCase(Locale.ROOT))) {
                headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static Map<String, String> json() {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        return headers;
    }

    static Order parse(String... arguments) {
        Path file = null;
        URI to = null;
        var secret = "";
        Provider provider = null;
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--to" -> to = URI.create(value(arguments, ++i));
                case "--secret" -> secret = value(arguments, ++i);
                case "--provider" -> provider = provider(value(arguments, ++i));
                default -> file = Path.of(arguments[i]);
            }
        }
        if (file == null || !Files.isReadable(file)) {
            throw new IllegalArgumentException("no file to send" + (file == null ? "" : ": " + file + " cannot be read"));
        }
        if (to == null || to.getHost() == null) {
            throw new IllegalArgumentException(to == null ? "no hook URL to send to" : to + " is no http address");
        }
        return new Order(file, to, secret, provider == null ? byFolder(file) : provider);
    }

    private static Provider provider(String code) {
        return Provider.ofCode(code).orElseThrow(() -> new IllegalArgumentException("does not know " + code + ", only "
                + Arrays.stream(Provider.values()).map(Provider::code).collect(Collectors.joining(", "))));
    }

    /** Recordings lie in a folder for each git server; those elsewhere are GitHub's. */
    private static Provider byFolder(Path file) {
        var folder = file.toAbsolutePath().normalize().getParent().getFileName();
        return Provider.ofCode(String.valueOf(folder)).orElse(Provider.GITHUB);
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " wants a value");
        }
        return arguments[at];
    }
}
