package dev.towline.jira;

/** How this deployment belongs to Jira ({@code TOWLINE_MODE}). Each mode has doors of its own; those of the other answer 404. */
public enum Mode {

    /** Sites install the app, and its pages open inside of Jira. */
    CONNECT("connect"),

    /** One site, called with an OAuth client of its own. Nothing comes in from Atlassian, and pages are for a local administrator. */
    SELF_HOSTED("self-hosted");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** @throws IllegalArgumentException saying what is allowed */
    public static Mode of(String word) {
        for (var mode : values()) {
            if (mode.word.equals(word.strip())) {
                return mode;
            }
        }
        throw new IllegalArgumentException("TOWLINE_MODE must be \"connect\" or \"self-hosted\"");
    }
}
