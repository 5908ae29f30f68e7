package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.TenantId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailboxTest {

    private final Mailbox mailbox = new Mailbox();
    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final TenantId other = new TenantId(UUID.randomUUID());

    @Test
    void of_a_tenant_only_the_highest_position_is_kept() throws Exception {
        mailbox.reached(tenant, 5);
        mailbox.reached(tenant, 7);
        mailbox.reached(tenant, 6);
        mailbox.reached(other, 1);
        assertEquals(new Mailbox.Post(false, Map.of(tenant, 7L, other, 1L)), mailbox.take());
    }

    @Test
    void a_reader_waits_until_something_comes() throws Exception {
        var taken = new CompletableFuture<Mailbox.Post>();
        Thread.ofVirtual().start(() -> {
            try {
                taken.complete(mailbox.take());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        mailbox.missed();
        assertEquals(new Mailbox.Post(true, Map.of()), taken.get(20, TimeUnit.SECONDS));
    }

    @Test
    void what_is_left_can_be_taken_after_the_end() throws Exception {
        mailbox.reached(tenant, 5);
        mailbox.close();
        assertEquals(Map.of(tenant, 5L), mailbox.take().reached());
        assertTrue(mailbox.take().isEmpty());
    }
}
