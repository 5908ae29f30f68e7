package dev.towline.realtime;

import dev.towline.jira.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Admits its bearer to one stream, once. EventSource can send nothing but a URL, so this stands in one, where proxies may log it:
 * hence short-lived, single-use, kept only as a hash. It names its tenant because every key starts with the tenant.
 */
record Ticket(TenantId tenant, String secret) {

    // 256 bits: not to be guessed, so the hash needs no salt and no work factor.
    private static final int SECRET_BYTES = 32;
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([A-Za-z0-9_-]{43})");

    static Ticket fresh(TenantId tenant, SecureRandom random) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Ticket(tenant, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty for anything that we never gave out. */
    static Optional<Ticket> parse(String text) {
        var parts = TEXT.matcher(text == null ? "" : text);
        return parts.matches()
                ? Optional.of(new Ticket(new TenantId(UUID.fromString(parts.group(1))), parts.group(2)))
                : Optional.empty();
    }

    /** What the browser gets. Never for a log. */
    String text() {
        return tenant + "." + secret;
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "a ticket of " + tenant;
    }
}
