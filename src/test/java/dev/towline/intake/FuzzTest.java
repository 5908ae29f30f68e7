package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.Fuzz;
import dev.towline.integration.HookToken;
import dev.towline.integration.HookTokens;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever stands in a hook URL or in a message on the queue, it is ours, or it is refused in the one way that is foreseen. */
class FuzzTest {

    private static final SecretKeys KEYS = new SecretKeys("test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private final String token = HookTokens.issue(new TenantId(UUID.randomUUID()), new IntegrationId(UUID.randomUUID()), KEYS);

    @Test
    void a_hook_url_is_the_one_that_was_given_out_or_none() throws Exception {
        new Fuzz("hook-token", token).feed(text -> HookToken.authentic(text, KEYS).ifPresent(found -> assertEquals(token, text)));
    }

    @Test
    void a_message_of_the_gateway_is_read_or_not_the_gateway_s() throws Exception {
        var message = "gateway-1 1790000000000 %s %s:%s,%s:%s %s".formatted(base64(token), base64("X-GitHub-Event"), base64("push"), base64("X-Empty"), "", base64("{\"ref\":\"refs/heads/main\"}"));
        new Fuzz("gateway", message).feed(text -> {
            try {
                GatewayCall.read(new DeliveryId(UUID.randomUUID()), text, KEYS);
            } catch (IllegalArgumentException expected) {
                // As it should be.
            }
        });
    }

    @Test
    void an_envelope_is_read_or_none_of_ours() throws Exception {
        new Fuzz("envelope").feed(text -> {
            try {
                Envelope.parse(text);
            } catch (IllegalArgumentException expected) {
                // As it should be.
            }
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
