package dev.towline.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequiredSettingsTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "TOWLINE_BASE_URL", "https://towline.example.com",
            "TOWLINE_SECRET_KEYS", "k1:AAAA",
            "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/towline",
            "QUARKUS_DATASOURCE_USERNAME", "towline",
            "AWS_REGION", "eu-central-1");

    @Test
    void nothing_is_missing_when_all_are_given() {
        assertEquals(List.of(), RequiredSettings.missing(COMPLETE, Set.of()));
    }

    @Test
    void all_that_is_missing_is_named_at_once() {
        var missing = RequiredSettings.missing(Map.of("TOWLINE_SECRET_KEYS", " "), Set.of());
        assertEquals(List.of("TOWLINE_BASE_URL", "TOWLINE_SECRET_KEYS", "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "AWS_REGION"), missing);
        missing.forEach(name -> assertTrue(RequiredSettings.complaint(missing).contains(name)));
    }

    @Test
    void a_system_property_counts_as_well_as_a_variable() {
        assertEquals(List.of("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "AWS_REGION"),
                RequiredSettings.missing(Map.of(), Set.of("towline.base-url", "towline.secret-keys")));
    }

    @Test
    void the_region_may_be_given_by_its_other_name() {
        assertTrue(RequiredSettings.missing(Map.of("QUARKUS_SQS_AWS_REGION", "eu-central-1"), Set.of()).stream().noneMatch("AWS_REGION"::equals));
    }
}
