package dev.towline.connect;

import dev.towline.jira.JiraUnavailable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The public keys with which Atlassian signs install callbacks, fetched from one configured place ({@code TOWLINE_INSTALL_KEYS_URL}).
 * Anybody can make us ask, by sending a token with some key id; so the id must look like one, answers are remembered, and few questions run at once.
 */
@Singleton
final class InstallKeys {

    // Real ones are UUIDs. Not all dots: that would be another folder.
    private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1,128}");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    // An RSA key of 8192 bits has 1.4 KB in PEM.
    private static final int KEY_LIMIT = 16 * 1024;
    private static final int SHORTEST_KEY_BITS = 2048;
    private static final int LONGEST_KEY_BITS = 8192;
    // Keys are replaced under a new id; an hour is how long a withdrawn one still counts.
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    // A key may be published a moment after it is first used.
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);
    private static final int HELD = 64;
    private static final int QUESTIONS_AT_ONCE = 4;

    private record Answer(Optional<RSAPublicKey> key, Instant until) {}

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(LIMIT).build();
    private final Semaphore questions = new Semaphore(QUESTIONS_AT_ONCE);
    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > HELD;
        }
    };
    private final String url;
    private final Clock clock;

    InstallKeys(@ConfigProperty(name = "towline.install-keys-url") String url, Clock clock) {
        this.url = url.endsWith("/") ? url : url + "/";
        this.clock = clock;
    }

    /** The key of this id, when there is one. @throws JiraUnavailable when its keeper cannot be asked */
    Optional<RSAPublicKey> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        synchronized (answers) {
            var known = answers.get(id);
            if (known != null && now.isBefore(known.until())) {
                return known.key();
            }
        }
        var key = ask(id);
        synchronized (answers) {
            answers.put(id, new Answer(key, now.plus(key.isPresent() ? KNOWN_FOR : UNKNOWN_FOR)));
        }
        return key;
    }

    private Optional<RSAPublicKey> ask(String id) {
        if (!questions.tryAcquire()) {
            throw new JiraUnavailable("too many install keys are being asked for", null, null);
        }
        try {
            var answer = fetch(HttpRequest.newBuilder(URI.create(url + id)).setHeader("User-Agent", "Towline").build());
            return switch (answer.statusCode()) {
                case 200 -> parse(answer.body());
                // What the key store (an S3 bucket behind a CDN) says of a key that it does not have.
                case 403, 404 -> Optional.empty();
                default -> throw new JiraUnavailable("install keys: status " + answer.statusCode(), null, null);
            };
        } finally {
            questions.release();
        }
    }

    private HttpResponse<byte[]> fetch(HttpRequest request) {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), KEY_LIMIT));
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new JiraUnavailable("install keys could not be fetched", null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JiraUnavailable("interrupted while an install key was fetched", null, e);
        } finally {
            answer.cancel(true);
        }
    }

    /** SubjectPublicKeyInfo in PEM; anything else is no key. */
    static Optional<RSAPublicKey> parse(byte[] pem) {
        var base64 = new String(pem, StandardCharsets.US_ASCII)
                .replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", "").replaceAll("\\s", "");
        try {
            var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            return key instanceof RSAPublicKey rsa && hasSaneLength(rsa) ? Optional.of(rsa) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    private static boolean hasSaneLength(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= SHORTEST_KEY_BITS && bits <= LONGEST_KEY_BITS;
    }
}
