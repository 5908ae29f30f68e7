package dev.towline.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static Json json(String text) throws UnreadablePayload {
        return Json.parse(text.getBytes(UTF_8));
    }

    private static void unreadable(String message, Executable read) {
        assertEquals(message, assertThrows(UnreadablePayload.class, read).getMessage());
    }

    @Test
    void each_type_is_read() throws UnreadablePayload {
        Json json = json("{\"t\":\"x\",\"n\":9223372036854775807,\"f\":true,\"o\":{\"i\":1},\"l\":[{\"i\":2},null],\"s\":[\"a\",null]}");
        assertEquals("x", json.text("t"));
        assertEquals(Long.MAX_VALUE, json.number("n"));
        assertEquals(true, json.flag("f"));
        assertEquals(1, json.at("o").number("i"));
        assertEquals(2, json.list("l").getFirst().number("i"));
        assertFalse(json.list("l").getLast().isPresent());
        assertEquals(List.of("a", ""), json.texts("s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"x\":null}"})
    void absent_and_null_are_one_thing(String text) throws UnreadablePayload {
        Json json = json(text);
        assertEquals("-", json.text("x", "-"));
        assertEquals(3, json.number("x", 3));
        assertFalse(json.flag("x") || json.has("x") || json.time("x").isPresent() || json.at("x").at("y").isPresent());
        assertEquals(List.of(), json.list("x"));
        assertEquals(List.of(), json.at("x").texts("y"));
        unreadable("missing at $.x", () -> json.text("x"));
        unreadable("missing at $.x", () -> json.at("x").number("y"));
        unreadable("missing at $.x.y", () -> json.at("x").at("y").number("z"));
    }

    @Test
    void an_error_names_the_place_and_what_stands_there() throws UnreadablePayload {
        Json json = json("{\"a\":[{},{\"b\":{\"c\":7}}],\"n\":1.5,\"big\":12345678901234567890}");
        unreadable("expected text, found number at $.a[1].b.c", () -> json.list("a").get(1).at("b").text("c"));
        unreadable("missing at $.a[0].b", () -> json.list("a").getFirst().text("b"));
        unreadable("expected an object, found array at $.a", () -> json.at("a"));
        unreadable("expected text, found object at $.a[0]", () -> json.texts("a"));
        unreadable("expected a list, found number at $.n", () -> json.list("n"));
        unreadable("expected a whole number, found number at $.n", () -> json.number("n"));
        unreadable("expected a whole number, found number at $.big", () -> json.number("big", 0));
        unreadable("expected true or false, found number at $.n", () -> json.flag("n"));
    }

    @Test
    void a_time_is_text_with_its_zone_or_seconds() throws UnreadablePayload {
        Json json = json("{\"a\":\"2026-03-09T17:18:02+01:00\",\"b\":1773073230,\"c\":\"2026-03-09T17:18:02\",\"d\":\"+10000-01-01T00:00:00Z\","
                + "\"e\":9223372036854775807,\"f\":-99999999999999,\"g\":true,\"h\":\"0001-01-01T00:00:00+01:00\"}");
        assertEquals("2026-03-09T17:18:02+01:00", json.time("a").orElseThrow().toString());
        assertEquals("2026-03-09T16:20:30Z", json.time("b").orElseThrow().toString());
        for (String field : List.of("c", "d", "e", "f", "h")) {
            unreadable("expected a time with its zone, between the years 1 and 9999 at $." + field, () -> json.time(field));
        }
        unreadable("expected a whole number, found boolean at $.g", () -> json.time("g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]", "null", "7", "\"x\"", "{", "{\"a\":", "{\"a\":1}}", "{} {}", "{\"a\":1,}", "{'a':1}", "{\"a\":NaN}",
            "<html>", "{\"a\":\"\u0001\"}", "payload=%7B%7D"})
    void what_is_not_one_json_object_is_unreadable(String text) {
        assertThrows(UnreadablePayload.class, () -> json(text));
    }

    @Test
    void every_limit_holds() throws UnreadablePayload {
        json("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}");
        assertThrows(UnreadablePayload.class, () -> json("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"));
        assertThrows(UnreadablePayload.class, () -> json("{\"a\":".repeat(5_000_000)));
        json("{\"a\":\"" + "x".repeat(4 << 20) + "\"}");
        assertThrows(UnreadablePayload.class, () -> json("{\"a\":\"" + "x".repeat((4 << 20) + 10_000) + "\"}"));
        assertThrows(UnreadablePayload.class, () -> json("{\"a\":" + "9".repeat(101) + "}"));
        assertThrows(UnreadablePayload.class, () -> json("{\"a\":[" + "0,".repeat(2_000_000) + "0]}"));
    }

    @Test
    void of_two_fields_with_one_name_the_last_wins() throws UnreadablePayload {
        assertEquals("last", json("{\"a\":\"first\",\"a\":\"last\"}").text("a"));
    }

    @Test
    void bytes_that_are_not_utf_8_are_replaced_and_lose_nothing_else() throws UnreadablePayload {
        assertEquals("J\uFFFDrgen", Json.parse("{\"a\":\"Jürgen\"}".getBytes(ISO_8859_1)).text("a"));
        assertEquals("x", Json.parse("\uFEFF{\"a\":\"x\"}".getBytes(UTF_8)).text("a"));
        assertThrows(UnreadablePayload.class, () -> Json.parse("{\"a\":\"x\"}".getBytes(UTF_16)));
    }

    @Test
    void text_can_always_be_stored_and_sent_on() throws UnreadablePayload {
        assertEquals("a\uFFFDb\uFFFDc\uFFFD", json("{\"a\":\"a\\u0000b\\ud83cc\\udfd7\"}").text("a"));
        assertEquals("🏗\uFFFD", json("{\"a\":\"\\ud83c\\udfd7\\u0000\"}").text("a"));
    }

    @Test
    void random_bytes_throw_nothing_else() {
        Random random = new Random(20260309);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            if (body.length > 2) {
                body[0] = '{';
                body[1] = '"';
            }
            assertThrows(UnreadablePayload.class, () -> Json.parse(body).at("a").text("b"));
        }
    }
}
