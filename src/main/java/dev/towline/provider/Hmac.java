package dev.towline.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the exact bytes of a body, which is how most git servers sign. Claims are compared in constant time. */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    static byte[] sha256(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether {@code claimed}, bare hex in either case, signs {@code body}; what is not hex does not. */
    public static boolean matchesHex(String claimed, String secret, byte[] body) {
        try {
            return MessageDigest.isEqual(sha256(secret, body), HexFormat.of().parseHex(claimed));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }
}
