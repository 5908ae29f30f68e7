package dev.towline.index;

import java.util.Locale;

/** Names one commit, branch or pull request within an integration. */
record Entity(Change.Kind kind, String repository, String id) {

    /** How issue links name the kind. */
    String kindCode() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Change.Kind kindOf(String code) {
        return Change.Kind.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
