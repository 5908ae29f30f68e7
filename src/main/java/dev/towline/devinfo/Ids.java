package dev.towline.devinfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towline.integration.IntegrationId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Our names in Jira's id alphabet, {@code [A-Za-z0-9~._-]} and at most 1024 characters. The same name always gives the same id,
 * and two names never give one. Repository ids carry the integration, so that equal numbers on two servers stay apart.
 */
final class Ids {

    private static final int LIMIT = 1024;

    // A plain id never starts with '~', which marks a rewritten one, nor with '.', which alone would climb in an address.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9~._-]*");

    private Ids() {}

    static String repository(IntegrationId integration, String repository) {
        return of(integration.value().toString().replace("-", "") + "-" + repository);
    }

    /** The name itself where Jira allows it, else its bytes in hex, else (too long) its digest. */
    static String of(String name) {
        var id = PLAIN.matcher(name).matches() ? name : "~" + HexFormat.of().formatHex(name.getBytes(UTF_8));
        return id.length() <= LIMIT ? id : "~sha256-" + HexFormat.of().formatHex(sha256(name));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
