package dev.towline.provider;

/** A body that should say something and does not. It goes to quarantine with the reason and the JSON path. */
public final class UnreadablePayload extends Exception {

    private final String path;

    /** @param path where in the JSON, such as {@code $.commits[3].id}; {@code $} for the whole body */
    public UnreadablePayload(String path, String reason) {
        super(reason + " at " + path);
        this.path = path;
    }

    public String path() {
        return path;
    }
}
