package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.integration.HookTokens;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mapping templates make of a call, and what the worker reads from it. */
class GatewayTest {

    private static final SecretKeys KEYS = new SecretKeys("test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final IntegrationId INTEGRATION = new IntegrationId(UUID.randomUUID());
    private static final String TOKEN = HookTokens.issue(TENANT, INTEGRATION, KEYS);
    private static final Instant NOW = Instant.parse("2026-11-25T20:15:30.123Z");
    private static final String ID = UUID.randomUUID().toString();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final QueueReader reader = new QueueReader(KEYS, metrics);
    private final List<JsonNode> sent = new ArrayList<>();
    private ApiGateway.Reply reply = new ApiGateway.Reply(200, "{\"MessageId\":\"" + ID + "\"}");

    private final ApiGateway gateway = new ApiGateway(Map.of("AppUrl", "https://towline.example", "Deliveries", "https://sqs.example/1/towline-deliveries"), (headers, body) -> {
        assertEquals(Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS.SendMessage"), headers);
        sent.add(JSON.readTree(body));
        return reply;
    }, Clock.fixed(NOW, ZoneOffset.UTC));

    GatewayTest() throws IOException {}

    /** Our own fixtures, and those that others recorded, where they lie beside this project. */
    @TestFactory
    Stream<DynamicTest> every_recorded_call_comes_out_as_it_went_in() {
        return Stream.of(Path.of("src/test/resources/provider"), Path.of("../shared/payloads")).filter(Files::exists).flatMap(GatewayTest::payloads)
                .map(payload -> dynamicTest(payload.toString(), () -> comesOutAsItWentIn(headers(payload), Files.readAllBytes(payload))));
    }

    @Test
    void headers_and_bytes_of_any_kind_come_out_as_they_went_in() {
        var bytes = new byte[10_000];
        new Random(7).nextBytes(bytes);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("X-Empty", "");
        headers.put("X-Odd", "\"quotes\" 'single' \\ back, comma: colon #set($x = 1) $util ${brace} <&> Grüße");
        headers.put("Authorization", "Basic dG93bGluZTpzZWNyZXQ=");
        comesOutAsItWentIn(headers, bytes);
        comesOutAsItWentIn(headers, new byte[0]);
    }

    @Test
    void the_answer_names_the_delivery_as_the_worker_will_know_it() {
        var answer = gateway.post(TOKEN, Map.of(), Hooks.bytes("{}"));
        assertEquals(202, answer.status());
        assertEquals("{\"delivery\":\"" + ID + "\"}", answer.body());
        assertEquals(ID, read().orElseThrow().deliveryId().toString());
    }

    @Test
    void a_token_that_is_not_ours_is_counted_and_nothing_else() {
        for (var token : List.of("x", "A".repeat(75), TOKEN.substring(1) + "A", "../../etc", "\"},{\"x\":\"")) {
            gateway.post(token, Map.of(), Hooks.bytes("{}"));
            assertEquals(Optional.empty(), read(), token);
        }
        assertEquals(5, metrics.counter("towline.gateway.unknown.token").count());
    }

    @Test
    void the_caller_cannot_write_an_envelope_of_our_own_door() {
        gateway.post(TOKEN, Map.of("X", "{\"version\":1}"), Hooks.bytes("{\"version\":1}"));
        assertTrue(GatewayCall.isOne(sent.getFirst().get("MessageBody").asText()));
        assertEquals(2, sent.getFirst().size(), "a queue and a message, and no other parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gateway-1 ", "gateway-1 1 2 3", "gateway-1 x eA==  e30=", "gateway-1 1 ! ! !", "gateway-2 1    ", "null", "[]"})
    void what_no_door_of_ours_wrote_is_not_read(String message) {
        assertThrows(IllegalArgumentException.class, () -> {
            if (reader.read(ID, message).isEmpty()) {
                throw new IllegalArgumentException("not ours");
            }
        });
    }

    @Test
    void what_the_queue_cannot_hold_is_413_with_the_way_to_the_other_door() {
        reply = new ApiGateway.Reply(400, "{\"__type\":\"com.amazon.coral.service#InvalidParameterValueException\",\"message\":\"…\"}");
        var most = new byte[744 * 1024];
        gateway.post(TOKEN, Map.of(), most);
        assertTrue(sent.getFirst().get("MessageBody").asText().length() < Envelope.LIMIT - 16 * 1024, "with room for 10 KB of headers in base64");
        var answer = gateway.post(TOKEN, Map.of(), new byte[744 * 1024 + 1]);
        assertEquals(901, sent.getLast().get("DelaySeconds").asInt(), "SQS is asked for what it must refuse, and gets no body");
        assertEquals(413, answer.status());
        assertTrue(answer.body().contains("https://towline.example/hooks/"), answer.body());
        assertTrue(gateway.post(TOKEN, Map.of(), new byte[10 * 1024 * 1024 + 1]).body().contains("https://towline.example/hooks/"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 429, 500, 503})
    void whatever_else_the_queue_says_is_503_and_comes_again(int status) {
        reply = new ApiGateway.Reply(status, "{\"__type\":\"com.amazonaws.sqs#KmsDisabled\"}");
        var answer = gateway.post(TOKEN, Map.of(), Hooks.bytes("{}"));
        assertEquals(503, answer.status());
        assertEquals("10", answer.headers().get("Retry-After"));
    }

    @Test
    void a_queue_that_does_not_answer_is_503() throws IOException {
        var cut = new ApiGateway(Map.of("AppUrl", "https://towline.example"), (headers, body) -> {
            throw new IOException("timed out");
        }, Clock.systemUTC());
        var answer = cut.post(TOKEN, Map.of(), Hooks.bytes("{}"));
        assertEquals(503, answer.status());
        assertEquals("10", answer.headers().get("Retry-After"));
    }

    @Test
    void a_kind_of_body_that_no_git_server_sends_is_415() {
        assertEquals(415, gateway.post(TOKEN, Map.of("Content-Type", "video/mp4"), new byte[1]).status());
        assertEquals(202, gateway.post(TOKEN, Map.of("content-type", "application/x-www-form-urlencoded"), new byte[1]).status());
    }

    private void comesOutAsItWentIn(Map<String, String> headers, byte[] body) {
        assertEquals(202, gateway.post(TOKEN, headers, body).status());
        var envelope = read().orElseThrow();
        assertEquals(TENANT, envelope.tenantId());
        assertEquals(INTEGRATION, envelope.integrationId());
        assertEquals(NOW, envelope.received());
        var call = SealedCall.open(KEYS, TENANT, envelope.deliveryId(), envelope.sealed());
        assertArrayEquals(body, call.body());
        headers.forEach((name, value) -> assertEquals(value, call.headers().get(name.toLowerCase(java.util.Locale.ROOT)), name));
    }

    private Optional<Envelope> read() {
        var request = sent.getLast();
        assertEquals("https://sqs.example/1/towline-deliveries", request.get("QueueUrl").asText());
        return reader.read(ID, request.get("MessageBody").asText());
    }

    private static Stream<Path> payloads(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().matches(".*(?<!\\.golden)\\.(json|form)")).sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> headers(Path payload) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        var beside = payload.resolveSibling(payload.getFileName().toString().replaceFirst("\\.[^.]+$", ".headers"));
        if (Files.exists(beside)) {
            for (var line : Files.readAllLines(beside, StandardCharsets.UTF_8)) {
                var colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
        }
        return headers;
    }
}
