package dev.towline.selfhosted;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as we keep it: a salted PBKDF2 hash with its cost, {@code pbkdf2-sha256:600000:salt:hash}. The cost is what OWASP's Password
 * Storage Cheat Sheet asks of this function (2026-11); about a third of a second on a small server.
 */
final class Password {

    private static final String NAME = "pbkdf2-sha256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    // 120 bits, in five groups that can be typed.
    private static final int GENERATED_BYTES = 15;

    private Password() {}

    /** A new one that nobody can guess. */
    static String generate(SecureRandom random) {
        var bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceAll("(.{4})(?=.)", "$1.");
    }

    static String hash(String password, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return String.join(":", NAME, String.valueOf(ITERATIONS), text(salt), text(derive(password, salt, ITERATIONS)));
    }

    /** Takes the same time whatever the password is. */
    static boolean matches(String password, String kept) {
        var parts = kept.split(":");
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalStateException("a kept password that we did not write");
        }
        var hash = derive(password, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
