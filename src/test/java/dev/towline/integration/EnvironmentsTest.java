package dev.towline.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentsTest {

    private static final Environments RULE = new Environments(Map.of(
            "kunde", EnvironmentType.PRODUCTION,
            "eu-*", EnvironmentType.PRODUCTION,
            "eu-lab-*", EnvironmentType.DEVELOPMENT,
            "eu-lab-9", EnvironmentType.STAGING,
            "*/old", EnvironmentType.UNMAPPED,
            "a*b*c", EnvironmentType.TESTING));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kunde       | PRODUCTION
            ' Kunde '   | PRODUCTION
            kunden      | UNMAPPED
            EU-WEST     | PRODUCTION
            eu-         | PRODUCTION
            eu-lab-1    | DEVELOPMENT
            eu-lab-9    | STAGING
            live/old    | UNMAPPED
            abc         | TESTING
            aXbXbXc     | TESTING
            abcd        | UNMAPPED
            prod        | PRODUCTION
            qa-2        | TESTING
            """)
    void what_was_said_goes_before_what_is_guessed_and_the_closer_before_the_wider(String name, EnvironmentType type) {
        assertEquals(type, RULE.typeOf(name));
    }

    @Test
    void nothing_said_is_as_guessed() {
        assertEquals(EnvironmentType.PRODUCTION, Environments.AS_GUESSED.typeOf("live-eu-2"));
        assertEquals(EnvironmentType.UNMAPPED, Environments.AS_GUESSED.typeOf(""));
        assertEquals(List.of("eu-*", "kunde"), RULE.of(EnvironmentType.PRODUCTION));
    }

    @Test
    void no_name_makes_it_slow() {
        var patterns = new HashMap<String, EnvironmentType>();
        for (var n = 0; n < 250; n++) {
            patterns.put("*a".repeat(100) + n, EnvironmentType.TESTING);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> new Environments(patterns).typeOf("a".repeat(255)));
    }
}
