package dev.towline.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.Mode;
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
        assertEquals(List.of(), RequiredSettings.missing(Mode.CONNECT, COMPLETE, Set.of()));
    }

    @Test
    void all_that_is_missing_is_named_at_once() {
        var missing = RequiredSettings.missing(Mode.CONNECT, Map.of("TOWLINE_SECRET_KEYS", " "), Set.of());
        assertEquals(List.of("TOWLINE_BASE_URL", "TOWLINE_SECRET_KEYS", "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "AWS_REGION"), missing);
        missing.forEach(name -> assertTrue(RequiredSettings.complaint(Mode.CONNECT, missing).contains(name)));
    }

    @Test
    void a_system_property_counts_as_well_as_a_variable() {
        assertEquals(List.of("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "AWS_REGION"),
                RequiredSettings.missing(Mode.CONNECT, Map.of(), Set.of("towline.base-url", "towline.secret-keys")));
    }

    @Test
    void the_region_may_be_given_by_its_other_name() {
        assertTrue(RequiredSettings.missing(Mode.CONNECT, Map.of("QUARKUS_SQS_AWS_REGION", "eu-central-1"), Set.of()).stream().noneMatch("AWS_REGION"::equals));
    }

    @Test
    void what_only_a_self_hosted_deployment_needs_is_asked_of_it_alone() {
        var missing = RequiredSettings.missing(Mode.SELF_HOSTED, COMPLETE, Set.of());
        assertEquals(List.of("TOWLINE_JIRA_SITE", "TOWLINE_JIRA_CLIENT_ID", "TOWLINE_JIRA_CLIENT_SECRET"), missing);
        missing.forEach(name -> assertTrue(RequiredSettings.complaint(Mode.SELF_HOSTED, missing).contains(name)));
    }
}
