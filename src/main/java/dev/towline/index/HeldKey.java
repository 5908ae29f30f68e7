package dev.towline.index;

import java.util.Locale;

/** Why an issue key that somebody wrote links nothing. It is kept, and links as soon as the reason is gone. */
public enum HeldKey {

    /** The site has no project of this key, as far as it shows us: {@code UTF-8}, {@code SHA-256}. */
    UNKNOWN_PROJECT,
    /** The integration is limited to other projects. */
    NOT_ALLOWED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static HeldKey of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
