package dev.towline.provider;

/** A body that should say something and does not. It goes to quarantine with the reason and the JSON path. */
public final class UnreadablePayload extends Exception {

    private static final String WHOLE = "$";

    private final String path;
    private final String reason;

    /** @param path where in the JSON, such as {@code $.commits[3].id}; {@code $} for the whole body, which the message need not say */
    public UnreadablePayload(String path, String reason) {
        super(path.equals(WHOLE) ? reason : reason + " at " + path);
        this.path = path;
        this.reason = reason;
    }

    public String path() {
        return path;
    }

    /** The same, with what probably led to it in front. */
    UnreadablePayload because(String hint) {
        return new UnreadablePayload(path, hint + ": " + reason);
    }
}
