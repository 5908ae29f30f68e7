package dev.towline.selfhosted;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a browser holds that has logged in: a random token in a cookie that no script can read. From it follows the proof that our pages send
 * with every call: another site can make a browser send the cookie, but cannot know the proof.
 */
public record Session(String token) {

    private static final int BYTES = 32;
    private static final String FORM = "[A-Za-z0-9_-]{43}";

    static Session fresh(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Session(text(bytes));
    }

    /** Whether it can be one of ours at all; the cookie is whatever a stranger sends. */
    static boolean isToken(String token) {
        return token != null && token.matches(FORM);
    }

    /** What the page shows to its own scripts and forms, and to nobody else. */
    public String proof() {
        return text(sha256("proof:" + token));
    }

    boolean isProvenBy(String claimed) {
        return claimed != null && MessageDigest.isEqual(claimed.getBytes(StandardCharsets.UTF_8), proof().getBytes(StandardCharsets.UTF_8));
    }

    /** By which we find it. */
    byte[] hash() {
        return sha256("session:" + token);
    }

    /** Never the token: it would end up in a log. */
    @Override
    public String toString() {
        return "Session";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
