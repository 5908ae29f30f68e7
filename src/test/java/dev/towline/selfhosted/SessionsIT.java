package dev.towline.selfhosted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a session holds, and what ends it. */
class SessionsIT {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final Session session = Session.fresh(new SecureRandom());
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        connection = LocalPostgres.ofTests().migrated("sessions_it").getConnection();
        AdministratorRows.open(connection, tenant, session, NOW);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void it_ends_an_hour_after_it_was_seen_last() throws Exception {
        assertTrue(isOpen(NOW.plus(Duration.ofMinutes(59))));
        assertTrue(isOpen(NOW.plus(Duration.ofMinutes(118))));
        assertFalse(isOpen(NOW.plus(Duration.ofMinutes(179))));
    }

    @Test
    void it_ends_after_twelve_hours_however_busy() throws Exception {
        for (var minutes = 0; minutes < 720; minutes += 30) {
            assertTrue(isOpen(NOW.plus(Duration.ofMinutes(minutes))), minutes + " minutes");
        }
        assertFalse(isOpen(NOW.plus(Duration.ofMinutes(721))));
    }

    @Test
    void neither_another_token_nor_another_tenant_has_it() throws Exception {
        assertFalse(AdministratorRows.isOpen(connection, tenant, Session.fresh(new SecureRandom()), NOW));
        assertFalse(AdministratorRows.isOpen(connection, new TenantId(UUID.randomUUID()), session, NOW));
    }

    @Test
    void logging_out_ends_it_and_a_new_password_ends_all() throws Exception {
        var other = Session.fresh(new SecureRandom());
        AdministratorRows.open(connection, tenant, other, NOW);
        AdministratorRows.close(connection, tenant, session);
        assertFalse(isOpen(NOW));
        assertTrue(AdministratorRows.isOpen(connection, tenant, other, NOW));
        assertTrue(AdministratorRows.begin(connection, tenant, "first", NOW));
        assertFalse(AdministratorRows.begin(connection, tenant, "of another node", NOW));
        AdministratorRows.change(connection, tenant, "second", NOW);
        assertEquals(Optional.of("second"), AdministratorRows.password(connection, tenant));
        assertFalse(AdministratorRows.isOpen(connection, tenant, other, NOW));
    }

    @Test
    void the_database_knows_neither_the_token_nor_the_proof() throws Exception {
        try (var rows = connection.createStatement().executeQuery("select session::text from local_session session")) {
            while (rows.next()) {
                assertFalse(rows.getString(1).contains(session.token()) || rows.getString(1).contains(session.proof()));
            }
        }
        assertFalse(session.proof().equals(session.token()) || session.toString().contains(session.token()));
        assertTrue(session.isProvenBy(session.proof()));
        assertFalse(session.isProvenBy(null) || session.isProvenBy("") || session.isProvenBy(session.token()));
    }

    private boolean isOpen(Instant now) throws Exception {
        return AdministratorRows.isOpen(connection, tenant, session, now);
    }
}
