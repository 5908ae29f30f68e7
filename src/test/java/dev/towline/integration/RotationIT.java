package dev.towline.integration;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.jira.SecretKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How a replaced hook URL ends. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class RotationIT {

    @Inject
    RetiredTokens retired;

    @Inject
    SecretKeys keys;

    @Inject
    DataSource database;

    @Test
    void a_replaced_url_is_turned_away_at_the_door_when_its_overlap_has_ended_and_not_before() throws SQLException {
        var created = given(asAdmin()).body(Map.of("name", "ends", "provider", "github")).post("/api/integrations").jsonPath();
        var old = token(created.getString("hookUrl"));
        rotate(created.getString("id"));
        look();
        assertFalse(retired.holds(old));
        age(created.getString("id"));
        look();
        assertTrue(retired.holds(old));
    }

    @Test
    void a_url_that_was_replaced_twice_stops_at_once_and_one_of_a_deleted_integration_too() {
        var created = given(asAdmin()).body(Map.of("name", "twice", "provider", "github")).post("/api/integrations").jsonPath();
        var first = token(created.getString("hookUrl"));
        var second = token(rotate(created.getString("id")));
        var third = token(rotate(created.getString("id")));
        assertTrue(retired.holds(first));
        assertFalse(retired.holds(second));
        given(asAdmin()).delete("/api/integrations/" + created.getString("id")).then().statusCode(204);
        assertTrue(retired.holds(second));
        assertTrue(retired.holds(third));
    }

    private String rotate(String id) {
        return given(asAdmin()).body(Map.of("what", "url")).post("/api/integrations/" + id + "/rotate").then().statusCode(200).extract().path("hookUrl");
    }

    private void look() {
        retired.retireEnded();
        retired.readNew();
    }

    private void age(String id) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update integration set token_rotated_at = now() - interval '1 second' where integration_id = ?::uuid")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    private HookToken token(String url) {
        return HookToken.authentic(url.substring(url.lastIndexOf('/') + 1), keys).orElseThrow();
    }

    private static io.restassured.specification.RequestSpecification asAdmin() {
        return given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN));
    }
}
