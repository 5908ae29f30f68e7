package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.towline.jira.TenantId;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TicketTest {

    private static final TenantId TENANT = new TenantId(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));

    @Test
    void a_ticket_is_read_as_it_was_given() {
        var ticket = Ticket.fresh(TENANT, new SecureRandom());
        assertEquals(Optional.of(ticket), Ticket.parse(ticket.text()));
        assertEquals(80, ticket.text().length());
    }

    @Test
    void no_two_tickets_are_alike() {
        assertNotEquals(Ticket.fresh(TENANT, new SecureRandom()).text(), Ticket.fresh(TENANT, new SecureRandom()).text());
    }

    @Test
    void what_we_never_gave_out_is_no_ticket() {
        var text = Ticket.fresh(TENANT, new SecureRandom()).text();
        for (var wrong : new String[] {null, "", "x", TENANT + ".", text + "A", text.substring(1), text.toUpperCase(), text.replace('.', '/'), " " + text}) {
            assertEquals(Optional.empty(), Ticket.parse(wrong), wrong);
        }
    }

    @Test
    void a_log_line_does_not_give_the_secret_away() {
        var ticket = Ticket.fresh(TENANT, new SecureRandom());
        assertFalse(ticket.toString().contains(ticket.secret()));
    }
}
