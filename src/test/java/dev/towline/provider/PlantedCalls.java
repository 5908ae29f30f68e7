package dev.towline.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.local.Signing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every call that we have, our own fixtures and the recorded ones beside this project, with a word planted wherever a git server may
 * put source code or what people wrote about it, and signed as that server signs.
 */
public final class PlantedCalls {

    /** One webhook call, ready to be sent. */
    public record Call(Provider provider, String name, Map<String, String> headers, byte[] body) {}

    /** Planted into every object, in place of whatever text it has there. */
    private static final List<String> EVERYWHERE = List.of("diff_hunk", "diffHunk", "patch", "diff", "hunk", "content", "snippet", "text", "body", "description", "note");

    /** Planted where there is such a text: elsewhere these names mean something else, or an object. */
    private static final Set<String> IF_THERE = Set.of("summary", "line", "reason", "caption", "markdown", "detailedMessage", "new_file_content", "old_file_content");

    /** Texts that belong to an object of one of these names are words of a comment or a description. */
    private static final Set<String> WORDS = Set.of("content", "summary", "description", "reason", "comment", "review", "note", "detailedMessage", "snippet");

    /** Headings that we do keep: an issue key in them brings what the call tells to Jira. */
    private static final Set<String> HEADINGS = Set.of("title", "message", "subject", "commitMessage", "display_title", "commit_title");

    private static final Set<String> NOT_OURS_TO_SET = Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlantedCalls() {}

    /** @param secrets the signing secret of the integration that each server's calls go to */
    public static List<Call> with(String word, String issueKey, Function<Provider, String> secrets) throws IOException {
        var calls = new ArrayList<Call>();
        for (var provider : Provider.values()) {
            for (var recording : Recording.of(provider)) {
                call(provider, recording, word, issueKey, secrets.apply(provider)).ifPresent(calls::add);
            }
        }
        for (var row : RecordedPayloadsTest.rows()) {
            var provider = Provider.ofCode(row.provider()).orElseThrow();
            call(provider, row.recording(), word, issueKey, secrets.apply(provider)).ifPresent(calls::add);
        }
        return calls;
    }

    /** How many of them the project itself brings: the others may be absent. */
    public static long ownCount() {
        return Arrays.stream(Provider.values()).flatMap(provider -> Recording.of(provider).stream()).filter(recording -> json(recording.incoming().body()).filter(PlantedCalls::canBeProven).isPresent()).count();
    }

    /** Empty for what is no JSON, where there is no field to plant in, and for what nobody but AWS can sign. */
    private static Optional<Call> call(Provider provider, Recording recording, String word, String issueKey, String secret) {
        return json(recording.incoming().body()).filter(PlantedCalls::canBeProven).map(root -> {
            plant(root, "", word, issueKey);
            var body = bytes(root);
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(recording.incoming().headers());
            headers.keySet().removeIf(NOT_OURS_TO_SET::contains);
            Signing.sign(provider, secret, body, headers);
            return new Call(provider, provider.code() + "/" + recording.name(), headers, body);
        });
    }

    /** What Amazon SNS asks is believed by AWS's own signature only. */
    private static boolean canBeProven(ObjectNode root) {
        return !root.path("Type").asText().equals("SubscriptionConfirmation");
    }

    private static void plant(ContainerNode<?> place, String name, String word, String issueKey) {
        if (place instanceof ObjectNode object) {
            if (!name.endsWith("links")) { // whose members are addresses, each an object
                EVERYWHERE.forEach(field -> put(object, field, word, issueKey));
            }
            for (var field : List.copyOf(object.properties())) {
                if (!field.getValue().isTextual()) {
                    continue;
                }
                if (IF_THERE.contains(field.getKey()) || name.isEmpty() && field.getKey().equals("comment") || WORDS.contains(name) && Set.of("raw", "html", "markup", "plain").contains(field.getKey())) {
                    object.put(field.getKey(), word);
                } else if (HEADINGS.contains(field.getKey())) {
                    object.put(field.getKey(), field.getValue().textValue() + " " + issueKey);
                } else if (field.getKey().equals("Message")) {
                    plantWithin(object, field.getKey(), word, issueKey);
                }
            }
            object.properties().forEach(field -> {
                if (field.getValue() instanceof ContainerNode<?> within) {
                    plant(within, field.getKey(), word, issueKey);
                }
            });
        } else {
            place.forEach(item -> {
                if (item instanceof ContainerNode<?> within) {
                    plant(within, name, word, issueKey);
                }
            });
        }
    }

    private static void put(ObjectNode object, String field, String word, String issueKey) {
        var there = object.get(field);
        if ((there == null || there.isTextual() || there.isNull()) && !plantWithin(object, field, word, issueKey)) {
            object.put(field, word);
        }
    }

    /** AWS sends JSON as text within JSON. */
    private static boolean plantWithin(ObjectNode object, String field, String word, String issueKey) {
        var within = object.path(field).isTextual() ? json(object.get(field).textValue().getBytes(StandardCharsets.UTF_8)) : Optional.<ObjectNode>empty();
        within.ifPresent(root -> {
            plant(root, "", word, issueKey);
            object.put(field, new String(bytes(root), StandardCharsets.UTF_8));
        });
        return within.isPresent();
    }

    private static Optional<ObjectNode> json(byte[] body) {
        try {
            return Stream.of(MAPPER.readTree(body)).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).findFirst();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
