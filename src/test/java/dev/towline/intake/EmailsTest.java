package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Co-authored-by: Ana <ana@home.example>|Co-authored-by: Ana <…>",
        "ana.b+c@x-y.example, bo@z.example.|…, ….",
        "mailto:ana@home.example|mailto:…",
        "größe@köln.example|…",
        "ana@intranet|…",
        "a@b.example@c.example|…@c.example",
        "thanks @ana|thanks @ana",
        "@scope/pkg and lodash@4.17.21|@scope/pkg and lodash@4.17.21",
        "stash@{0} a@ @b @|stash@{0} a@ @b @"})
    void what_reads_like_an_address_is_masked_and_nothing_else(String text, String masked) {
        assertEquals(masked, Emails.without(text));
    }

    @Test
    void nothing_of_an_address_is_left_by_a_second_look() {
        for (var text : List.of("a@b.example@c.example", "x a@b.example y c@d.example", "@@a@bc")) {
            assertFalse(Emails.without(text).contains("a@b."), text);
        }
    }

    @Test
    void no_text_makes_it_slow() {
        assertTimeout(Duration.ofSeconds(2), () -> Emails.without("a".repeat(1_000_000) + "@".repeat(1_000_000)));
        assertTimeout(Duration.ofSeconds(2), () -> Emails.without("a@1".repeat(500_000)));
    }
}
