package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a body is, a provider either reads it or says where it cannot; and source code in it goes no further. */
class BadBodiesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CANARY = "thisisacanarynotsourcecode";

    /** In place of each field in turn: every type, and values of the right type that cannot be. */
    private static final List<JsonNode> WRONG = Stream.of("null", "true", "-7", "1e999", "123456789012345678901234567890", "\"\"", "\"x\"",
            "\"\\u0000\\ud800\"", "\"javascript:alert(1)\"", "\"+999999999-12-31T23:59:59+18:00\"", "9223372036854775807", "[]", "[null]", "[[]]", "{}").map(BadBodiesTest::json).toList();

    /** Recorded payloads are large: for them one value of each type. */
    private static final List<JsonNode> WRONG_TYPE = Stream.of("null", "7", "\"x\"", "[]", "{}").map(BadBodiesTest::json).toList();

    private static final Pattern SCRIPT_AS_LINK = Pattern.compile("(?i)(url|avatar)=javascript:");

    /** Addresses of the server's API: no provider takes them, and they are half of all fields. */
    private static final Pattern NEVER_TAKEN = Pattern.compile("(?!html_|avatar_).*_url|_links");

    private record Sample(Provider provider, Recording recording, List<JsonNode> wrong) {}

    @TestFactory
    Stream<DynamicTest> a_body_cut_anywhere_is_read_or_unreadable() throws IOException {
        return samples().map(sample -> dynamicTest(sample.recording().name(), () -> {
            byte[] body = sample.recording().incoming().body();
            for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
                byte[] cut = Arrays.copyOf(body, body.length * sixteenth / 16);
                read(sample, cut, sixteenth + "/16");
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> a_body_with_any_field_missing_or_wrong_is_read_or_unreadable() throws IOException {
        return samples().flatMap(sample -> object(sample).map(root -> dynamicTest(sample.recording().name(), () -> {
            for (ContainerNode<?> container : containers(root)) {
                if (container instanceof ObjectNode object) {
                    for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                        if (NEVER_TAKEN.matcher(field.getKey()).matches()) {
                            continue;
                        }
                        object.remove(field.getKey());
                        read(sample, root, "no " + field.getKey());
                        for (JsonNode wrong : sample.wrong()) {
                            object.set(field.getKey(), wrong);
                            read(sample, root, field.getKey() + " = " + wrong);
                        }
                        object.set(field.getKey(), field.getValue());
                    }
                }
                if (container instanceof ArrayNode array) {
                    for (JsonNode wrong : sample.wrong()) {
                        array.insert(0, wrong);
                        read(sample, root, "list with " + wrong);
                        array.remove(0);
                    }
                }
            }
        })).stream());
    }

    @TestFactory
    Stream<DynamicTest> source_code_in_a_body_goes_no_further() throws IOException {
        return samples().flatMap(sample -> object(sample).map(root -> dynamicTest(sample.recording().name(), () -> {
            boolean readable = read(sample, root, "as it is").isPresent();
            for (ContainerNode<?> container : containers(root)) {
                if (container instanceof ObjectNode object) {
                    for (String field : List.of("diff_hunk", "patch", "diff", "body", "content", "snippet", "text", "description")) {
                        object.put(field, CANARY);
                    }
                }
            }
            Optional<Reading> reading = read(sample, root, "canaries");
            assertEquals(readable, reading.isPresent(), "a field that we do not take made the body unreadable");
            assertFalse(reading.toString().contains(CANARY), reading::toString);
        })).stream());
    }

    @TestFactory
    Stream<DynamicTest> an_unreadable_body_is_not_quoted() throws IOException {
        return samples().flatMap(sample -> object(sample).map(root -> dynamicTest(sample.recording().name(), () -> {
            for (Map.Entry<String, JsonNode> field : List.copyOf(root.properties())) {
                root.put(field.getKey(), CANARY);
                try {
                    sample.provider().read(sample.recording().with(MAPPER.writeValueAsBytes(root)).incoming());
                } catch (UnreadablePayload e) {
                    assertFalse(e.getMessage().contains(CANARY) || e.getCause() != null, e.getMessage());
                }
                root.set(field.getKey(), field.getValue());
            }
            try {
                sample.provider().read(sample.recording().with(("{\"a\": " + CANARY + "}").getBytes()).incoming());
                fail("read what is no JSON");
            } catch (UnreadablePayload e) {
                assertFalse(e.getMessage().contains(CANARY) || e.getCause() != null, e.getMessage());
            }
        })).stream());
    }

    private static Stream<Sample> samples() throws IOException {
        Stream<Sample> own = Arrays.stream(Provider.values()).flatMap(provider ->
                Recording.of(provider).stream().filter(recording -> recording.incoming().body().length > 0
                        && !List.of("truncated", "missing-event").contains(recording.name()))
                        .map(recording -> new Sample(provider, recording, WRONG)));
        Stream<Sample> recorded = RecordedPayloadsTest.rows().stream()
                .map(row -> new Sample(Provider.ofCode(row.provider()).orElseThrow(), row.recording(), WRONG_TYPE));
        return Stream.concat(own, recorded);
    }

    private static Optional<Reading> read(Sample sample, JsonNode body, String how) throws IOException {
        return read(sample, MAPPER.writeValueAsBytes(body), how);
    }

    /** A reading, or empty when the body is unreadable; anything else fails. */
    private static Optional<Reading> read(Sample sample, byte[] body, String how) {
        try {
            Reading reading = sample.provider().read(sample.recording().with(body).incoming());
            assertNotNull(reading.activities());
            assertFalse(SCRIPT_AS_LINK.matcher(reading.toString()).find(), how);
            return Optional.of(reading);
        } catch (UnreadablePayload e) {
            assertTrue(e.path().startsWith("$"), how);
            return Optional.empty();
        } catch (RuntimeException e) {
            return fail(how, e);
        }
    }

    /** The body as JSON; empty for a form. */
    private static Optional<ObjectNode> object(Sample sample) {
        try {
            return Optional.of((ObjectNode) MAPPER.readTree(sample.recording().incoming().body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<ContainerNode<?>> containers(ContainerNode<?> root) {
        List<ContainerNode<?>> containers = new ArrayList<>(List.of(root));
        for (JsonNode child : root) {
            if (child instanceof ContainerNode<?> container) {
                containers.addAll(containers(container));
            }
        }
        return containers;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
