package dev.towline.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "28P01", "3D000", "53100", "53300", "57P01", "57P03", "58030", "25006"})
    void a_database_that_is_away_is_no_delivery_s_fault(String state) {
        assertTrue(Trouble.isOurs(new SQLException("away", state)));
        assertTrue(Trouble.isOurs(new IllegalStateException(new RuntimeException(new SQLException("away", state)))), "however deep it lies");
    }

    @Test
    void a_pool_that_has_no_connection_in_time_is_no_delivery_s_fault() {
        assertTrue(Trouble.isOurs(new SQLException("Acquisition timeout while waiting for new connection")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "42P01", "40001", "53200", "57014"})
    void what_one_delivery_alone_can_cause_counts_against_it(String state) {
        assertFalse(Trouble.isOurs(new SQLException("refused", state)));
    }

    @Test
    void a_defect_of_our_code_counts_against_the_delivery_that_meets_it() {
        assertFalse(Trouble.isOurs(new NullPointerException()));
        assertFalse(Trouble.isOurs(new StackOverflowError()));
    }

    @Test
    void a_description_does_not_quote_what_a_database_quotes() {
        var failure = new IllegalStateException(new SQLException("invalid byte sequence in \"the payload\"", "22021"));
        assertTrue(Trouble.describe(failure).startsWith("SQLException 22021 at TroubleTest.java:"), Trouble.describe(failure));
        assertEquals(-1, Trouble.describe(failure).indexOf("payload"));
    }
}
