package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towline.activity.Activity;
import dev.towline.activity.RefUpdate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
            "2026-03-09T17:18:02+01:00, 2026-03-09T17:18:02+01:00",
            "2026-03-09T17:18:02Z, 2026-03-09T17:18:02Z",
            "2026-03-09 17:18:02 UTC, 2026-03-09T17:18:02Z",
            "2026-03-09 17:18:02 +0530, 2026-03-09T17:18:02+05:30",
            "2017-09-19T09:58:11+1000, 2017-09-19T09:58:11+10:00",
            "2017-09-19T09:58:11-0330, 2017-09-19T09:58:11-03:30",
            "2026-03-09T16:21:42.8315767Z, 2026-03-09T16:21:42.8315767Z",
            "2015-04-06T15:23:38.205705+00:00, 2015-04-06T15:23:38.205705Z"})
    void a_time_keeps_its_zone_in_every_dialect(String text, String wanted) throws UnreadablePayload {
        Json json = Json.parse("{\"at\":\"" + text + "\"}");
        assertEquals(Optional.of(OffsetDateTime.parse(wanted)), Fields.time(json, "at"));
        assertEquals(Optional.of(OffsetDateTime.parse(wanted)), Fields.millisOrTime(json, "at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "\"2026-03-09\"", "\"2026-03-09T17:18:02\"", "\"2026-02-30T17:18:02Z\"", "\"2026-03-09T17:18:02+99:00\"",
            "\"0000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-01:00\"", "true", "[]", "{}", "1.5", "9223372036854775807", "-9223372036854775808", "253402300800000"})
    void what_is_no_time_that_can_be_stored_is_unreadable(String value) throws UnreadablePayload {
        Json json = Json.parse("{\"at\":" + value + "}");
        assertEquals("$.at", assertThrows(UnreadablePayload.class, () -> Fields.millisOrTime(json, "at")).path());
    }

    @Test
    void milliseconds_are_not_seconds() throws UnreadablePayload {
        assertEquals(Instant.parse("2017-09-18T23:58:11.796Z"),
                Fields.millisOrTime(Json.parse("{\"at\":1505779091796}"), "at").orElseThrow().toInstant());
        assertEquals(Optional.empty(), Fields.millisOrTime(Json.parse("{\"at\":null}"), "at"));
    }

    @Test
    void the_newest_of_several_times_and_a_time_that_is_not_told_is_the_oldest() throws UnreadablePayload {
        Json json = Json.parse("{\"a\":\"2026-03-09T17:18:02Z\",\"b\":\"2026-03-09T17:18:03Z\",\"c\":null}");
        assertEquals(Instant.parse("2026-03-09T17:18:03Z"), Fields.newest(json, "a", "b", "c"));
        assertEquals(Activity.TIME_NOT_TOLD, Fields.newest(json, "c", "d"));
    }

    @Test
    void a_count_is_the_sum_of_what_is_told_and_nothing_told_is_not_zero() throws UnreadablePayload {
        Json json = Json.parse("{\"a\":2,\"b\":3,\"c\":null,\"zero\":0,\"less\":-1,\"many\":9000000000}");
        assertEquals(OptionalInt.of(5), Fields.count(json, "a", "b", "c"));
        assertEquals(OptionalInt.empty(), Fields.count(json, "c", "d"));
        assertEquals(OptionalInt.of(0), Fields.count(json, "zero"));
        assertEquals(OptionalInt.of(0), Fields.count(json, "less"));
        assertEquals(OptionalInt.of(Integer.MAX_VALUE), Fields.count(json, "many", "a"));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', value = {"ABCDEF0123|abcdef0123", "0000000000000000000000000000000000000000000000000000000000000000|absent", "0|absent", "''|''"})
    void a_sha_is_lower_case_and_all_zeros_is_absent(String text, String wanted) throws UnreadablePayload {
        assertEquals(wanted.equals("absent") ? RefUpdate.ABSENT : wanted, Fields.sha(Json.parse("{\"sha\":\"" + text + "\"}"), "sha"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sha\":\"main\"}", "{\"sha\":\"\"}", "{}", "{\"sha\":\"0000\"}", "{\"sha\":12}"})
    void a_commit_has_a_sha(String body) throws UnreadablePayload {
        Json json = Json.parse(body);
        assertThrows(UnreadablePayload.class, () -> Fields.commitSha(json, "sha"));
    }
}
