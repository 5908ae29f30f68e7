package dev.towline.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.towline.jira.JiraUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallKeysIT {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private int status = 200;
    private String body = Forge.pem(Forge.ATLASSIAN);
    private HttpServer server;
    private InstallKeys keys;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getRawPath());
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
        keys = new InstallKeys("http://localhost:" + server.getAddress().getPort() + "/keys/", clock());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_key_is_fetched_by_its_id_and_remembered_for_an_hour() {
        assertEquals(Optional.of(Forge.ATLASSIAN.getPublic()), keys.find("key-1"));
        now = now.plus(Duration.ofMinutes(59));
        assertEquals(Optional.of(Forge.ATLASSIAN.getPublic()), keys.find("key-1"));
        assertEquals(List.of("/keys/key-1"), asked);
        now = now.plus(Duration.ofMinutes(1));
        status = 404;
        assertEquals(Optional.empty(), keys.find("key-1"));
    }

    @Test
    void that_there_is_no_such_key_is_remembered_for_a_moment() {
        status = 404;
        assertEquals(Optional.empty(), keys.find("key-1"));
        assertEquals(Optional.empty(), keys.find("key-1"));
        assertEquals(1, asked.size());
        status = 200;
        now = now.plusSeconds(30);
        assertEquals(Optional.of(Forge.ATLASSIAN.getPublic()), keys.find("key-1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 429, 500, 503})
    void trouble_is_not_taken_for_an_answer(int trouble) {
        status = trouble;
        body = "";
        assertThrows(JiraUnavailable.class, () -> keys.find("key-1"));
        status = 200;
        body = Forge.pem(Forge.ATLASSIAN);
        assertEquals(Optional.of(Forge.ATLASSIAN.getPublic()), keys.find("key-1"));
        assertEquals(List.of("/keys/key-1", "/keys/key-1"), asked);
    }

    @Test
    void an_endless_key_is_not_read() {
        body = body + " ".repeat(20_000);
        assertThrows(JiraUnavailable.class, () -> keys.find("key-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../key-1", "key/1", "key%2F1", "http://evil.example/key", "key?1", "key#1", "key\n1", "ключ", "@evil.example"})
    void what_is_no_key_id_is_never_asked_for(String id) {
        assertEquals(Optional.empty(), keys.find(id));
        assertEquals(Optional.empty(), keys.find("a".repeat(129)));
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "hello", "-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----",
        // An elliptic curve key
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==\n-----END PUBLIC KEY-----",
    })
    void what_is_no_rsa_key_is_no_key(String text) {
        body = text;
        assertEquals(Optional.empty(), keys.find("key-1"));
    }

    @Test
    void an_rsa_key_that_is_too_short_is_no_key() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        body = Forge.pem(generator.generateKeyPair());
        assertEquals(Optional.empty(), keys.find("key-1"));
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
