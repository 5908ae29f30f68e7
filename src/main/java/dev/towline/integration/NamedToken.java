package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The secret last part of an address. It names its tenant and what it opens there, and carries a MAC for one purpose, so that invented tokens
 * are turned away without a database. We keep only its hash.
 *
 * @param text 75 characters of URL-safe base64
 */
record NamedToken(TenantId tenant, UUID opens, String text) {

    private static final int NAMES = 32;
    // 64 random bits make each token another; guessing is stopped by the MAC.
    private static final int RANDOM = 8;
    private static final int MAC = 16;
    private static final int LENGTH = NAMES + RANDOM + MAC;
    private static final int TEXT_LENGTH = 75;
    private static final SecureRandom RANDOMNESS = new SecureRandom();

    static NamedToken issue(TenantId tenant, UUID opens, SecretKeys keys, String purpose) {
        var random = new byte[RANDOM];
        RANDOMNESS.nextBytes(random);
        var token = ByteBuffer.allocate(LENGTH);
        put(token, tenant.value());
        put(token, opens);
        token.put(random);
        token.put(keys.mac(Arrays.copyOf(token.array(), NAMES + RANDOM), purpose), 0, MAC);
        return new NamedToken(tenant, opens, Base64.getUrlEncoder().withoutPadding().encodeToString(token.array()));
    }

    /** The token, when we issued it once for this purpose. */
    static Optional<NamedToken> authentic(String text, SecretKeys keys, String purpose) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        var named = Arrays.copyOf(bytes, NAMES + RANDOM);
        if (!keys.verifies(Arrays.copyOfRange(bytes, NAMES + RANDOM, LENGTH), named, purpose)) {
            return Optional.empty();
        }
        var token = ByteBuffer.wrap(named);
        var tenant = new TenantId(new UUID(token.getLong(), token.getLong()));
        var opens = new UUID(token.getLong(), token.getLong());
        // Base64 leaves spare bits at the end: only the spelling that we issued is ours, or the hash would not match.
        var spelled = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return spelled.equals(text) ? Optional.of(new NamedToken(tenant, opens, text)) : Optional.empty();
    }

    /** SHA-256 of the text: what is stored. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the token itself: it would end up in a log. */
    @Override
    public String toString() {
        return "NamedToken[" + tenant + "/" + opens + "]";
    }

    private static void put(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
