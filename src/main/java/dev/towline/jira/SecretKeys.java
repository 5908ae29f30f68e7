package dev.towline.jira;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Seals secrets at rest with AES-256-GCM under the configured keys ({@code TOWLINE_SECRET_KEYS}): the first seals, all open.
 * A sealed value names its key, so keys can be rotated; it is bound to its {@code purpose}, so that it cannot be moved to another row.
 */
@ApplicationScoped
public class SecretKeys {

    /** @param purpose what this secret is and whose, such as {@code "signing-secret/<tenant>/<integration>"} */
    public byte[] seal(byte[] plain, String purpose) {
        throw new UnsupportedOperationException();
    }

    /** @throws IllegalStateException when no key opens it, or it was sealed for another purpose */
    public byte[] open(byte[] sealed, String purpose) {
        throw new UnsupportedOperationException();
    }

    /** HMAC-SHA256 of {@code data} under a key derived from the first configured key for this purpose. */
    public byte[] mac(byte[] data, String purpose) {
        throw new UnsupportedOperationException();
    }

    /** Whether {@code mac} (whole or cut to at least 16 bytes) is the MAC of {@code data} under any configured key; constant time. */
    public boolean verifies(byte[] mac, byte[] data, String purpose) {
        throw new UnsupportedOperationException();
    }
}
