package dev.towline.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.Shell;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the backfill script reads what an API answers, with each awk: as a reader of JSON would, and no further than it needs. */
class AgentAnswersIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands between the quotes of a title, and what it means. */
    private static final Map<String, String> STRINGS = Map.ofEntries(
            Map.entry("plain", "plain"), Map.entry("", ""), Map.entry("Åse 日本 🚢", "Åse 日本 🚢"),
            Map.entry("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"), Map.entry("\\\\", "\\"), Map.entry("\\\\\\\\\\\"", "\\\\\""),
            Map.entry("\\\\u0041", "\\u0041"), Map.entry("\\u0041\\u00e9\\u20AC", "Aé€"), Map.entry("a\\ud83d\\uDEA2b", "a🚢b"),
            Map.entry("\\ud83d", "\uFFFD"), Map.entry("\\ude00x", "\uFFFDx"), Map.entry("\\ud83dx\\ude00", "\uFFFDx\uFFFD"),
            Map.entry("\\ud83d\\ud83d\\ude00", "\uFFFD😀"), Map.entry("\\u0000\\u0001", "\uFFFD\u0001"), Map.entry("{[,:]}", "{[,:]}"),
            Map.entry("\\u007f\\u0080\\u07ff\\u0800\\uffff\\udbff\\udfff", "\u007f\u0080\u07ff\u0800\uffff\udbff\udfff"));

    private static final List<String> NOT_JSON = List.of("", "[", "[]]", "[}", "{\"a\":1", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{,}", "{\"a\":1,}", "[01]",
            "[1.]", "[+1]", "[tru]", "[truefalse]", "[1 2]", "[\"a\" \"b\"]", "[\"a\"\"b\"]", "{\"a\" 1}", "{1:2}", "[] []", "[]x", "<html>", "[\"a", "\"a\"x",
            "{\"a\":1 \"b\":2}", "[nan]", "['a']", "[[]", "[{\"title\":\"\\x\"}]", "[{\"title\":\"\\u12g4\"}]", "[{\"title\":\"a\nb\"}]", "[{\"title\":\"\\u12\"}]");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mawk", "gawk", "original-awk", "busybox awk"})
    void strings_mean_what_json_says_whatever_stands_around_them(String awk) throws Exception {
        var strings = List.copyOf(STRINGS.keySet());
        var answer = strings.stream().map(raw -> pullRequest(raw, "")).collect(Collectors.joining(" ,\n\t", " [", "]\r\n"));
        var told = told(awk, answer.getBytes(UTF_8));
        for (var i = 0; i < strings.size(); i++) {
            assertEquals(STRINGS.get(strings.get(i)), told.get(i).get("title").asText(), strings.get(i));
            assertEquals(List.of("bo"), told.get(i).get("reviewers").findValuesAsText("username"));
        }
        var latin = told(awk, ("[" + pullRequest("Gr\u00fc\u00dfe", "") + "]").getBytes(ISO_8859_1));
        assertEquals("Gr\uFFFD\uFFFDe", latin.get(0).get("title").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mawk", "gawk", "original-awk", "busybox awk"})
    void what_is_not_json_or_no_list_is_told_as_such(String awk) throws Exception {
        for (var answer : NOT_JSON) {
            var ran = run(awk, answer.getBytes(UTF_8));
            assertEquals(1, ran.exit(), answer + " " + ran.text());
        }
        assertEquals("no list\n", run(awk, "{\"message\":\"slow down\"}".getBytes(UTF_8)).text());
        assertEquals("no pull request\n", run(awk, "[{\"number\":1}]".getBytes(UTF_8)).text());
        assertEquals("too deep\n", run(awk, ("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8)).text());
        assertEquals("0 0 2\n", run(awk, ("[" + "[".repeat(63) + "1,\"x\",null" + "]".repeat(63) + "," + pullRequest("x", "").replace("2026-03-01", "1999-12-31") + "]").getBytes(UTF_8)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mawk", "gawk", "original-awk", "busybox awk"})
    void of_a_description_the_keys_are_told_that_towline_itself_finds(String awk) throws Exception {
        var random = new Random(4);
        var pieces = List.of("ABC", "abc", "A", "A1", "_", "__", "-", "-", "-1", "-12", "-0", "1", "9", " ", "\n", ".", "/", "é", "日", "ſ", "x", "X_", "-1_2", "7".repeat(17), "B".repeat(250));
        var descriptions = new ArrayList<String>(List.of("", "ABC-1", "abc-2,DEF-3", "X_ABC-1 _ABC-2 ABC-3_4 1ABC-5 ABC-06 ABC-7x", "A-1", "é-ABC-1é", "a-b-c-d_e-5", "no key", "ABC-1 ".repeat(700)));
        for (var i = 0; i < 600; i++) {
            descriptions.add(Stream.generate(() -> pieces.get(random.nextInt(pieces.size()))).limit(1 + random.nextInt(12)).collect(Collectors.joining()));
        }
        var answer = new ArrayList<String>();
        for (var description : descriptions) {
            answer.add(pullRequest("x", JSON.writeValueAsString(description).replaceAll("^\"|\"$", "")));
        }
        var told = told(awk, ("[" + String.join(",", answer) + "]").getBytes(UTF_8));
        for (var i = 0; i < descriptions.size(); i++) {
            var keys = new ArrayList<String>();
            told.get(i).get("descriptionKeys").forEach(key -> keys.add(key.asText()));
            assertEquals(IssueKeys.in(descriptions.get(i)).stream().map(IssueKey::value).toList(), keys, descriptions.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mawk", "gawk", "original-awk", "busybox awk"})
    void a_description_of_megabytes_is_looked_at_in_its_beginning_only(String awk) throws Exception {
        var told = told(awk, ("[" + pullRequest("x", "ABC-1 " + "\\\\\\\" words\\n".repeat(200_000) + "ABC-2") + "," + pullRequest("y", "ABC-3") + "]").getBytes(UTF_8));
        assertEquals(List.of("[\"ABC-1\"]", "[\"ABC-3\"]"), told.stream().map(it -> it.get("descriptionKeys").toString()).toList());
    }

    private static String pullRequest(String title, String description) {
        return """
                {"number" : 7,"state":"open","body":"%s","title":"%s","head":{"ref":"work","repo":{"id":7,"odd":[{"title":"no"},[],{},-1.5e+3,true]}},
                "base":{"ref":"main","repo":{"id":7}},"a.b":{"title":"no"},"updated_at":"2026-03-01T12:00:00Z","requested_reviewers":[{"login":"bo"}, {"login":null}]}"""
                .formatted(description, title);
    }

    private List<JsonNode> told(String awk, byte[] answer) throws Exception {
        var parts = run(awk, answer).orFail().text().split(" ")[1];
        var told = new ArrayList<JsonNode>();
        for (var part = 1; part <= Integer.parseInt(parts); part++) {
            JSON.readTree("[" + Files.readString(folder.resolve("part" + part)) + "]").forEach(told::add);
        }
        return told;
    }

    /** The script's own function reads the answer. */
    private Shell.Ran run(String awk, byte[] answer) throws Exception {
        assumeTrue(Shell.run(folder, "sh", "-c", "command -v " + awk.split(" ")[0]).exit() == 0, () -> awk + " is not installed here");
        var bin = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(bin.resolve("awk"), "#!/bin/sh\nexec " + awk + " \"$@\"\n").toFile().setExecutable(true);
        var functions = Files.writeString(folder.resolve("functions.sh"), AgentScript.assembled("towline-backfill.sh").replaceFirst("(?s)\nscratch=.*", "\n")
                + "server=github since=2000-01-01T00:00:00Z; pull_requests_told " + folder + "/part 1\n");
        return Shell.run(folder, Map.of("PATH", bin + ":" + System.getenv("PATH")), answer, "sh", functions.toString());
    }
}
