package dev.towline.web;

import dev.towline.provider.Abilities;
import dev.towline.provider.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an administrator gets of one kind of git server, and what not, as a page shows it. */
public record AbilitiesView(String code, String server, Abilities abilities) {

    /** @param what {@code commits}, {@code files}, … as {@link Abilities.Told} has it */
    public record Line(String what, boolean told) {}

    static AbilitiesView of(Provider provider) {
        return new AbilitiesView(provider.code(), provider.label(), provider.abilities());
    }

    public List<Line> lines() {
        return Arrays.stream(Abilities.Told.values()).map(told -> new Line(word(told), abilities.tells().contains(told))).toList();
    }

    /** The most commits of a push that a call lists, {@code -1} where no limit is known, 0 where it lists none. */
    public int commits() {
        return abilities.cap().commits().orElse(-1);
    }

    public String cut() {
        return word(abilities.cap().cut());
    }

    /** {@code 0} where no limit is known. */
    public int kilobytes() {
        return abilities.cap().kilobytes().orElse(0);
    }

    public int megabytes() {
        return kilobytes() / 1024;
    }

    /** {@code ""} where none is known. */
    public String settings() {
        return abilities.cap().raise().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /** {@code 0} where it does not say. */
    public int seconds() {
        return abilities.patience().seconds().orElse(0);
    }

    public int tries() {
        return abilities.patience().tries();
    }

    /** Whether it says within what time it tries. */
    public boolean hasSpan() {
        return !abilities.patience().span().isZero();
    }

    public Lasting span() {
        return Lasting.of(abilities.patience().span());
    }

    /** {@code 0} where it never pauses. */
    public int pauses() {
        return abilities.patience().pauses().orElse(0);
    }

    public String afterwards() {
        return word(abilities.patience().afterwards());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
