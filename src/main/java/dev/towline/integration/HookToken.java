package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The secret last part of a hook URL. It names its tenant and integration and carries a MAC, so that the door turns invented
 * tokens away without a database. We keep only its hash: whoever reads our tables cannot post in a git server's name.
 *
 * @param text 75 characters of URL-safe base64
 */
public record HookToken(TenantId tenant, IntegrationId integration, String text) {

    private static final String PURPOSE = "hook-token";
    private static final int NAMES = 32;
    // 64 random bits make each rotation's token another; guessing is stopped by the MAC.
    private static final int RANDOM = 8;
    private static final int MAC = 16;
    private static final int LENGTH = NAMES + RANDOM + MAC;
    private static final int TEXT_LENGTH = 75;
    private static final SecureRandom RANDOMNESS = new SecureRandom();

    static HookToken issue(TenantId tenant, IntegrationId integration, SecretKeys keys) {
        var random = new byte[RANDOM];
        RANDOMNESS.nextBytes(random);
        var token = ByteBuffer.allocate(LENGTH);
        put(token, tenant.value());
        put(token, integration.value());
        token.put(random);
        token.put(keys.mac(Arrays.copyOf(token.array(), NAMES + RANDOM), PURPOSE), 0, MAC);
        return new HookToken(tenant, integration, Base64.getUrlEncoder().withoutPadding().encodeToString(token.array()));
    }

    /** The token, when we issued it once; whether it is still in force is for {@link Integration#held} to say. */
    public static Optional<HookToken> authentic(String text, SecretKeys keys) {
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
        if (!keys.verifies(Arrays.copyOfRange(bytes, NAMES + RANDOM, LENGTH), named, PURPOSE)) {
            return Optional.empty();
        }
        var token = ByteBuffer.wrap(named);
        var tenant = new TenantId(new UUID(token.getLong(), token.getLong()));
        var integration = new IntegrationId(new UUID(token.getLong(), token.getLong()));
        // Base64 leaves spare bits at the end: only the spelling that we issued is ours, or the hash would not match.
        var spelled = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return spelled.equals(text) ? Optional.of(new HookToken(tenant, integration, text)) : Optional.empty();
    }

    /** SHA-256 of the text: what is stored. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the token itself: it would end up in a log. */
    @Override
    public String toString() {
        return "HookToken[" + tenant + "/" + integration + "]";
    }

    private static void put(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
