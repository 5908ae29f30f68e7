package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunsTest {

    private static final Instant MORNING = Instant.parse("2026-03-09T08:00:00Z");
    private static final String HIGH = "ff".repeat(20);
    private static final String LOW = "01".repeat(20);

    // Jira takes the build with the highest number of a pipeline for the latest.
    @Test
    void regression_the_status_of_a_later_commit_has_the_higher_number() {
        assertTrue(Runs.number(LOW, MORNING.plusSeconds(1)) > Runs.number(HIGH, MORNING));
        assertTrue(Runs.number(LOW, MORNING) > Runs.number(HIGH, Activity.TIME_NOT_TOLD));
    }

    @Test
    void commits_of_one_second_are_kept_apart() {
        assertNotEquals(Runs.number(LOW, MORNING), Runs.number(HIGH, MORNING));
        assertNotEquals(Runs.number(LOW, Activity.TIME_NOT_TOLD), Runs.number(HIGH, Activity.TIME_NOT_TOLD));
    }

    @Test
    void every_date_that_a_commit_may_claim_gives_a_number_that_a_browser_holds_exactly() {
        var mostExact = 1L << 53;
        for (var date : new String[] {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2106-02-07T06:28:15Z", "9999-12-31T23:59:59Z"}) {
            var number = Runs.number(HIGH, Instant.parse(date));
            assertTrue(number > 0 && number < mostExact, date);
        }
        assertEquals(Runs.number("abc", MORNING), Runs.number("abc000000000", MORNING));
    }
}
