package dev.towline.jira;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Seals secrets at rest with AES-256-GCM under the configured keys ({@code TOWLINE_SECRET_KEYS}): the first seals, all open.
 * A sealed value names its key, so keys can be rotated; it is bound to its {@code purpose}, so that it cannot be moved to another row.
 *
 * <p>Sealed form: version (1 byte), length of the key id (1), key id, nonce (12), ciphertext with tag. The configured keys are
 * never used themselves: each purpose has its own derived key, so that random nonces cannot run out however much is sealed
 * (one key is good for 2^32 values, NIST SP 800-38D section 8.3).
 */
@ApplicationScoped
public class SecretKeys {

    private static final byte VERSION = 1;
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    // Shorter than this a MAC could be guessed.
    private static final int SHORTEST_MAC = 16;
    private static final SecureRandom RANDOMNESS = new SecureRandom();

    private final Map<String, byte[]> keys;
    private final String first;

    /** @param configured comma list of {@code id:base64(32 bytes)} */
    public SecretKeys(@ConfigProperty(name = "towline.secret-keys") String configured) {
        this.keys = parse(configured);
        this.first = keys.keySet().iterator().next();
    }

    /** Being told of the start is what makes this bean before the door opens: keys that cannot be read end the start. */
    void readAtStart(@Observes @Priority(0) StartupEvent start) {
        // The constructor has read them.
    }

    /** @param purpose what this secret is and whose, such as {@code "signing-secret/<tenant>/<integration>"} */
    public byte[] seal(byte[] plain, String purpose) {
        var id = first.getBytes(StandardCharsets.US_ASCII);
        var nonce = new byte[NONCE];
        RANDOMNESS.nextBytes(nonce);
        var cipher = crypt(Cipher.ENCRYPT_MODE, keys.get(first), purpose, nonce, plain);
        return ByteBuffer.allocate(2 + id.length + NONCE + cipher.length)
                .put(VERSION).put((byte) id.length).put(id).put(nonce).put(cipher).array();
    }

    /** @throws IllegalStateException when no key opens it, or it was sealed for another purpose */
    public byte[] open(byte[] sealed, String purpose) {
        if (sealed.length < 2 || sealed[0] != VERSION || sealed.length < 2 + sealed[1] + NONCE) {
            throw new IllegalStateException("not a sealed value");
        }
        int nonceAt = 2 + sealed[1];
        var key = keys.get(new String(sealed, 2, sealed[1], StandardCharsets.US_ASCII));
        if (key == null) {
            throw new IllegalStateException("sealed with a key that is no longer configured");
        }
        int cipherAt = nonceAt + NONCE;
        return crypt(
                Cipher.DECRYPT_MODE, key, purpose,
                Arrays.copyOfRange(sealed, nonceAt, cipherAt), Arrays.copyOfRange(sealed, cipherAt, sealed.length));
    }

    /** The same, sealed under the first key; empty where it is already. @throws IllegalStateException as {@link #open} */
    public Optional<byte[]> renewed(byte[] sealed, String purpose) {
        var plain = open(sealed, purpose);
        return new String(sealed, 2, sealed[1], StandardCharsets.US_ASCII).equals(first) ? Optional.empty() : Optional.of(seal(plain, purpose));
    }

    /** HMAC-SHA256 of {@code data} under a key derived from the first configured key for this purpose. */
    public byte[] mac(byte[] data, String purpose) {
        return hmac(derive(keys.get(first), "mac", purpose), data);
    }

    /** Whether {@code mac} (whole or cut to at least 16 bytes) is the MAC of {@code data} under any configured key; constant time. */
    public boolean verifies(byte[] mac, byte[] data, String purpose) {
        if (mac.length < SHORTEST_MAC) {
            return false;
        }
        var verified = false;
        for (var key : keys.values()) {
            var whole = hmac(derive(key, "mac", purpose), data);
            verified |= mac.length <= whole.length && MessageDigest.isEqual(Arrays.copyOf(whole, mac.length), mac);
        }
        return verified;
    }

    private static byte[] crypt(int mode, byte[] key, String purpose, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(derive(key, "seal", purpose), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("changed after it was sealed, or sealed for another purpose", e);
        }
    }

    /** One block of HKDF-Expand (RFC 5869): the configured keys are random already, so there is nothing to extract. */
    private static byte[] derive(byte[] key, String use, String purpose) {
        return hmac(key, ("towline/" + use + "/" + purpose + "\u0001").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Messages name the position, never the text: it is a secret. */
    private static Map<String, byte[]> parse(String configured) {
        var keys = new LinkedHashMap<String, byte[]>();
        for (var entry : configured.split(",", -1)) {
            var place = "TOWLINE_SECRET_KEYS: entry " + (keys.size() + 1);
            var parts = entry.strip().split(":", 2);
            if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException(place + " is not id:base64, with an id of letters, digits, '.', '_' and '-'");
            }
            if (keys.put(parts[0], decode(parts[1], place)) != null) {
                throw new IllegalArgumentException(place + " has the id of an earlier one");
            }
        }
        return keys;
    }

    private static byte[] decode(String base64, String place) {
        try {
            var key = Base64.getDecoder().decode(base64);
            if (key.length == KEY) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through to the one message for both; the cause would print the key.
        }
        throw new IllegalArgumentException(place + " is not 32 bytes in base64");
    }
}
