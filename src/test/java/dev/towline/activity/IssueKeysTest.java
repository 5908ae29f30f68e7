package dev.towline.activity;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueKeysTest {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            abc-7                     | ABC-7
            aBc-7                     | ABC-7
            feature/ABC-1             | ABC-1
            #ABC-1                    | ABC-1
            [ABC-1]                   | ABC-1
            ABC-1's                   | ABC-1
            ABC-1: fix                | ABC-1
            ABC-1-ABC-2               | ABC-1 ABC-2
            ABC-1/ABC-2               | ABC-1 ABC-2
            A1-1,B2-2                 | A1-1 B2-2
            ABC-2 abc-1 Abc-2         | ABC-2 ABC-1
            J42-1                     | J42-1
            ABC-1-fix-2-things        | ABC-1 FIX-2
            SHA-256 UTF-8 CVE-2021-44 | SHA-256 UTF-8 CVE-2021
            ISO-8859-1, CVE-2024-1234 | ISO-8859 CVE-2024
            RFC-2119                  | RFC-2119
            ABC-1_2                   | ABC-1
            (ABC-1){ABC-2}<ABC-3>     | ABC-1 ABC-2 ABC-3
            fix/abc-1/more            | ABC-1
            refs\\heads\\ABC-1        | ABC-1
            ABC-1é ABC-2。            | ABC-1 ABC-2
            →ABC-1← “ABC-2” 🚀ABC-3🚀 | ABC-1 ABC-2 ABC-3
            ABC-123_2                 | ABC-123
            ABC-1_DEF-2               | ABC-1 DEF-2
            X_ABC-1                   | X_ABC-1
            my_proj_2-33              | MY_PROJ_2-33
            _ABC-1_                   | ABC-1
            2024_ABC-1                | ABC-1
            éABC-1                    | ABC-1
            日本ABC-3日本             | ABC-3
            ſab-1                     | AB-1
            \u212AEY-1                | EY-1
            title-1                   | TITLE-1
            """)
    void a_key_is_found(String text, String keys) {
        assertEquals(keys, found(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "ABC", "ABC-", "-1", "ABC-0", "ABC-01", "A-1", "1ABC-2", "ABC -1", "ABC- 1", "ABC-1ABC-2", "ABC-1abcd",
            "ABC–1", "АБВ-12", "22-123", "JRA 123", "X_-", "_-1", "9_9-1", "ABC--1", "ＡＢＣ-1", "ABC-١"})
    void what_is_not_a_key_is_left_alone(String text) {
        assertEquals("", found(text));
    }

    @Test
    void upper_case_does_not_depend_on_the_machines_language() {
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.of("tr"));
            assertEquals("TITLE-1", found("title-1"));
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @Test
    void a_key_longer_than_jira_allows_is_no_key() {
        assertEquals("P".repeat(256) + "-1", found("P".repeat(256) + "-1"));
        assertEquals("", found("P".repeat(257) + "-1"));
        assertEquals("AB-" + "1".repeat(18), found("AB-" + "1".repeat(18)));
        assertEquals("", found("AB-" + "1".repeat(19)));
    }

    @Test
    void no_more_than_jira_takes_for_one_entity() {
        String text = IntStream.rangeClosed(1, 600).mapToObj(i -> "ABC-" + i).collect(joining(" "));
        assertEquals(500, IssueKeys.in(text).size());
        assertEquals(new IssueKey("ABC-500"), IssueKeys.in(text).stream().skip(499).findFirst().orElseThrow());
    }

    /** Each would take hours when every start were tried to every end. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "A-", "_A", "A1", "1", "-", "AB-1x", "A_", "AB-"})
    void text_made_to_be_slow_is_not(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        assertEquals("", assertTimeoutPreemptively(Duration.ofSeconds(5), () -> found(text)));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> found(text + "-1" + "9".repeat(1_000_000)));
    }

    @Test
    void a_key_names_its_project() {
        assertEquals("X_ABC", IssueKeys.in("X_ABC-1").iterator().next().project());
    }

    private static String found(String text) {
        return IssueKeys.in(text).stream().map(IssueKey::value).collect(joining(" "));
    }
}
