package dev.towline.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** The proof of senders that cannot sign: {@code Authorization: Basic …}, whose password is the secret and whose user name is free. */
final class BasicPassword {

    private static final String SCHEME = "Basic ";

    private BasicPassword() {}

    /** Whether an Authorization header is of this kind at all. */
    static boolean in(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Whether the password in {@code authorization} is {@code secret}; compared in constant time. */
    static boolean is(String secret, String authorization) {
        try {
            byte[] credentials = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
            String plain = new String(credentials, StandardCharsets.UTF_8);
            String password = plain.substring(plain.indexOf(':') + 1);
            return MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
