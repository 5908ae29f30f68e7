package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a sender calls things stands in a row, a page and a log line: the sender decides what it says, and we how long it is. */
class OutcomeTest {

    @Test
    void an_event_a_repository_and_a_reason_of_megabytes_are_cut() {
        var outcome = Outcome.ignored("e".repeat(1_000_000), "r".repeat(1_000_000), "Seen, not ours: " + "e".repeat(1_000_000));
        assertTrue(outcome.event().length() <= 256 && outcome.event().endsWith("…"), outcome.event());
        assertTrue(outcome.repository().length() <= 256, outcome.repository());
        assertTrue(outcome.reason().length() <= 2_000 && outcome.reason().startsWith("Seen, not ours: "), outcome.reason());
    }

    @Test
    void a_cut_leaves_no_half_of_a_character() {
        var outcome = Outcome.ignored("x".repeat(254) + "🧭".repeat(9), "", "");
        assertFalse(Character.isSurrogate(outcome.event().charAt(outcome.event().length() - 2)), outcome.event());
    }

    @Test
    void control_characters_that_no_column_takes_or_that_begin_a_line_are_spaces() {
        assertEquals("push   x", Outcome.ignored("push\r\n\u0000x", "", "").event());
    }

    @Test
    void what_is_short_stays_as_it_is() {
        assertEquals(new Outcome(Outcome.Kind.IGNORED, "push", "gruppe/größe 🧭", "Why.", Set.of(), 0), Outcome.ignored("push", "gruppe/größe 🧭", "Why."));
        assertEquals("gruppe/größe 🧭", Outcome.ignored("push", "gruppe/größe 🧭", "Why.").repository());
    }
}
