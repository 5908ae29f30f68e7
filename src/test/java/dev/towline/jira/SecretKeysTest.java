package dev.towline.jira;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeysTest {

    private static final String OLD = "old:" + key((byte) 1);
    private static final String NEW = "new:" + key((byte) 2);
    private static final byte[] SECRET = "a shared secret".getBytes(StandardCharsets.UTF_8);

    private final SecretKeys keys = new SecretKeys(OLD);

    @Test
    void what_was_sealed_opens_for_its_purpose() {
        assertArrayEquals(SECRET, keys.open(keys.seal(SECRET, "a"), "a"));
        assertArrayEquals(new byte[0], keys.open(keys.seal(new byte[0], "a"), "a"));
    }

    @Test
    void a_sealed_value_cannot_be_moved_to_another_purpose() {
        var sealed = keys.seal(SECRET, "shared-secret/tenant-1");
        assertThrows(IllegalStateException.class, () -> keys.open(sealed, "shared-secret/tenant-2"));
    }

    @Test
    void no_byte_of_a_sealed_value_can_be_changed() {
        var sealed = keys.seal(SECRET, "a");
        for (int at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThrows(IllegalStateException.class, () -> keys.open(changed, "a"), "byte " + at);
        }
        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThrows(IllegalStateException.class, () -> keys.open(cut, "a"), "length " + length);
        }
    }

    @Test
    void the_same_secret_is_never_sealed_the_same_way_twice() {
        assertFalse(Arrays.equals(keys.seal(SECRET, "a"), keys.seal(SECRET, "a")));
    }

    @Test
    void after_a_rotation_old_values_open_and_new_ones_are_sealed_with_the_new_key() {
        var rotated = new SecretKeys(NEW + ", " + OLD);
        assertArrayEquals(SECRET, rotated.open(keys.seal(SECRET, "a"), "a"));
        assertArrayEquals(SECRET, new SecretKeys(NEW).open(rotated.seal(SECRET, "a"), "a"));
        assertThrows(IllegalStateException.class, () -> keys.open(rotated.seal(SECRET, "a"), "a"));
    }

    @Test
    void a_mac_holds_for_its_data_its_purpose_and_any_configured_key() {
        var mac = keys.mac(SECRET, "hook-token");
        assertTrue(keys.verifies(mac, SECRET, "hook-token"));
        assertTrue(new SecretKeys(NEW + "," + OLD).verifies(mac, SECRET, "hook-token"));
        assertFalse(new SecretKeys(NEW).verifies(mac, SECRET, "hook-token"));
        assertFalse(keys.verifies(mac, SECRET, "ticket"));
        assertFalse(keys.verifies(mac, new byte[] {1}, "hook-token"));
        assertFalse(keys.verifies(keys.seal(SECRET, "hook-token"), SECRET, "hook-token"));
    }

    @Test
    void a_mac_may_be_cut_to_sixteen_bytes_and_no_further() {
        var mac = keys.mac(SECRET, "a");
        assertTrue(keys.verifies(Arrays.copyOf(mac, 16), SECRET, "a"));
        assertFalse(keys.verifies(Arrays.copyOf(mac, 15), SECRET, "a"));
        assertFalse(keys.verifies(new byte[0], SECRET, "a"));
        assertFalse(keys.verifies(Arrays.copyOf(mac, 33), SECRET, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", "a:c2hvcnQ=", "a:not base64 at all", ":MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,"})
    void a_bad_setting_is_refused_without_repeating_it(String configured) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new SecretKeys(configured));
        assertTrue(refusal.getMessage().startsWith("TOWLINE_SECRET_KEYS: entry "), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("MDEy") || refusal.getMessage().contains("c2hv"), refusal.getMessage());
    }

    private static String key(byte filler) {
        var key = new byte[32];
        Arrays.fill(key, filler);
        return Base64.getEncoder().encodeToString(key);
    }
}
