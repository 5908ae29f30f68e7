package dev.towline.web;

import static dev.towline.Stand.ADMIN;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.towline.Stand;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is told when something fails that nobody expected. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class TroubleIT {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "*/*"})
    void a_defect_is_answered_without_details_and_logged_once_with_them(String accept) {
        var logged = new CopyOnWriteArrayList<LogRecord>();
        var ears = ears(logged);
        Logger.getLogger("").addHandler(ears);
        try {
            var body = RestAssured.given().accept(accept).post("/api/trouble/defect").then().statusCode(500).contentType("application/problem+json")
                    .body("type", equalTo("about:blank")).body("status", equalTo(500)).body("title", equalTo("That did not work. Please try again."))
                    .extract().asString();
            assertFalse(body.contains(TroubleResource.DETAIL) || body.contains("Exception"), body);
        } finally {
            Logger.getLogger("").removeHandler(ears);
        }
        assertEquals(List.of(TroubleResource.DETAIL), logged.stream().map(entry -> entry.getThrown().getMessage()).toList());
    }

    @Test
    void of_two_administrators_at_the_same_moment_the_later_one_is_told() {
        var id = asAdmin().body(Map.of("name", "before", "provider", "github")).post("/api/integrations").jsonPath().getString("id");
        asAdmin().post("/api/trouble/conflict/" + id).then().statusCode(409).contentType("application/problem+json")
                .body("status", equalTo(409)).body("title", containsString("Somebody else changed this integration"));
        asAdmin().get("/api/integrations/" + id).then().body("name", equalTo("theirs"));
    }

    @Test
    void what_is_refused_on_purpose_keeps_its_status() {
        RestAssured.get("/api/nowhere").then().statusCode(404);
        RestAssured.put("/api/integrations").then().statusCode(405);
        RestAssured.given().contentType(ContentType.XML).body("<a/>").post("/api/integrations").then().statusCode(415);
    }

    private static Handler ears(List<LogRecord> heard) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getThrown() != null) {
                    heard.add(entry);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static RequestSpecification asAdmin() {
        return RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(ADMIN)).contentType(ContentType.JSON);
    }
}
