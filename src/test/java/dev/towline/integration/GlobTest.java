package dev.towline.integration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void a_star_stands_for_any_run_and_all_else_for_itself() {
        for (var name : List.of("team/app", "team/", "team/a/b", "team/ä🚀")) {
            assertTrue(Glob.matches("team/*", name), name);
        }
        for (var name : List.of("team", "ateam/app", "", "Team/app")) {
            assertFalse(Glob.matches("team/*", name), name);
        }
        assertTrue(Glob.matches("*", "") && Glob.matches("", "") && Glob.matches("a**b*", "aXbY") && Glob.matches("*x*y", "axbxy"));
        assertFalse(Glob.matches("", "a") || Glob.matches("a.b", "aXb") || Glob.matches("a?", "ab") || Glob.matches("*x*y", "axbx"));
    }

    @Test
    void no_name_makes_it_slow() {
        assertTimeout(Duration.ofSeconds(2), () -> assertFalse(Glob.matches("*a".repeat(100) + "*b", "a".repeat(100_000))));
    }

    @Test
    void rules_make_no_difference_between_capitals_and_no_pattern_takes_all() {
        var rules = new Admission(List.of("Team/*"), List.of(), true, true);
        assertTrue(rules.takesRepository("tEAM/App") && rules.takesBranch("anything"));
        assertFalse(rules.takesRepository("other/app"));
    }
}
