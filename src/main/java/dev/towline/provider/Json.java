package dev.towline.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place in a webhook's JSON that knows its path, so that whatever is missing or of the wrong type is named where it stands.
 * Whatever the bytes, it throws nothing but {@link UnreadablePayload}, and its words never quote the payload.
 *
 * <p>Absent and {@code null} are one thing, as they are to every git server. An absent place can be asked on: optional
 * reads below it are empty, required ones fail. Of duplicate names the last wins, as in the languages the servers are
 * written in: the bytes are signed as a whole, so a duplicate is the sender's own slip and no reason to lose its push.
 */
final class Json {

    /** The deepest place that any server's documented payload reaches is about 10; deeper is an attack on the stack. */
    private static final int MOST_LEVELS = 64;

    /** 2048 commits with hundreds of files each stay below this; beyond it a 25 MB body of tiny values fills the heap. */
    private static final int MOST_VALUES = 2_000_000;

    /** One text. A larger one is no commit message or description, and is held several times while it is read. */
    private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    /** Ids have up to 19 digits and fractions up to 25; long ones cost quadratic time to turn into numbers. */
    private static final int MOST_DIGITS = 100;

    /** Times outside these years fit neither Jira nor the database. */
    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Field names are the sender's words: remembered between calls, they could fill the memory.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxTokenCount(MOST_VALUES)
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node; // null: absent
    private final String path;

    private Json(JsonNode node, String path) {
        this.node = node == null || node.isNull() ? null : node;
        this.path = path;
    }

    /**
     * Reads a body that is one JSON object. Bytes that are not UTF-8 become U+FFFD: one author's old Latin-1 name must not
     * lose a whole push, and the signature was checked over the bytes themselves.
     */
    static Json parse(byte[] body) throws UnreadablePayload {
        return parse(new String(body, StandardCharsets.UTF_8));
    }

    static Json parse(String body) throws UnreadablePayload {
        try {
            JsonNode root = MAPPER.readTree(body.startsWith("\uFEFF") ? body.substring(1) : body);
            if (root.isMissingNode()) {
                throw new UnreadablePayload("$", "the body is empty");
            }
            return new Json(root, "$").object();
        } catch (StreamConstraintsException e) { // causes are not kept: they quote the payload
            throw new UnreadablePayload("$", "more than we read: at most " + MOST_LEVELS + " levels, " + MOST_VALUES
                    + " values, " + MOST_CHARACTERS + " characters in a text, " + MOST_DIGITS + " digits in a number");
        } catch (JsonProcessingException e) {
            throw new UnreadablePayload("$", "not JSON, or cut off, at line " + e.getLocation().getLineNr()
                    + " column " + e.getLocation().getColumnNr());
        }
    }

    boolean isPresent() {
        return node != null;
    }

    boolean has(String field) {
        return child(field).isPresent();
    }

    /** The object in {@code field}; may be absent. */
    Json at(String field) throws UnreadablePayload {
        Json child = child(field);
        return child.isPresent() ? child.object() : child;
    }

    /** The objects listed in {@code field}; an item that is {@code null} is an absent place. */
    List<Json> list(String field) throws UnreadablePayload {
        List<Json> objects = new ArrayList<>();
        for (Json item : child(field).items()) {
            objects.add(item.isPresent() ? item.object() : item);
        }
        return objects;
    }

    /** The texts listed in {@code field}; {@code null} among them is {@code ""}. */
    List<String> texts(String field) throws UnreadablePayload {
        List<String> texts = new ArrayList<>();
        for (Json item : child(field).items()) {
            texts.add(item.isPresent() ? item.asText() : "");
        }
        return texts;
    }

    String text(String field) throws UnreadablePayload {
        return required(field).asText();
    }

    String text(String field, String otherwise) throws UnreadablePayload {
        Json child = child(field);
        return child.isPresent() ? child.asText() : otherwise;
    }

    long number(String field) throws UnreadablePayload {
        return required(field).asNumber();
    }

    long number(String field, long otherwise) throws UnreadablePayload {
        Json child = child(field);
        return child.isPresent() ? child.asNumber() : otherwise;
    }

    /** False when absent. */
    boolean flag(String field) throws UnreadablePayload {
        Json child = child(field);
        if (child.isPresent() && !child.node.isBoolean()) {
            throw child.unexpected("true or false");
        }
        return child.isPresent() && child.node.booleanValue();
    }

    /** A time as ISO-8601 text with its zone, or as seconds since 1970: some servers write both into the same field. */
    Optional<OffsetDateTime> time(String field) throws UnreadablePayload {
        Json child = child(field);
        return child.isPresent() ? Optional.of(child.asTime()) : Optional.empty();
    }

    /** For a value that has the right type and still cannot be. */
    UnreadablePayload unreadable(String field, String reason) {
        return new UnreadablePayload(path + "." + field, reason);
    }

    private Json child(String field) {
        return new Json(node == null ? null : node.get(field), path + "." + field);
    }

    private Json required(String field) throws UnreadablePayload {
        Json child = child(field);
        if (!child.isPresent()) {
            throw isPresent() ? child.missing() : missing();
        }
        return child;
    }

    private List<Json> items() throws UnreadablePayload {
        if (node != null && !node.isArray()) {
            throw unexpected("a list");
        }
        List<Json> items = new ArrayList<>();
        for (int i = 0; node != null && i < node.size(); i++) {
            items.add(new Json(node.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    private Json object() throws UnreadablePayload {
        if (node == null || !node.isObject()) {
            throw unexpected("an object");
        }
        return this;
    }

    private String asText() throws UnreadablePayload {
        if (!node.isTextual()) {
            throw unexpected("text");
        }
        return storable(node.textValue());
    }

    private long asNumber() throws UnreadablePayload {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw unexpected("a whole number");
        }
        return node.longValue();
    }

    private OffsetDateTime asTime() throws UnreadablePayload {
        try {
            OffsetDateTime time = node.isTextual()
                    ? OffsetDateTime.parse(node.textValue())
                    : Instant.ofEpochSecond(asNumber()).atOffset(ZoneOffset.UTC);
            int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                return time;
            }
        } catch (DateTimeException e) {
            // said below; the cause would quote the payload
        }
        throw new UnreadablePayload(path, "expected a time with its zone, between the years " + FIRST_YEAR + " and " + LAST_YEAR);
    }

    private UnreadablePayload missing() {
        return new UnreadablePayload(path, "missing");
    }

    private UnreadablePayload unexpected(String wanted) {
        return new UnreadablePayload(path, "expected " + wanted + ", found " + (node == null ? "null" : node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    /** PostgreSQL stores no NUL, and half a surrogate pair can be written in no UTF-8: both become U+FFFD. */
    private static String storable(String text) {
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(
                c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return clean.toString();
    }
}
