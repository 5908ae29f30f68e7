package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.Fuzz;
import dev.towline.jira.TenantId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever a page or Jira sends, it is read or refused in the one way that is foreseen, and what was read is spelled as it came. */
class FuzzTest {

    private static final TenantId TENANT = new TenantId(UUID.randomUUID());

    @Test
    void a_ticket_is_ours_or_nothing() throws Exception {
        new Fuzz("ticket", Ticket.fresh(TENANT, new SecureRandom()).text()).feed(text -> Ticket.parse(text).ifPresent(ticket -> assertEquals(text, ticket.text())));
    }

    @Test
    void a_channel_is_known_or_nothing() throws Exception {
        new Fuzz("channel").feed(text -> Channel.parse(text).ifPresent(channel -> assertEquals(text, channel.ari())));
    }

    @Test
    void a_webhook_of_jira_s_is_read_or_unreadable_and_what_is_kept_of_it_is_read_again() throws Exception {
        new Fuzz("webhook").feed(text -> {
            try {
                var webhook = WebhookBody.read(TENANT, "id-1", "jira:issue_updated", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
                assertEquals(webhook, Webhook.parse(webhook.message()));
            } catch (WebhookBody.Unreadable expected) {
                // As it should be.
            }
        });
    }
}
