package dev.towline.activity;

/**
 * A branch, a tag, or another ref ({@code refs/changes/…}, {@code refs/notes/…}).
 *
 * @param name short: without {@code refs/heads/} or {@code refs/tags/}; whole for {@link Kind#OTHER}
 */
public record Ref(Kind kind, String name) {

    public enum Kind { BRANCH, TAG, OTHER }

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /** Reads a full ref name; what is neither a branch nor a tag is {@link Kind#OTHER}. */
    public static Ref of(String full) {
        if (full.startsWith(HEADS)) {
            return new Ref(Kind.BRANCH, full.substring(HEADS.length()));
        }
        if (full.startsWith(TAGS)) {
            return new Ref(Kind.TAG, full.substring(TAGS.length()));
        }
        return new Ref(Kind.OTHER, full);
    }

    /** The full name that git uses. */
    public String full() {
        return switch (kind) {
            case BRANCH -> HEADS + name;
            case TAG -> TAGS + name;
            case OTHER -> name;
        };
    }
}
