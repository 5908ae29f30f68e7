package dev.towline.integration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of Jira's kinds an environment is, guessed from what people called it: {@code live-eu-2} is production, {@code QA1} testing.
 * A name that says two kinds is the one farther from the customers, because to be told of a release that is none is the worse mistake.
 * https://developer.atlassian.com/cloud/jira/software/rest/api-group-deployments/ (2026-08)
 */
public enum EnvironmentType {

    // From the developer to the customers.
    DEVELOPMENT("dev", "devel", "develop", "development", "local", "review", "preview", "feature", "sandbox", "playground", "trunk", "nightly", "ephemeral"),
    TESTING("test", "tests", "testing", "tst", "qa", "qc", "quality", "uat", "sit", "int", "integ", "integration", "acc", "acceptance", "perf", "performance"),
    STAGING("stage", "staging", "stg", "pre", "preprod", "preprd", "preproduction", "rc", "candidate"),
    PRODUCTION("prod", "production", "prd", "live"),
    /** The name says nothing that we know. */
    UNMAPPED;

    // Words end at everything that is no letter, at digits too, and where a capital follows a small letter: "ProdEU", "qa2", "pre-prod".
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Set<String> NOT = Set.of("non", "no", "not");

    private final Set<String> words;

    EnvironmentType(String... words) {
        this.words = Set.of(words);
    }

    /** Of any text, an empty one too. */
    public static EnvironmentType of(String environment) {
        var said = new HashSet<>(List.of(BETWEEN_WORDS.matcher(environment).replaceAll(" ").toLowerCase(Locale.ROOT).split(" ")));
        return Arrays.stream(values())
                .filter(type -> type.words.stream().anyMatch(said::contains))
                .filter(type -> type != PRODUCTION || NOT.stream().noneMatch(said::contains))
                .min(Comparator.naturalOrder()).orElse(UNMAPPED);
    }

    /** The type of this word; empty when there is none. */
    public static Optional<EnvironmentType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** As Jira's API and our pages spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
