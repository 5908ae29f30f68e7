package dev.towline.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HookTokenTest {

    private static final String ONE = "one:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String TWO = "two:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final IntegrationId integration = new IntegrationId(UUID.randomUUID());
    private final SecretKeys keys = new SecretKeys(ONE);

    @Test
    void a_token_of_ours_names_its_tenant_and_integration() {
        var token = HookToken.issue(tenant, integration, keys);
        assertEquals(token, HookToken.authentic(token.text(), keys).orElseThrow());
    }

    @Test
    void each_token_is_another() {
        assertNotEquals(HookToken.issue(tenant, integration, keys).text(), HookToken.issue(tenant, integration, keys).text());
    }

    @Test
    void a_token_with_any_one_character_changed_is_turned_away() {
        var text = HookToken.issue(tenant, integration, keys).text();
        for (var i = 0; i < text.length(); i++) {
            for (var other : "Aa0-_".toCharArray()) {
                if (text.charAt(i) != other) {
                    assertFalse(HookToken.authentic(text.substring(0, i) + other + text.substring(i + 1), keys).isPresent(), "position " + i);
                }
            }
        }
    }

    @Test
    void what_is_no_token_at_all_is_turned_away() {
        for (var text : new String[] {"", "x", "x".repeat(75), "*".repeat(75), "A".repeat(75), "A".repeat(10_000), "../../etc/passwd", "é".repeat(75)}) {
            assertFalse(HookToken.authentic(text, keys).isPresent(), text);
        }
    }

    @Test
    void a_token_outlives_the_key_it_was_made_with_while_that_key_is_configured() {
        var text = HookToken.issue(tenant, integration, keys).text();
        assertTrue(HookToken.authentic(text, new SecretKeys(TWO + "," + ONE)).isPresent());
        assertFalse(HookToken.authentic(text, new SecretKeys(TWO)).isPresent());
    }

    @Test
    void a_token_never_prints_itself() {
        var token = HookToken.issue(tenant, integration, keys);
        assertFalse(token.toString().contains(token.text()));
    }
}
