package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.provider.Provider;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishTest {

    // Each text is its own name here: what is said is the bundle's business.
    private static final Texts TEXTS = (Texts) Proxy.newProxyInstance(
            Texts.class.getClassLoader(), new Class<?>[] {Texts.class}, (proxy, method, arguments) -> method.getName());

    private static final ManageTexts WORDS = (ManageTexts) Proxy.newProxyInstance(
            ManageTexts.class.getClassLoader(), new Class<?>[] {ManageTexts.class}, (proxy, method, arguments) -> method.getName());

    @Test
    void patterns_are_a_list_each_once_and_bounded() {
        var change = wish("{\"rules\":{\"repositories\":[\" team/* \",\"Team/*\",\"a\"],\"branches\":[],\"fileNames\":false}}").change(WORDS);
        assertEquals(Optional.of(List.of("team/*", "a")), change.repositories());
        assertEquals(Optional.of(List.of()), change.branches());
        assertEquals(Optional.of(false), change.fileNames());
        assertEquals(Optional.empty(), change.emails());
        assertEquals(List.of("rules.repositories: globs_no_list", "rules.branches: glob_wrong", "rules.emails: not_boolean"),
                faults(() -> wish("{\"rules\":{\"repositories\":\"a\",\"branches\":[\"a\\u0007\"],\"emails\":1}}").change(WORDS)));
        var many = java.util.stream.IntStream.rangeClosed(0, GlobsWish.MAX).mapToObj(n -> "\"b" + n + "\"").toList();
        assertEquals(List.of("rules.branches: globs_many"), faults(() -> wish("{\"rules\":{\"branches\":" + many + "}}").change(WORDS)));
        for (var wrong : List.of("\"\"", "7", "\"" + "x".repeat(256) + "\"")) {
            assertEquals(List.of("rules.branches: glob_wrong"), faults(() -> wish("{\"rules\":{\"branches\":[" + wrong + "]}}").change(WORDS)), wrong);
        }
    }

    @Test
    void the_longest_rules_fit_into_a_form() {
        var longest = java.util.stream.IntStream.range(0, GlobsWish.MAX).mapToObj(n -> "\"" + "é".repeat(250) + n + "\"").toList();
        var change = wish("{\"rules\":{\"repositories\":" + longest + ",\"branches\":" + longest + "}}").change(WORDS);
        assertEquals(GlobsWish.MAX, change.branches().orElseThrow().size());
    }

    @Test
    void a_whole_wish_is_read() {
        var wish = wish("{\"name\":\"  Größe 日本 🚀 \",\"provider\":\"github\"}").creation();
        assertEquals(new Wish.New("Größe 日本 🚀", Provider.GITHUB), wish);
    }

    @Test
    void every_fault_is_named_at_once() {
        assertEquals(List.of("name: name_missing", "provider: provider_unknown"), faults(() -> wish("{\"provider\":\"cvs\"}").creation()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"   \"", "\"\\u00a0\\u2003\"", "\"\\u200b\"", "7", "null", "[\"x\"]"})
    void a_name_that_nobody_can_see_is_missing(String name) {
        assertEquals(List.of("name: name_missing"), faults(() -> wish("{\"name\":" + name + "}").change(WORDS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\u0000b\"", "\"a\\nb\"", "\"a\\u007fb\"", "\"a\\u2028b\"", "\"a\\ud83d\"", "\"a\\u0085b\""})
    void control_characters_and_halves_of_characters_are_refused(String name) {
        assertEquals(List.of("name: name_control"), faults(() -> wish("{\"name\":" + name + "}").change(WORDS)));
    }

    @Test
    void a_hundred_characters_are_enough_however_wide() {
        assertEquals(Optional.of("🚀".repeat(100)), wish("{\"name\":\"" + "🚀".repeat(100) + "\"}").change(WORDS).name());
        assertEquals(List.of("name: name_long"), faults(() -> wish("{\"name\":\"" + "a".repeat(101) + "\"}").change(WORDS)));
    }

    @Test
    void what_is_absent_stays() {
        var change = wish("{\"rules\":{\"descriptionKeys\":false}}").change(WORDS);
        assertEquals(Optional.empty(), change.name());
        assertEquals(Optional.empty(), change.paused());
        assertEquals(Optional.of(false), change.descriptionKeys());
    }

    @Test
    void a_flag_is_true_or_false() {
        assertEquals(List.of("paused: not_boolean", "rules.descriptionKeys: not_boolean"),
                faults(() -> wish("{\"paused\":\"yes\",\"rules\":{\"descriptionKeys\":1}}").change(WORDS)));
    }

    @Test
    void projects_are_keys_in_any_case_each_once() {
        assertEquals(Optional.of(List.of("ABC", "X_2")), wish("{\"rules\":{\"projects\":[\" abc\",\"X_2\",\"ABC\"]}}").change(WORDS).projects());
        assertEquals(Optional.of(List.of()), wish("{\"rules\":{\"projects\":[]}}").change(WORDS).projects());
        assertEquals(Optional.empty(), wish("{}").change(WORDS).projects());
    }

    @Test
    void what_is_no_list_of_project_keys_is_told() {
        assertEquals(List.of("rules.projects: projects_no_list"), faults(() -> wish("{\"rules\":{\"projects\":\"ABC\"}}").change(WORDS)));
        for (var wrong : List.of("\"ABC-1\"", "\"A\"", "\"2ABC\"", "\"\"", "7", "null", "{}", "\"Ünder\"", "\"A\\u0000B\"")) {
            assertEquals(List.of("rules.projects: project_wrong"), faults(() -> wish("{\"rules\":{\"projects\":[\"ABC\"," + wrong + "]}}").change(WORDS)), wrong);
        }
        var many = java.util.stream.IntStream.range(0, Wish.MAX_PROJECTS + 1).mapToObj(n -> "\"P" + n + "\"").toList();
        assertEquals(List.of("rules.projects: projects_many"), faults(() -> wish("{\"rules\":{\"projects\":" + many + "}}").change(WORDS)));
    }

    @Test
    void a_rotation_is_of_the_url_or_the_secret() {
        assertEquals(new Wish.Rotating(Wish.Rotation.URL, false), wish("{\"what\":\"url\"}").rotation());
        assertEquals(new Wish.Rotating(Wish.Rotation.SECRET, true), wish("{\"what\":\"secret\",\"stopOld\":true}").rotation());
        assertEquals(List.of("what: what_unknown"), faults(() -> wish("{\"what\":\"URL\"}").rotation()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{", "null", "{\"a\":1}}"})
    void what_is_no_object_is_refused_whole(String body) {
        assertEquals(400, assertThrows(Problem.class, () -> wish(body)).body().status());
    }

    @Test
    void a_body_larger_than_any_form_is_refused() {
        assertEquals(413, assertThrows(Problem.class, () -> wish("{\"name\":\"" + "a".repeat(Wish.MAX_BYTES) + "\"}")).body().status());
    }

    private static List<String> faults(org.junit.jupiter.api.function.Executable executable) {
        var body = assertThrows(Problem.class, executable).body();
        assertEquals(400, body.status());
        return body.errors().stream().map(error -> error.field() + ": " + error.message()).toList();
    }

    private static Wish wish(String body) {
        return Wish.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), new ObjectMapper(), TEXTS);
    }
}
