package dev.towline.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code ./towline send}: posts a recorded payload, byte for byte, with the headers of the {@code .headers} file beside it,
 * signed as its git server signs. Where there is no such file, the event is the file name up to {@code --}.
 */
public final class Send {

    private static final String USAGE = "usage: ./towline send FILE --to HOOK_URL [--secret SECRET] [--provider github]";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Send() {}

    /** What is to be sent where. */
    record Order(Path file, URI to, String secret, String provider) {}

    /** Exit codes: 0 accepted, 1 refused or unreachable, 2 the call's own words are wrong. */
    public static void main(String... arguments) throws Exception {
        try {
            var order = parse(arguments);
            var answer = post(order.to(), headers(order), Files.readAllBytes(order.file()));
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
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(to).timeout(LIMIT).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The headers with which GitHub sends this body. */
    public static Map<String, String> github(String event, byte[] body, String secret) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitHub-Hookshot/towline-send");
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", UUID.randomUUID().toString());
        sign(headers, body, secret);
        return headers;
    }

    private static Map<String, String> headers(Order order) throws IOException {
        var body = Files.readAllBytes(order.file());
        var name = order.file().getFileName().toString().replaceFirst("\\.json$", "");
        var headers = github(name.replaceFirst("--.*", ""), body, "");
        var recorded = order.file().resolveSibling(name + ".headers");
        if (Files.exists(recorded)) {
            for (var line : Files.readAllLines(recorded)) {
                var colon = line.indexOf(':');
                if (colon > 0 && !line.substring(0, colon).equalsIgnoreCase("host") && !line.substring(0, colon).equalsIgnoreCase("content-length")
                        && !line.substring(0, colon).equalsIgnoreCase("connection")) {
                    headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
                }
            }
        }
        sign(headers, body, order.secret());
        return headers;
    }

    private static void sign(Map<String, String> headers, byte[] body, String secret) {
        if (!secret.isEmpty()) {
            headers.put("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hmac(secret, body)));
        }
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Order parse(String... arguments) {
        Path file = null;
        URI to = null;
        var secret = "";
        var provider = "github";
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--to" -> to = URI.create(value(arguments, ++i));
                case "--secret" -> secret = value(arguments, ++i);
                case "--provider" -> provider = value(arguments, ++i);
                default -> file = Path.of(arguments[i]);
            }
        }
        if (file == null || !Files.isReadable(file)) {
            throw new IllegalArgumentException("no file to send" + (file == null ? "" : ": " + file + " cannot be read"));
        }
        if (to == null || to.getHost() == null) {
            throw new IllegalArgumentException(to == null ? "no hook URL to send to" : to + " is no http address");
        }
        if (!provider.equals("github")) {
            throw new IllegalArgumentException("cannot sign as " + provider);
        }
        return new Order(file, to, secret, provider);
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " wants a value");
        }
        return arguments[at];
    }
}
